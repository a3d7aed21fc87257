import { Graph } from '@dagrejs/graphlib';
import { failure } from '../core/diagnostic.ts';
import type { NodeId } from '../core/ids.ts';
import { type GraphNode, graphNodes, type Manifest } from '../manifest/index.ts';
import { cycleFailure, findCycle } from './cycle.ts';
import { createDag, type Dag } from './dag.ts';

/** What a resource stands on: nothing for sources. */
export const dependenciesOf = (node: GraphNode): readonly NodeId[] =>
  'depends_on' in node ? node.depends_on.nodes : [];

/** The graph of all resources that are enabled; throws TD401 with the refs in the circle when there is one. */
export function buildDag(manifest: Manifest): Dag {
  const nodes = [...graphNodes(manifest)];
  const order = topologicalOrder(nodes);
  if (order.length === nodes.length)
    return createDag(
      once(() => graphOf(nodes)),
      order,
    );
  const cycle = findCycle(graphOf(nodes), new Set(order));
  if (cycle.length === 0) throw failure('TD902', 'the graph has no order and no cycle');
  throw cycleFailure(manifest, cycle);
}

/** Made when the first one asks for neighbours: a command that only reads the project does not. */
function graphOf(nodes: readonly GraphNode[]): Graph {
  const graph = new Graph();
  for (const node of nodes) graph.setNode(node.unique_id);
  for (const node of nodes) {
    for (const parent of dependenciesOf(node)) {
      if (graph.hasNode(parent)) graph.setEdge(parent, node.unique_id);
    }
  }
  return graph;
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** Kahn's way: what has no open parent comes next. Nodes in or behind a cycle are left out. */
function topologicalOrder(nodes: readonly GraphNode[]): NodeId[] {
  const numbers = new Map(nodes.map((node, at) => [node.unique_id, at] as const));
  const open = new Uint32Array(nodes.length);
  const children: number[][] = nodes.map(() => NONE);
  nodes.forEach((node, at) => {
    for (const parent of distinct(dependenciesOf(node))) {
      const number = numbers.get(parent);
      if (number === undefined) continue;
      open[at] = (open[at] ?? 0) + 1;
      const list = children[number];
      if (list === undefined || list === NONE) children[number] = [at];
      else list.push(at);
    }
  });
  const order = [...open.keys()].filter((at) => open[at] === 0);
  for (let next = 0; next < order.length; next++) {
    for (const child of children[order[next] ?? -1] ?? NONE) {
      const left = (open[child] ?? 0) - 1;
      open[child] = left;
      if (left === 0) order.push(child);
    }
  }
  return order.flatMap((at) => nodes[at]?.unique_id ?? []);
}

const NONE: number[] = [];

const distinct = (ids: readonly NodeId[]): Iterable<NodeId> => (ids.length > 1 ? new Set(ids) : ids);
