import { failure } from '../core/diagnostic.ts';
import type { ManifestNode } from '../manifest/index.ts';
import {
  createRunScope,
  projectRelation,
  type Runtime,
  relationValue,
  type SavedRelation,
  type Session,
} from '../scope/index.ts';
import type { Value } from '../template/index.ts';
import { callIn } from './call-macro.ts';
import { mainResult } from './main-result.ts';
import { type MaterializationHooks, type MaterializationResult, madeRelations } from './materialize.ts';

/** Runs the materialization `clone` of a node: it sees where the node stood as `defer_relation`. Rejects as runMaterialization does. */
export async function runClone(
  runtime: Runtime,
  node: ManifestNode,
  saved: SavedRelation | null,
  session: Session,
  { write }: Pick<MaterializationHooks, 'write'> = {},
): Promise<MaterializationResult> {
  const macro = runtime.macros.index.materialization('clone');
  if (macro === undefined) throw failure('TD220', "No materialization 'clone' was found");
  const scope = createRunScope(runtime, {
    node,
    packageName: node.package_name,
    session: { ...session, node: node.unique_id },
    extra: namesOf(runtime, saved),
    hooks: write ? { write } : {},
  });
  const value = await callIn(scope, macro, {});
  return { relations: madeRelations(value, node), main: mainResult(scope.results) };
}

/** `defer_relation`, and as `sql` and `compiled_code` the query that a view of it holds. */
function namesOf(runtime: Runtime, saved: SavedRelation | null): ReadonlyMap<string, Value> {
  if (saved === null) return new Map([['defer_relation', null]]);
  const relation = projectRelation(runtime, saved);
  const query = `select * from ${relation.render()}`;
  return new Map<string, Value>([
    ['defer_relation', relationValue(relation)],
    ['sql', query],
    ['compiled_code', query],
  ]);
}
