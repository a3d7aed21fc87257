/** A graph whose nodes are numbers from 0. */
export interface Digraph {
  readonly size: number;
  readonly parents: readonly (readonly number[])[];
  readonly children: readonly (readonly number[])[];
}

/** Makes one of its edges. */
export function digraph(size: number, edges: readonly (readonly [number, number])[]): Digraph {
  const parents: number[][] = Array.from({ length: size }, () => []);
  const children: number[][] = Array.from({ length: size }, () => []);
  for (const [from, to] of edges) {
    children[from]?.push(to);
    parents[to]?.push(from);
  }
  return { size, parents, children };
}

/**
 * The layer of each node: one more than the highest of its parents; nodes without parents move up to their first child.
 * Nodes on a cycle, which no project has, are taken as they come.
 */
export function layersOf(graph: Digraph): number[] {
  const order = topological(graph);
  const layers = new Array<number>(graph.size).fill(0);
  for (const node of order) {
    for (const child of at(graph.children, node))
      layers[child] = Math.max(layers[child] ?? 0, (layers[node] ?? 0) + 1);
  }
  for (const node of order) {
    const below = at(graph.children, node).map((child) => layers[child] ?? 0);
    if (at(graph.parents, node).length === 0 && below.length > 0) {
      layers[node] = Math.max(0, below.reduce((a, b) => Math.min(a, b)) - 1);
    }
  }
  return layers;
}

function topological(graph: Digraph): readonly number[] {
  const open = graph.parents.map((parents) => parents.length);
  const order = [...open.keys()].filter((node) => open[node] === 0);
  for (let i = 0; i < order.length; i++) {
    for (const child of at(graph.children, order[i] ?? 0)) {
      open[child] = (open[child] ?? 0) - 1;
      if (open[child] === 0) order.push(child);
    }
  }
  return order;
}

/** The neighbours of a node. */
export const at = (lists: readonly (readonly number[])[], node: number): readonly number[] =>
  lists[node] ?? [];
