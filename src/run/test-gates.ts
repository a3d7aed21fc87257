import type { NodeId } from '../core/ids.ts';
import type { Dag } from '../graph/index.ts';
import type { Manifest } from '../manifest/index.ts';
import { nearestOfMany, type TestedNodes } from './common-descendants.ts';

/**
 * Which tests each node waits for in `build`: those whose every parent it stands on. Only the nodes nearest to the test
 * are named; what stands on them waits with them. No cycle can come of it.
 */
export function gatesOf(dag: Dag, manifest: Manifest, planned: ReadonlySet<NodeId>): Map<NodeId, NodeId[]> {
  const gates = new Map<NodeId, NodeId[]>();
  const gate = (test: NodeId, on: readonly NodeId[]): void => {
    for (const id of on) {
      if (!isExecutable(manifest, id)) continue;
      const list = gates.get(id);
      if (list) list.push(test);
      else gates.set(id, [test]);
    }
  };
  const many: TestedNodes[] = [];
  for (const id of planned) {
    const node = manifest.nodes.get(id);
    if (node?.resource_type !== 'test') continue;
    const parents = [...new Set(node.depends_on.nodes)].filter((parent) => dag.has(parent));
    const [only, ...others] = parents;
    if (only !== undefined && others.length === 0) gate(id, dag.children(only));
    else if (only !== undefined) many.push({ test: id, parents });
  }
  for (const { test, on } of nearestOfMany(dag, many)) gate(test, on);
  return gates;
}

function isExecutable(manifest: Manifest, id: NodeId): boolean {
  const node = manifest.nodes.get(id);
  return node !== undefined && node.resource_type !== 'test';
}
