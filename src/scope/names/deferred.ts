import type { Relation } from '../../adapter/index.ts';
import { chain, type MaybePromise } from '../../core/maybe-promise.ts';
import type { ManifestNode } from '../../manifest/index.ts';
import type { CallArguments } from '../../template/index.ts';
import type { RunContext } from '../context/context.ts';
import { nodeRelation, type Reading } from './relations.ts';

/**
 * The relation that a ref of a node means. With --defer that is the one of the saved state where the node's own does not
 * exist; with --favor-state also where it does, unless the node is selected.
 */
export function referredRelation(
  context: RunContext,
  node: ManifestNode,
  call: CallArguments,
  reading?: Reading,
): MaybePromise<Relation> {
  const { runtime } = context;
  const own = nodeRelation(runtime, node, reading);
  const saved = runtime.deferred?.relations.get(node.unique_id);
  if (saved === undefined) return own;
  const { database, schema, identifier: alias } = saved;
  const other = nodeRelation(runtime, { ...node, database, schema, alias }, reading);
  if (own.equals(other)) return own;
  const decided = runtime.deferred?.favorState === true || node.resource_type === 'function';
  if (decided && !runtime.selected.includes(node.unique_id)) return other;
  if (node.resource_type === 'function') return own;
  return chain(context.exists(own, call), (there) => (there ? own : other));
}
