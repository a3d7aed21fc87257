import { at, type Digraph } from './layers.ts';
import { meanOf } from './order.ts';

const ROUNDS = 10;

/**
 * Where each node stands in its row, from top to bottom: near the middle of its neighbours, in the row's order, never
 * closer to the next one than both need (`space`: height that a node takes).
 */
export function heightsOf(
  graph: Digraph,
  rows: readonly (readonly number[])[],
  space: (node: number) => number,
): number[] {
  const y = new Array<number>(graph.size).fill(0);
  for (const row of rows) settle(row, space, (node) => y[node] ?? 0, y);
  for (let round = 0; round < ROUNDS; round++) {
    const down = round % 2 === 0;
    for (const row of down ? rows : rows.toReversed()) {
      const first = down ? graph.parents : graph.children;
      const other = down ? graph.children : graph.parents;
      const wish = (node: number): number =>
        meanOf(at(first, node), y) ?? meanOf(at(other, node), y) ?? y[node] ?? 0;
      settle(row, space, wish, y);
    }
  }
  return y;
}

interface Pool {
  sum: number;
  count: number;
}

/** The places nearest to what is wished for that keep order and space: neighbours that want to overlap meet at their mean. */
function settle(
  row: readonly number[],
  space: (node: number) => number,
  wish: (node: number) => number,
  y: number[],
): void {
  const offsets: number[] = [];
  const pools: Pool[] = [];
  let offset = 0;
  let before = 0;
  row.forEach((node, i) => {
    const half = space(node) / 2;
    offset += i === 0 ? 0 : before + half;
    before = half;
    offsets.push(offset);
    pools.push({ sum: wish(node) - offset, count: 1 });
    merge(pools);
  });
  let i = 0;
  for (const { sum, count } of pools) {
    for (const last = i + count; i < last; i++) y[row[i] ?? 0] = sum / count + (offsets[i] ?? 0);
  }
}

function merge(pools: Pool[]): void {
  for (;;) {
    const [above, below] = [pools.at(-2), pools.at(-1)];
    if (!above || !below || above.sum / above.count <= below.sum / below.count) return;
    above.sum += below.sum;
    above.count += below.count;
    pools.pop();
  }
}
