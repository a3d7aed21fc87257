import type { NodeId } from '../../core/ids.ts';
import type { GraphNode } from '../../manifest/index.ts';

/** Whether a resource is switched on. */
export const isEnabled = ({ node }: { readonly node: GraphNode }): boolean => node.config.enabled;

/** Enabled items once by id, the second of a name reported; disabled items all. */
export function once<T>(
  items: readonly T[],
  nodeOf: (item: T) => GraphNode,
  onDouble: (second: T, first: T) => void,
): readonly T[] {
  const known = new Map<NodeId, T>();
  return items.filter((item) => {
    const node = nodeOf(item);
    if (!node.config.enabled) return true;
    const first = known.get(node.unique_id);
    if (first === undefined) known.set(node.unique_id, item);
    else onDouble(item, first);
    return first === undefined;
  });
}

/** Built resources by their ids. */
export function byId<T extends { readonly node: GraphNode }>(items: readonly T[]): ReadonlyMap<NodeId, T> {
  return new Map(items.map((item) => [item.node.unique_id, item]));
}
