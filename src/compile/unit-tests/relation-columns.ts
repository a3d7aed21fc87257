import type { Relation } from '../../adapter/index.ts';
import { TsdbtError } from '../../core/diagnostic.ts';
import { asColumn, projectRelation, type Runtime, relationValue, type Session } from '../../scope/index.ts';
import { listOf } from '../../template/python/sequence.ts';
import { callStandard } from '../call-macro.ts';
import { relationOf } from '../relation-name.ts';
import type { Parent, TypedColumn } from './scene.ts';

/** The columns of a relation of the warehouse, or of the one it is deferred to; null when neither is there. */
export async function relationColumns(
  runtime: Runtime,
  parent: Parent,
  session: Session,
): Promise<readonly TypedColumn[] | null> {
  const own = relationOf(runtime, parent);
  const saved = runtime.deferred?.relations.get(parent.unique_id);
  return (
    (await columnsIn(runtime, own, session)) ??
    (saved === undefined ? null : columnsIn(runtime, projectRelation(runtime, saved), session))
  );
}

async function columnsIn(
  runtime: Runtime,
  relation: Relation,
  session: Session,
): Promise<readonly TypedColumn[] | null> {
  const call = { positional: [relationValue(relation)] };
  try {
    const found = listOf(await callStandard(runtime, 'tsdbt_columns_if_there', call, session)).map(asColumn);
    return found.length === 0 ? null : found.map(({ name, dataType }) => ({ name, type: dataType }));
  } catch (error) {
    // A file that is not there, a database that cannot be seen: the test does not need them.
    if (error instanceof TsdbtError && error.first.code === 'TD501') return null;
    throw error;
  }
}
