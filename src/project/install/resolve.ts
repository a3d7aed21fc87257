import { type Diagnostic, failure } from '../../core/diagnostic.ts';
import type { GitSpec, PackageSpec } from '../package-spec.ts';
import type { InstallContext } from './context.ts';
import { type Found, find } from './found.ts';
import { join } from './requirement.ts';
import { folderName } from './safe-path.ts';
import type { Workspace } from './workspace.ts';

/**
 * Finds all packages that are asked for, and those that they ask for, level by level, in dbt's order.
 * TD115 when two have one name, when nothing fits everybody, or as `find`; TD123 (a warning) for git revisions that move.
 */
export async function resolvePackages(
  specs: readonly PackageSpec[],
  context: InstallContext,
  workspace: Workspace,
): Promise<readonly Found[]> {
  let all = join([], context.root);
  let pending = join(specs, context.root);
  while (pending.size > 0) {
    const next: PackageSpec[] = [];
    for (const [key, spec] of pending) {
      const before = all.get(key);
      all = join([spec], context.root, all);
      const now = all.get(key);
      if (now === undefined || isSame(before, now)) continue;
      next.push(...(await find(now, context, workspace)).packages);
    }
    pending = join(next, context.root);
  }
  const found: Found[] = [];
  for (const spec of all.values()) found.push(await find(spec, context, workspace));
  checkNames(found, context);
  for (const { spec } of found) if (spec.kind === 'git') warnUnpinned(spec, context);
  return found;
}

/** Nothing new was asked of it: packages that ask for each other come to an end. */
const isSame = (before: PackageSpec | undefined, now: PackageSpec): boolean =>
  before !== undefined && wanted(before) === wanted(now);

const wanted = (spec: PackageSpec): string =>
  spec.kind === 'hub' ? spec.versions.join() : spec.kind === 'git' ? (spec.revision ?? 'HEAD') : '';

function checkNames(found: readonly Found[], { rootName }: InstallContext): void {
  const seen = new Map<string, Found>();
  for (const one of found) {
    folderName(one.name, one.spec.at);
    const { at } = one.spec;
    const twin = seen.get(one.name);
    if (twin !== undefined)
      throw failure(
        'TD115',
        `Found duplicate project "${one.name}". This occurs when a dependency has the same project name as some other dependency.`,
        { at, help: `${twin.spec.label} and ${one.spec.label} are both called ${one.name}` },
      );
    if (one.name === rootName)
      throw failure(
        'TD115',
        `Found a dependency with the same name as the root project "${one.name}". Package names must be unique in a project. Please rename one of these packages.`,
        { at },
      );
    seen.set(one.name, one);
  }
}

function warnUnpinned(spec: GitSpec, { emit }: InstallContext): void {
  const { revision = 'HEAD' } = spec;
  if (!spec.warnUnpinned || !['HEAD', 'main', 'master'].includes(revision)) return;
  const how =
    revision === 'HEAD' ? 'not pinned, using HEAD (default branch)' : `pinned to the "${revision}" branch`;
  const diagnostic: Diagnostic = {
    code: 'TD123',
    message: `The git package "${spec.label}" \n\tis ${how}.\n\tThis can introduce breaking changes into your project without warning!`,
    at: spec.at,
    help: 'revision: <tag or commit>, or warn-unpinned: false',
  };
  emit({ type: 'diagnostic', diagnostic });
}
