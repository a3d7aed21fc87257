import type { NodeId } from '../core/ids.ts';
import { hasForeignKeys, type ManifestNode } from '../manifest/index.ts';
import type { CompiledNode, Runtime } from '../scope/index.ts';
import { relationNameOf } from './relation-name.ts';

/** With --defer: where the saved state has the parents that a model's foreign keys may point to. */
export function deferredKeys(runtime: Runtime, node: ManifestNode): Pick<CompiledNode, 'deferred'> {
  const saved = runtime.deferred?.relations;
  if (saved === undefined || node.resource_type !== 'model' || !hasForeignKeys(node)) return {};
  const deferred = new Map<NodeId, string>();
  for (const id of node.depends_on.nodes) {
    const [parent, place] = [runtime.manifest.nodes.get(id), saved.get(id)];
    if (!parent || !place) continue;
    const { database, schema, identifier: alias } = place;
    deferred.set(id, relationNameOf(runtime, { ...parent, database, schema, alias }));
  }
  return { deferred };
}
