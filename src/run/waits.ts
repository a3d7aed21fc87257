import type { NodeId } from '../core/ids.ts';
import type { Dag } from '../graph/index.ts';
import type { Manifest, UnitTestNode } from '../manifest/index.ts';
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
 * behind them; with `gated`, nodes also wait for the tests of what they stand on, and models for their own unit tests,
 * which run when the model could.
 */
export function waitsOf(dag: Dag, manifest: Manifest, planned: ReadonlySet<NodeId>, gated: boolean): Waits {
  const tests = gated ? [...planned].flatMap((id) => manifest.unitTests.get(id) ?? []) : [];
  const gates: Edges = gated ? withUnitTests(gatesOf(dag, manifest, planned), tests) : new Map();
  const gatedBy = reversed(gates);
  const below = walk(planned, (id) => [...dag.children(id), ...(gatedBy.get(id) ?? [])]);
  const above = walk(planned, (id) => [...dag.parents(id), ...(gates.get(id) ?? [])]);
  const inside = (id: NodeId): boolean => planned.has(id) || (below.has(id) && above.has(id));
  const waits = new Map<NodeId, readonly NodeId[]>();
  for (const id of dag.order) {
    if (!inside(id)) continue;
    waits.set(id, [...new Set([...dag.parents(id).filter(inside), ...(gates.get(id) ?? [])])]);
  }
  for (const { unique_id: id, depends_on } of tests) {
    const own = depends_on.nodes.flatMap((model) => waits.get(model) ?? []);
    waits.set(
      id,
      own.filter((other) => !manifest.unitTests.has(other)),
    );
  }
  return { sequence: gates.size > 0 ? inOrder(waits) : [...waits.keys()], waits };
}

/** Adds unit tests to what their models wait for: these are not built when one fails. */
function withUnitTests(gates: Map<NodeId, NodeId[]>, tests: readonly UnitTestNode[]): Edges {
  for (const { unique_id: id, depends_on } of tests) {
    for (const model of depends_on.nodes) {
      const list = gates.get(model);
      if (list) list.push(id);
      else gates.set(model, [id]);
    }
  }
  return gates;
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
