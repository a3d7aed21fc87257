import {
  compareVersions,
  highestVersion,
  type ManifestNode,
  type ModelNode,
  type Version,
} from '../../manifest/index.ts';
import type { ParseContext } from '../context/context.ts';

/** Tells of refs that name no version while one above the latest is there already. */
export function noteNewerVersion(
  context: ParseContext,
  from: string,
  target: ModelNode,
  newer: Version,
): void {
  const { name, package_name: pack, version } = target;
  const pinned = (v: Version | null): string => `{{ ref('${pack}', '${name}', v='${v}') }}`;
  const message = [
    `While compiling '${from}':`,
    `Found an unpinned reference to versioned model '${name}' in project '${pack}'.`,
    `It means the latest version now, ${name}.v${version}; the prerelease version ${newer} is available.`,
    `  Try out v${newer}: ${pinned(newer)}`,
    `  Pin to  v${version}: ${pinned(version)}`,
  ].join('\n');
  context.world.emit({
    type: 'note',
    level: 'info',
    name: 'UnpinnedRefNewVersionAvailable',
    message,
    data: {
      ref_node_name: name,
      ref_node_package: pack,
      ref_node_version: String(version),
      ref_max_version: String(newer),
    },
  });
}

/** Answers for a model that is the latest version of its name: the highest version, if that is above. */
export function newerVersions(nodes: readonly ManifestNode[]): (model: ModelNode) => Version | null {
  const known = new Map<string, Version[]>();
  for (const node of nodes) {
    if (node.resource_type !== 'model' || node.version === null || !node.config.enabled) continue;
    known.set(node.name, [...(known.get(node.name) ?? []), node.version]);
  }
  return ({ name, latest_version: latest }) => {
    const highest = highestVersion(known.get(name) ?? []);
    return highest !== undefined && latest !== null && compareVersions(highest, latest) > 0 ? highest : null;
  };
}
