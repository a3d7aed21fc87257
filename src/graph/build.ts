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
  const graph = new Graph();
  for (const node of graphNodes(manifest)) graph.setNode(node.unique_id);
  for (const node of graphNodes(manifest)) {
    for (const parent of dependenciesOf(node)) {
      if (graph.hasNode(parent)) graph.setEdge(parent, node.unique_id);
    }
  }
  const order = topologicalOrder(graph, manifest);
  if (order.length === graph.nodeCount()) return createDag(graph, order);
  const cycle = findCycle(graph, new Set(order));
  if (cycle.length === 0) throw failure('TD902', 'the graph has no order and no cycle');
  throw cycleFailure(manifest, cycle);
}

/** Kahn's way: what has no open parent comes next. Nodes in or behind a cycle are left out. */
function topologicalOrder(graph: Graph, manifest: Manifest): NodeId[] {
  const open = new Map<NodeId, number>();
  const children = new Map<NodeId, NodeId[]>();
  for (const { unique_id: id } of graphNodes(manifest)) open.set(id, 0);
  for (const node of graphNodes(manifest)) {
    for (const parent of new Set(dependenciesOf(node))) {
      if (!graph.hasNode(parent)) continue;
      open.set(node.unique_id, (open.get(node.unique_id) ?? 0) + 1);
      const list = children.get(parent);
      if (list) list.push(node.unique_id);
      else children.set(parent, [node.unique_id]);
    }
  }
  const order = [...open].filter(([, count]) => count === 0).map(([id]) => id);
  for (let at = 0; at < order.length; at++) {
    const id = order[at];
    for (const child of (id && children.get(id)) || []) {
      const left = (open.get(child) ?? 0) - 1;
      open.set(child, left);
      if (left === 0) order.push(child);
    }
  }
  return order;
}
