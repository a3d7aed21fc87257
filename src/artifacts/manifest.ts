import { join } from 'node:path';
import type { NodeId } from '../core/ids.ts';
import { type CompiledLike, toDbtManifest } from '../manifest/dbt-v12.ts';
import { graphNodes, type Manifest, toSemanticManifest } from '../manifest/index.ts';
import { type ArtifactContext, artifactMetadata } from './context.ts';
import { jsonParts } from './json-text.ts';
import { writeFileAtomic } from './write.ts';

/** Writes target/manifest.json, version 12, and semantic_manifest.json beside it. Rejects with TD701 or TD702. */
export async function writeManifest(
  context: ArtifactContext,
  manifest: Manifest,
  compiled: ReadonlyMap<NodeId, CompiledLike>,
): Promise<void> {
  const document = toDbtManifest(manifest, {
    compiled,
    ...familyMaps(manifest),
    metadata: artifactMetadata(context, 'manifest', 12),
  });
  await writeFileAtomic(join(context.targetPath, 'manifest.json'), jsonParts(document));
  const semantic = JSON.stringify(toSemanticManifest(manifest));
  await writeFileAtomic(join(context.targetPath, 'semantic_manifest.json'), [semantic]);
}

/** `parent_map` and `child_map`, every id with its neighbours sorted. */
export function familyMaps(manifest: Manifest): {
  parentMap: ReadonlyMap<string, readonly string[]>;
  childMap: ReadonlyMap<string, readonly string[]>;
} {
  const parentMap = new Map<string, readonly string[]>();
  const childMap = new Map<string, string[]>();
  for (const node of [...graphNodes(manifest), ...(manifest.unresolved?.values() ?? [])]) {
    parentMap.set(node.unique_id, 'depends_on' in node ? sorted(node.depends_on.nodes) : []);
    childMap.set(node.unique_id, []);
  }
  for (const [id, parents] of parentMap) for (const parent of parents) childMap.get(parent)?.push(id);
  for (const children of childMap.values()) children.sort();
  return { parentMap, childMap };
}

const sorted = (ids: readonly string[]): readonly string[] =>
  ids.length > 1 ? [...new Set(ids)].sort() : ids;
