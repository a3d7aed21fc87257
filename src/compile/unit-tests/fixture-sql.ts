import { failure } from '../../core/diagnostic.ts';
import type { FixtureRow } from '../../manifest/index.ts';
import { type Extra, type Runtime, relationValue, type Session, sourceRelation } from '../../scope/index.ts';
import { fromHost, type Value } from '../../template/index.ts';
import { str } from '../../template/python/print.ts';
import { callMacro } from '../call-macro.ts';
import type { Parent, TypedColumn } from './scene.ts';

/** Rows as a query with these columns (macro get_fixture_sql); what a row does not name is null. Rejects with TsdbtError. */
export async function fixtureSql(
  runtime: Runtime,
  parent: Parent,
  rows: readonly FixtureRow[],
  columns: readonly TypedColumn[],
  session: Session,
): Promise<string> {
  const macro = runtime.macros.index.find('get_fixture_sql', runtime.projectName);
  if (macro === undefined)
    throw failure('TD213', "dbt could not find a macro with the name 'get_fixture_sql' in any package");
  const types = new Map(columns.map(({ name, type }) => [name, type]));
  const node = parent.resource_type === 'source' ? undefined : parent;
  const call = { positional: [rows, types] };
  const { value } = await callMacro(runtime, macro, call, session, node, sourceNames(runtime, parent));
  return str(value);
}

/** `model` and `this` where the input is a source, which has no scope of its own. */
function sourceNames(runtime: Runtime, parent: Parent): Extra | undefined {
  if (parent.resource_type !== 'source') return undefined;
  return new Map<string, Value>([
    ['model', fromHost({ ...parent })],
    ['this', relationValue(sourceRelation(runtime, parent))],
  ]);
}
