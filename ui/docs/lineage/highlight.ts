import type { Subgraph } from '../graph/subgraph.ts';
import type { Drawn } from './draw.ts';

/** Brings out a node with all that it stands on and all that stands on it; null: nothing is brought out. */
export type Highlighter = (id: string | null) => void;

/** Makes it for a drawing. */
export function highlighter(
  graph: Subgraph,
  scene: SVGGElement,
  nodes: Drawn['nodes'],
  edges: Drawn['edges'],
): Highlighter {
  const parents = Map.groupBy(graph.edges, ([, child]) => child);
  const children = Map.groupBy(graph.edges, ([parent]) => parent);
  let marked: readonly Element[] = [];
  return (id) => {
    for (const element of marked) element.classList.remove('lit');
    scene.classList.toggle('dimmed', id !== null);
    marked = [];
    if (id === null) return;
    const family = new Set([
      ...walk(id, (one) => (parents.get(one) ?? []).map(([parent]) => parent)),
      ...walk(id, (one) => (children.get(one) ?? []).map(([, child]) => child)),
    ]);
    const lit = edges.filter(({ from, to }) => family.has(from) && family.has(to));
    marked = [...[...family].flatMap((one) => nodes.get(one) ?? []), ...lit.map(({ element }) => element)];
    for (const element of marked) element.classList.add('lit');
  };
}

/** Brings out what is pointed at, or has the focus; `told` hears of it (null: of nothing). */
export function pointing(
  nodes: Drawn['nodes'],
  highlight: Highlighter,
  told: (id: string | null, byKey: boolean) => void,
): void {
  const show = (id: string | null, byKey: boolean) => (): void => {
    highlight(id);
    told(id, byKey);
  };
  for (const [id, node] of nodes) {
    node.addEventListener('pointerenter', show(id, false));
    node.addEventListener('focus', () => node.matches(':focus-visible') && show(id, true)());
    node.addEventListener('pointerleave', show(null, false));
    node.addEventListener('blur', show(null, false));
  }
}

function walk(start: string, next: (id: string) => readonly string[]): ReadonlySet<string> {
  const found = new Set([start]);
  for (const id of found) for (const other of next(id)) found.add(other);
  return found;
}
