import type { Runtime, Session } from '../../scope/index.ts';
import { str } from '../../template/python/print.ts';
import { callStandard } from '../call-macro.ts';
import { runSql } from '../hooks.ts';
import type { TypedColumn } from './scene.ts';

/** The columns that a query returns: the warehouse is asked without reading a row. Rejects with TD501. */
export async function queryColumns(
  runtime: Runtime,
  sql: string,
  session: Session,
): Promise<readonly TypedColumn[]> {
  const empty = await callStandard(runtime, 'get_empty_subquery_sql', { positional: [sql] }, session);
  const { columns } = await runSql(runtime, str(empty), session, true);
  return columns.map(({ name, type }) => ({ name, type }));
}
