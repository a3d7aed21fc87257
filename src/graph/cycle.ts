import type { Graph } from '@dagrejs/graphlib';
import { type Frame, failure, type TsdbtError } from '../core/diagnostic.ts';
import { type NodeId, nodeId } from '../core/ids.ts';
import { findNode, type GraphNode, type Manifest } from '../manifest/index.ts';

/** One circle among the nodes that are not in `settled`: each stands on the one before, the first on the last; [] when none. */
export function findCycle(graph: Graph, settled: ReadonlySet<string>): NodeId[] {
  const start = graph.nodes().find((id) => !settled.has(id));
  if (start === undefined) return [];
  const path: string[] = [];
  const seen = new Map<string, number>();
  let at: string | undefined = start;
  while (at !== undefined && !seen.has(at)) {
    seen.set(at, path.length);
    path.push(at);
    at = (graph.predecessors(at) ?? []).find((parent) => !settled.has(parent));
  }
  if (at === undefined) return [];
  return startWithSmallest(path.slice(seen.get(at)).reverse().map(nodeId));
}

/** The same circle whatever node it was met at first. */
function startWithSmallest(cycle: readonly NodeId[]): NodeId[] {
  const least = cycle.reduce((best, id, i) => (id < (cycle[best] ?? id) ? i : best), 0);
  return [...cycle.slice(least), ...cycle.slice(0, least)];
}

/** The error for a circle: dbt's line, and below it the file and line of every ref that closes it; it is shown at the first of them. */
export function cycleFailure(manifest: Manifest, cycle: readonly NodeId[]): TsdbtError {
  const steps = cycle.map((id, i) => stepTo(manifest, id, cycle[(i + 1) % cycle.length] ?? id));
  const first = steps.find((step) => step.at)?.at;
  const way = shortened(cycle).join(' --> ');
  const lines = shortened(steps.map((step) => `  ${step.text}`));
  return failure('TD401', `Found a cycle: ${way}\n${lines.join('\n')}`, {
    ...(first ? { at: first } : {}),
    help: 'remove one of these refs, or move what both need into a model of its own',
  });
}

/** At most so many nodes of a circle are named; the middle of a longer one is left out. */
const MOST_NAMED = 12;

function shortened(list: readonly string[]): readonly string[] {
  if (list.length <= MOST_NAMED) return list;
  const left = list.length - MOST_NAMED + 1;
  return [...list.slice(0, MOST_NAMED - 2), `… ${left} more`, ...list.slice(-1)];
}

/** `model.a <- ref('a') in models/b.sql:3:15`: how the child names its parent. */
function stepTo(manifest: Manifest, parent: NodeId, child: NodeId): { text: string; at?: Frame } {
  const node = findNode(manifest, parent);
  const at = node && refPlace(manifest, child, node);
  const where = at ? `${at.file}:${at.line}:${at.column}` : findNode(manifest, child)?.original_file_path;
  const name = node?.name ?? parent;
  const text = `${child} refs "${name}"${where ? ` at ${where}` : ''}`;
  return at ? { text, at: { ...at, name: child } } : { text };
}

function refPlace(manifest: Manifest, child: NodeId, parent: GraphNode): Frame | undefined {
  return manifest.places.get(`${child}#ref:${parent.name}`) ?? manifest.places.get(child);
}
