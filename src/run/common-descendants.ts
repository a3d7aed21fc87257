import type { NodeId } from '../core/ids.ts';
import type { Dag } from '../graph/index.ts';

/** A test and the nodes, two or more, that it looks at. */
export interface TestedNodes {
  readonly test: NodeId;
  readonly parents: readonly NodeId[];
}

/** So many tests are answered in one pass over the graph: memory stays small, however many there are. */
const BATCH = 256;

/** For each test the nodes nearest to it that stand on all of its parents. */
export function* nearestOfMany(
  dag: Dag,
  tests: readonly TestedNodes[],
): Generator<{ readonly test: NodeId; readonly on: readonly NodeId[] }> {
  if (tests.length === 0) return;
  const places = new Map(dag.order.map((id, place) => [id, place]));
  for (let from = 0; from < tests.length; from += BATCH) {
    const batch = tests.slice(from, from + BATCH);
    const above = markAncestors(dag, places, new Set(batch.flatMap(({ parents }) => parents)));
    for (const { test, parents } of batch) yield { test, on: nearest(dag, places, parents, above) };
  }
}

type Places = ReadonlyMap<NodeId, number>;

/** True when a node stands, at any distance, on the other. */
type StandsOn = (id: NodeId, ancestor: NodeId) => boolean;

/** Notes for every node which of the wanted ones are above it: one bit each, handed down in topological order. */
function markAncestors(dag: Dag, places: Places, wanted: ReadonlySet<NodeId>): StandsOn {
  const bits = new Map(Array.from(wanted, (id, bit) => [id, bit]));
  const words = Math.ceil(bits.size / 32);
  const rows = new Uint32Array(dag.order.length * words);
  const set = (row: number, bit: number): void => {
    const at = row * words + (bit >>> 5);
    rows[at] = (rows[at] ?? 0) | (1 << (bit & 31));
  };
  dag.order.forEach((id, row) => {
    for (const parent of dag.parents(id)) {
      const from = (places.get(parent) ?? 0) * words;
      for (let word = 0; word < words; word++) {
        const at = row * words + word;
        rows[at] = (rows[at] ?? 0) | (rows[from + word] ?? 0);
      }
      const bit = bits.get(parent);
      if (bit !== undefined) set(row, bit);
    }
  });
  return (id, ancestor) => {
    const bit = bits.get(ancestor) ?? 0;
    const word = rows[(places.get(id) ?? 0) * words + (bit >>> 5)] ?? 0;
    return ((word >>> (bit & 31)) & 1) === 1;
  };
}

/** Goes down from the last of the parents, and no further where a node stands on all of them. */
function nearest(dag: Dag, places: Places, parents: readonly NodeId[], standsOn: StandsOn): NodeId[] {
  const last = parents.reduce((a, b) => ((places.get(a) ?? 0) > (places.get(b) ?? 0) ? a : b));
  const found: NodeId[] = [];
  const met = new Set<NodeId>([last]);
  const open: NodeId[] = [last];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const child of dag.children(id)) {
      if (met.has(child)) continue;
      met.add(child);
      if (parents.every((parent) => standsOn(child, parent))) found.push(child);
      else open.push(child);
    }
  }
  return found;
}
