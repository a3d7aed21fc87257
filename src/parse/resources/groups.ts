import type { Diagnostic, Span } from '../../core/diagnostic.ts';
import { nodeId } from '../../core/ids.ts';
import { didYouMean } from '../../core/similar.ts';
import type {
  GroupNode,
  ManifestNode,
  MetricNode,
  SavedQueryNode,
  SemanticModelNode,
} from '../../manifest/index.ts';
import { objectOf, textOf } from '../context/data.ts';
import { fqnOf } from '../files/node-files.ts';
import type { Tools } from '../nodes/tools.ts';
import type { PropertyEntry } from '../properties/properties.ts';

/** Builds all groups, by unique_id. */
export function buildGroups(tools: Tools, entries: readonly PropertyEntry[]): ReadonlyMap<string, GroupNode> {
  const groups = entries
    .filter((entry) => entry.section === 'groups')
    .map((entry) => groupNode(tools, entry));
  return new Map(groups.map((group) => [group.unique_id, group]));
}

function groupNode(tools: Tools, entry: PropertyEntry): GroupNode {
  const { data, file } = entry;
  const fqn = fqnOf(file.packageName, file.relativePath, entry.name);
  const { email = null, name = null, ...others } = objectOf(data.owner);
  return {
    name: entry.name,
    resource_type: 'group',
    package_name: file.packageName,
    path: file.relativePath,
    original_file_path: file.path,
    unique_id: nodeId(`group.${file.packageName}.${entry.name}`),
    owner: { email, name, ...others },
    description: textOf(data.description),
    config: tools.configs.merged({
      kind: 'group',
      packageName: file.packageName,
      fqn,
      patch: objectOf(data.config),
      call: {},
    }),
  };
}

/** Something that may be in a group. */
interface Grouped {
  readonly node: ManifestNode | MetricNode | SemanticModelNode | SavedQueryNode;
  readonly at: Span;
}

/** TD212 for nodes in a group that does not exist. */
export function unknownGroups(
  grouped: readonly Grouped[],
  groups: Iterable<GroupNode>,
): readonly Diagnostic[] {
  const names = Array.from(groups, (group) => group.name).toSorted();
  const known = new Set(names);
  const isLost = (node: Grouped['node']): boolean =>
    node.group !== null && !known.has(node.group) && node.config.enabled;
  return grouped
    .filter(({ node }) => isLost(node))
    .map(({ node, at }) => {
      const help = didYouMean(String(node.group), names);
      const list = names.map((name) => `'${name}'`).join(', ');
      return {
        code: 'TD212',
        message: `Invalid group '${node.group}', expected one of [${list}]`,
        at,
        node: node.unique_id,
        ...(help ? { help } : {}),
      };
    });
}
