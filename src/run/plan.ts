import type { NodeId } from '../core/ids.ts';
import type { Json } from '../core/json.ts';
import type { Dag } from '../graph/index.ts';
import { findNode, type GraphNode, type Manifest, type SourceNode } from '../manifest/index.ts';
import { waitsOf } from './waits.ts';

/** A node that will be worked on, and where it stands. */
export interface PlannedNode {
  readonly node: GraphNode;
  /** How many planned nodes are on the longest way from a root to here. */
  readonly level: number;
}

/** What will be done; a value that can be shown without doing it. */
export interface Plan {
  /** The command it is for: `run`, `build`, `test` … */
  readonly kind: string;
  /** In the order in which one thread would start them. */
  readonly nodes: readonly PlannedNode[];
  /** Ids of the planned nodes. */
  readonly ids: ReadonlySet<NodeId>;
  /** What a node waits for: planned nodes, and unplanned ones that lead from one planned node to another. */
  readonly waits: ReadonlyMap<NodeId, readonly NodeId[]>;
}

/** What the plan is made of. */
export interface PlanOptions {
  readonly kind: string;
  readonly manifest: Manifest;
  readonly dag: Dag;
  readonly selected: ReadonlySet<NodeId>;
  /** Only these kinds of resources; all when left out. */
  readonly resourceTypes?: readonly string[];
  /** As `build` does: what stands on a tested node waits for its tests. */
  readonly gated?: boolean;
  /** As `source freshness`, `test` and `compile`: no node waits for another, though they start in the same order. */
  readonly independent?: boolean;
}

/** Orders the selected nodes; ephemeral models are left out, since they run inside others. */
export function makePlan(options: PlanOptions): Plan {
  const ids = plannable(options);
  const order = waitsOf(options.dag, options.manifest, ids, options.gated === true);
  const waits = options.independent ? new Map<NodeId, readonly NodeId[]>() : order.waits;
  const levels = levelsOf(order.sequence, order.waits, ids);
  const nodes = order.sequence.flatMap((id): PlannedNode[] => {
    const node = ids.has(id) ? findNode(options.manifest, id) : undefined;
    return node ? [{ node, level: levels.get(id) ?? 0 }] : [];
  });
  return { kind: options.kind, nodes: nodes.sort(byLevelThenId), ids, waits };
}

function plannable({ manifest, selected, resourceTypes, kind }: PlanOptions): Set<NodeId> {
  const kinds = resourceTypes && new Set(resourceTypes);
  const ids = new Set<NodeId>();
  for (const id of selected) {
    const node = findNode(manifest, id);
    if (node === undefined || (kinds && !kinds.has(node.resource_type))) continue;
    if (canBeDone(node, kind)) ids.add(id);
  }
  return ids;
}

function canBeDone(node: GraphNode, kind: string): boolean {
  if (node.resource_type === 'source') return hasFreshness(node);
  return kind === 'compile' || node.config.materialized !== 'ephemeral';
}

/** Sources are measured when they say how old they may be. */
const hasFreshness = ({ freshness }: SourceNode): boolean =>
  isLimit(freshness?.warn_after) || isLimit(freshness?.error_after);

const isLimit = (value: Json | undefined): boolean =>
  typeof value === 'object' && value !== null && 'count' in value && value.count !== null;

function levelsOf(
  sequence: readonly NodeId[],
  waits: ReadonlyMap<NodeId, readonly NodeId[]>,
  planned: ReadonlySet<NodeId>,
): Map<NodeId, number> {
  const levels = new Map<NodeId, number>();
  for (const id of sequence) {
    let level = 0;
    for (const before of waits.get(id) ?? []) {
      level = Math.max(level, (levels.get(before) ?? 0) + (planned.has(before) ? 1 : 0));
    }
    levels.set(id, level);
  }
  return levels;
}

function byLevelThenId(a: PlannedNode, b: PlannedNode): number {
  return a.level - b.level || (a.node.unique_id < b.node.unique_id ? -1 : 1);
}
