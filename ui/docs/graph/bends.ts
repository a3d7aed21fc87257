import { type Digraph, digraph } from './layers.ts';

/** A graph in which every edge leads to the next layer, for long ones have nodes of their own on their way. */
export interface Bent {
  readonly graph: Digraph;
  readonly layers: readonly number[];
  /** The nodes of each edge from its parent to its child, both included. */
  readonly routes: readonly (readonly number[])[];
}

/** With more bends than this, long edges go straight: a drawing of that size is looked at from afar. */
const MOST = 12_000;

/** Puts bends into long edges. */
export function withBends(
  size: number,
  edges: readonly (readonly [number, number])[],
  layers: readonly number[],
): Bent {
  const spans = edges.map(([from, to]) => (layers[to] ?? 0) - (layers[from] ?? 0));
  const bends = spans.reduce((sum, span) => sum + Math.max(0, span - 1), 0);
  if (bends > MOST) return { graph: digraph(size, edges), layers, routes: edges };
  const all = [...layers];
  const short: (readonly [number, number])[] = [];
  const routes = edges.map(([from, to]) => {
    const route = [from];
    for (let layer = (layers[from] ?? 0) + 1; layer < (layers[to] ?? 0); layer++) {
      route.push(all.length);
      all.push(layer);
    }
    route.push(to);
    for (let i = 1; i < route.length; i++) short.push([route[i - 1] ?? 0, route[i] ?? 0]);
    return route;
  });
  return { graph: digraph(all.length, short), layers: all, routes };
}
