import type { GraphNode, Lookup } from '../../manifest/index.ts';
import type { BuiltTest } from './all-tests.ts';

/** Sets on each generic test the node it belongs to, and that node's group. */
export function attachTests(lookup: Lookup, tests: readonly BuiltTest[]): void {
  for (const { built, wanted } of tests) {
    const { mention, entry } = wanted.target;
    const { node } = built;
    if (mention.kind === 'source' || node.resource_type !== 'test') continue;
    const found = lookup.ref(
      { name: mention.name, package: entry.file.packageName, version: mention.version },
      entry.file.packageName,
    );
    const target: GraphNode | undefined =
      found.kind === 'found' || found.kind === 'disabled' ? found.node : undefined;
    if (target === undefined) continue;
    node.attached_node = target.unique_id;
    node.group = 'group' in target && typeof target.group === 'string' ? target.group : null;
  }
}
