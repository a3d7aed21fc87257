import type { NodeId } from '../core/ids.ts';
import type { Dag } from '../graph/index.ts';
import type { Manifest, TestNode } from '../manifest/index.ts';

/**
 * Which tests each node waits for in `build`: those whose every parent it stands on. Only the nodes nearest to the test
 * are named; what stands on them waits with them. No cycle can come of it.
 */
export function gatesOf(dag: Dag, manifest: Manifest, planned: ReadonlySet<NodeId>): Map<NodeId, NodeId[]> {
  const gates = new Map<NodeId, NodeId[]>();
  const behind = descendantsOnce(dag);
  for (const id of planned) {
    const node = manifest.nodes.get(id);
    if (node?.resource_type !== 'test') continue;
    for (const gated of nearest(dag, manifest, node, behind)) {
      const list = gates.get(gated);
      if (list) list.push(id);
      else gates.set(gated, [id]);
    }
  }
  return gates;
}

type Behind = (id: NodeId) => ReadonlySet<NodeId>;

function descendantsOnce(dag: Dag): Behind {
  const known = new Map<NodeId, ReadonlySet<NodeId>>();
  return (id) => {
    const found = known.get(id) ?? dag.descendants([id]);
    known.set(id, found);
    return found;
  };
}

function nearest(dag: Dag, manifest: Manifest, test: TestNode, behind: Behind): NodeId[] {
  const parents = [...new Set(test.depends_on.nodes)].filter((id) => dag.has(id));
  const [first, ...others] = parents;
  if (first === undefined) return [];
  if (others.length === 0) return dag.children(first).filter((id) => isExecutable(manifest, id));
  const common = new Set([...behind(first)].filter((id) => others.every((other) => behind(other).has(id))));
  return [...common].filter(
    (id) => isExecutable(manifest, id) && !dag.parents(id).some((up) => common.has(up)),
  );
}

function isExecutable(manifest: Manifest, id: NodeId): boolean {
  const node = manifest.nodes.get(id);
  return node !== undefined && node.resource_type !== 'test';
}
