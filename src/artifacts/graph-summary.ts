import { join } from 'node:path';
import { graphNodes, type Manifest } from '../manifest/index.ts';
import type { ArtifactContext } from './context.ts';
import { familyMaps } from './manifest.ts';
import { writeFileAtomic } from './write.ts';

/** Writes target/graph_summary.json: nodes by number, and the numbers of those that stand on them. Rejects with TD701 or TD702. */
export async function writeGraphSummary(context: ArtifactContext, manifest: Manifest): Promise<void> {
  const nodes = [...graphNodes(manifest)];
  const numbers = new Map<string, number>(nodes.map((node, at) => [node.unique_id, at]));
  const { childMap } = familyMaps(manifest);
  const linked = nodes.map(({ unique_id: name, resource_type: type }) => {
    const succ = (childMap.get(name) ?? []).flatMap((child) => numbers.get(child) ?? []);
    return succ.length > 0 ? { name, type, succ } : { name, type };
  });
  const document = { _invocation_id: context.invocationId, linked: { ...linked } };
  await writeFileAtomic(join(context.targetPath, 'graph_summary.json'), JSON.stringify(document));
}
