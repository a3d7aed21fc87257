import type { Graph } from '@dagrejs/graphlib';
import { type NodeId, nodeId } from '../core/ids.ts';

/** Who stands on whom: parents come before children. */
export interface Dag {
  /** All ids, parents before children, ties in the order of the manifest. */
  readonly order: readonly NodeId[];
  has(id: NodeId): boolean;
  parents(id: NodeId): readonly NodeId[];
  children(id: NodeId): readonly NodeId[];
  /** All that the given nodes stand on, up to `depth` steps away; a given node only if another stands on it. */
  ancestors(ids: Iterable<NodeId>, depth?: number): Set<NodeId>;
  /** All that stands on the given nodes, up to `depth` steps away; a given node only if it stands on another. */
  descendants(ids: Iterable<NodeId>, depth?: number): Set<NodeId>;
}

/** Takes a graph without cycles, asked for when it is needed, and its topological order; edges are not copied twice. */
export function createDag(graph: () => Graph, order: readonly NodeId[]): Dag {
  const parents = neighbours((id) => graph().predecessors(id));
  const children = neighbours((id) => graph().successors(id));
  return {
    order,
    has: (id) => graph().hasNode(id),
    parents,
    children,
    ancestors: (ids, depth) => walk(ids, parents, depth),
    descendants: (ids, depth) => walk(ids, children, depth),
  };
}

type Neighbours = (id: NodeId) => readonly NodeId[];

function neighbours(ask: (id: string) => string[] | undefined): Neighbours {
  const known = new Map<NodeId, readonly NodeId[]>();
  return (id) => {
    const before = known.get(id);
    if (before !== undefined) return before;
    const found = (ask(id) ?? []).map(nodeId);
    known.set(id, found);
    return found;
  };
}

/** Goes out from all ids at once, one layer after the other. */
function walk(from: Iterable<NodeId>, next: Neighbours, depth = Number.POSITIVE_INFINITY): Set<NodeId> {
  const met = new Set<NodeId>();
  let layer: Iterable<NodeId> = from;
  for (let step = 0; step < depth; step++) {
    const following: NodeId[] = [];
    for (const id of layer) {
      for (const other of next(id)) {
        if (met.has(other)) continue;
        met.add(other);
        following.push(other);
      }
    }
    if (following.length === 0) break;
    layer = following;
  }
  return met;
}
