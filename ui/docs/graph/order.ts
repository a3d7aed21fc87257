import { at, type Digraph } from './layers.ts';

const SWEEPS = 8;

/** The nodes of each layer from top to bottom, so that edges cross seldom: each sweep moves nodes to the middle of their neighbours. */
export function orderLayers(graph: Digraph, layers: readonly number[]): number[][] {
  const rows = startingRows(graph, layers);
  const place = new Array<number>(graph.size).fill(0);
  const number = (row: readonly number[]): void =>
    row.forEach((node, i) => {
      place[node] = i / row.length;
    });
  for (const row of rows) number(row);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const down = sweep % 2 === 0;
    const neighbours = down ? graph.parents : graph.children;
    for (const row of down ? rows : rows.toReversed()) {
      sortBy(row, (node) => meanOf(at(neighbours, node), place) ?? place[node] ?? 0);
      number(row);
    }
  }
  return rows;
}

/** Families begin side by side: a walk down from each root. */
function startingRows(graph: Digraph, layers: readonly number[]): number[][] {
  const rows: number[][] = Array.from({ length: layers.reduce((a, b) => Math.max(a, b), 0) + 1 }, () => []);
  const seen = new Set<number>();
  const all = [...graph.parents.keys()].reverse();
  const isRoot = (node: number): boolean => at(graph.parents, node).length === 0;
  const stack = [...all.filter((node) => !isRoot(node)), ...all.filter(isRoot)];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    rows[layers[node] ?? 0]?.push(node);
    stack.push(...at(graph.children, node).toReversed());
  }
  return rows;
}

function sortBy(row: number[], key: (node: number) => number): void {
  const keys = new Map(row.map((node) => [node, key(node)]));
  row.sort((a, b) => (keys.get(a) ?? 0) - (keys.get(b) ?? 0));
}

/** The mean of the values of some nodes; undefined of none. */
export function meanOf(nodes: readonly number[], values: readonly number[]): number | undefined {
  if (nodes.length === 0) return undefined;
  return nodes.reduce((sum, node) => sum + (values[node] ?? 0), 0) / nodes.length;
}
