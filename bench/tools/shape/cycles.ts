import { dirname, join, normalize } from 'node:path';
import type { FileShape } from './measure.ts';

/** Groups of folders that import each other, directly or around a corner (Tarjan's strongly connected components). */
export function folderCycles(shapes: readonly FileShape[]): string[][] {
  const edges = new Map<string, Set<string>>();
  for (const shape of shapes) {
    const from = dirname(shape.path);
    const targets = edges.get(from) ?? new Set();
    for (const name of shape.imports.filter((n) => n.startsWith('.'))) {
      const to = dirname(normalize(join(from, name)));
      if (to !== from && !isLazy(shape.path, to)) targets.add(to);
    }
    edges.set(from, targets);
  }
  return components(edges).filter((group) => group.length > 1);
}

/** The registry loads an adapter when a target names it; the adapter knows the contract beside the registry. */
const isLazy = (path: string, to: string): boolean =>
  path === 'src/adapter/registry.ts' && to.startsWith('adapters/');

function components(edges: ReadonlyMap<string, ReadonlySet<string>>): string[][] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const groups: string[][] = [];
  const visit = (name: string): void => {
    index.set(name, index.size);
    low.set(name, index.get(name) ?? 0);
    stack.push(name);
    for (const next of edges.get(name) ?? []) {
      if (!index.has(next)) visit(next);
      if (stack.includes(next)) low.set(name, Math.min(low.get(name) ?? 0, low.get(next) ?? 0));
    }
    if (low.get(name) === index.get(name)) groups.push(stack.splice(stack.indexOf(name)));
  };
  for (const name of edges.keys()) if (!index.has(name)) visit(name);
  return groups;
}
