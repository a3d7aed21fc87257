import type { Subgraph } from '../graph/subgraph.ts';
import type { Drawn } from './draw.ts';

/** While a node is pointed at or has the focus, all that it stands on and all that stands on it are brought out. */
export function highlightFamilies(graph: Subgraph, nodes: Drawn['nodes'], edges: Drawn['edges']): void {
  const parents = Map.groupBy(graph.edges, ([, child]) => child);
  const children = Map.groupBy(graph.edges, ([parent]) => parent);
  let marked: readonly Element[] = [];
  const clear = (scene: Element | null): void => {
    for (const element of marked) element.classList.remove('lit');
    scene?.classList.remove('dimmed');
    marked = [];
  };
  for (const [id, node] of nodes) {
    const light = (): void => {
      clear(node.parentElement);
      const family = new Set([
        ...walk(id, (one) => (parents.get(one) ?? []).map(([parent]) => parent)),
        ...walk(id, (one) => (children.get(one) ?? []).map(([, child]) => child)),
      ]);
      const lit = edges.filter(({ from, to }) => family.has(from) && family.has(to));
      marked = [...[...family].flatMap((one) => nodes.get(one) ?? []), ...lit.map(({ element }) => element)];
      for (const element of marked) element.classList.add('lit');
      node.parentElement?.classList.add('dimmed');
    };
    node.addEventListener('pointerenter', light);
    node.addEventListener('focus', light);
    node.addEventListener('pointerleave', () => clear(node.parentElement));
    node.addEventListener('blur', () => clear(node.parentElement));
  }
}

function walk(start: string, next: (id: string) => readonly string[]): ReadonlySet<string> {
  const found = new Set([start]);
  for (const id of found) for (const other of next(id)) found.add(other);
  return found;
}
