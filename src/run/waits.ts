import type { NodeId } from '../core/ids.ts';
import type { Dag } from '../graph/index.ts';
import type { Manifest } from '../manifest/index.ts';
import { gatesOf } from './test-gates.ts';

/** The part of the graph that lies between planned nodes. */
export interface Waits {
  /** All ids in it, each after what it waits for. */
  readonly sequence: readonly NodeId[];
  readonly waits: ReadonlyMap<NodeId, readonly NodeId[]>;
}

type Edges = ReadonlyMap<NodeId, readonly NodeId[]>;

/**
 * What each planned node waits for. Unplanned nodes between two planned ones stay as links, so that a failure is felt
 * behind them; with `gated`, nodes also wait for the tests of what they stand on.
 */
export function waitsOf(dag: Dag, manifest: Manifest, planned: ReadonlySet<NodeId>, gated: boolean): Waits {
  const gates: Edges = gated ? gatesOf(dag, manifest, planned) : new Map();
  const gatedBy = reversed(gates);
  const below = walk(planned, (id) => [...dag.children(id), ...(gatedBy.get(id) ?? [])]);
  const above = walk(planned, (id) => [...dag.parents(id), ...(gates.get(id) ?? [])]);
  const inside = (id: NodeId): boolean => planned.has(id) || (below.has(id) && above.has(id));
  const waits = new Map<NodeId, readonly NodeId[]>();
  for (const id of dag.order) {
    if (!inside(id)) continue;
    waits.set(id, [...new Set([...dag.parents(id).filter(inside), ...(gates.get(id) ?? [])])]);
  }
  const first = gated && unitTestsFirst(waits, manifest, planned);
  return { sequence: gates.size > 0 || first ? inOrder(waits) : [...waits.keys()], waits };
}

/** Unit tests run when their model could, and the model waits for them: it is not built when one fails. */
function unitTestsFirst(
  waits: Map<NodeId, readonly NodeId[]>,
  { unitTests }: Manifest,
  planned: ReadonlySet<NodeId>,
): boolean {
  const tests = [...planned].flatMap((id) => unitTests.get(id) ?? []);
  const before = new Map(waits);
  for (const { unique_id: id, depends_on } of tests) {
    const [model] = depends_on.nodes;
    const waited = model === undefined ? undefined : before.get(model);
    waits.set(id, waited ?? []);
    if (model !== undefined && waited) waits.set(model, [...(waits.get(model) ?? []), id]);
  }
  return tests.length > 0;
}

function walk(from: Iterable<NodeId>, next: (id: NodeId) => readonly NodeId[]): Set<NodeId> {
  const met = new Set<NodeId>();
  const open = [...from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const other of next(id)) {
      if (met.has(other)) continue;
      met.add(other);
      open.push(other);
    }
  }
  return met;
}

/** `a: [b]` → `b: [a]`. */
export function reversed(edges: Edges): Map<NodeId, NodeId[]> {
  const back = new Map<NodeId, NodeId[]>();
  for (const [id, others] of edges) {
    for (const other of others) {
      const list = back.get(other);
      if (list) list.push(id);
      else back.set(other, [id]);
    }
  }
  return back;
}

/** Every id after all that it waits for. */
function inOrder(waits: Edges): NodeId[] {
  const followers = reversed(waits);
  const open = new Map(Array.from(waits, ([id, before]) => [id, before.length] as const));
  const order = [...open].filter(([, count]) => count === 0).map(([id]) => id);
  for (let at = 0; at < order.length; at++) {
    const id = order[at];
    for (const follower of (id && followers.get(id)) || []) {
      const left = (open.get(follower) ?? 0) - 1;
      open.set(follower, left);
      if (left === 0) order.push(follower);
    }
  }
  return order;
}
