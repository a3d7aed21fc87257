import { GRAPH_KINDS, type Project } from '../data/project.ts';

/** A part of the lineage: ids and what stands on what. */
export interface Subgraph {
  readonly ids: readonly string[];
  readonly edges: readonly (readonly [parent: string, child: string])[];
}

/** All that the graph shows of a project. */
export function wholeGraph(project: Project): Subgraph {
  const resources = [...project.resources.values()];
  return withEdges(
    project,
    resources.filter(({ kind, listed }) => listed && GRAPH_KINDS.has(kind)).map(({ id }) => id),
  );
}

/** A resource with so many steps of what it stands on and of what stands on it. */
export function familyGraph(project: Project, focus: string, up: number, down: number): Subgraph {
  const above = reached(focus, up, (id) => project.resources.get(id)?.parents ?? []);
  const below = reached(focus, down, (id) => project.children.get(id) ?? []);
  const ids = [...new Set([focus, ...above, ...below])].filter((id) => {
    const resource = project.resources.get(id);
    return id === focus || (resource !== undefined && GRAPH_KINDS.has(resource.kind));
  });
  return withEdges(project, ids);
}

function reached(start: string, steps: number, next: (id: string) => readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  let border = [start];
  for (let step = 0; step < steps && border.length > 0; step++) {
    border = [...new Set(border.flatMap(next))].filter((id) => !found.has(id));
    for (const id of border) found.add(id);
  }
  return found;
}

function withEdges(project: Project, ids: readonly string[]): Subgraph {
  const inside = new Set(ids);
  const edges = ids.flatMap((id) =>
    (project.resources.get(id)?.parents ?? [])
      .filter((parent) => inside.has(parent))
      .map((parent) => [parent, id] as const),
  );
  return { ids, edges };
}
