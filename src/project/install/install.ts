import { join, resolve } from 'node:path';
import { failure } from '../../core/diagnostic.ts';
import { pool } from '../../core/pool.ts';
import type { PackageSpec } from '../package-spec.ts';
import { type InstallContext, say } from './context.ts';
import { find } from './found.ts';
import type { Lock } from './lock-file.ts';
import { pickVersion } from './pick-version.ts';
import { isPlaced, keepOnly, placeCopy, placeLink } from './place.ts';
import { pythonJson } from './python-json.ts';
import { folderName } from './safe-path.ts';
import { hashOfTree } from './tree-hash.ts';
import type { Workspace } from './workspace.ts';

/** A package of the lock, at hand. */
interface Ready {
  readonly spec: PackageSpec;
  readonly name: string;
  /** Its folder; null when it stands in its place already. */
  readonly folder: string | null;
  /** The newest version, where the hub was asked. */
  readonly latest: string | null;
}

const AT_A_TIME = 4;

/**
 * Installs what the lock says: fetches what is not there yet, several at a time, then puts all in place.
 * Packages that are there are not fetched again: then no network is needed. TD115, TD119, TD120, TD121, TD701, TD703.
 */
export async function installLocked(
  lock: Lock,
  context: InstallContext,
  workspace: Workspace,
): Promise<void> {
  const ready = await pool(lock.specs, AT_A_TIME, (spec) => fetchOne(spec, lock, context, workspace));
  keepOnly(context.packagesPath, new Set(ready.map((one) => one.name)));
  for (const one of ready) placeOne(one, context);
  const outdated = ready.filter(({ spec, latest }) => spec.kind === 'hub' && isNewer(spec.versions, latest));
  if (outdated.length === 0) return;
  const names = outdated.map(({ spec }) => `'${spec.label}'`).join(', ');
  say(context, 'Formatting', '');
  say(
    context,
    'DepsNotifyUpdatesAvailable',
    `Updates available for packages: [${names}]\nUpdate your versions in packages.yml, then run tsdbt deps`,
  );
}

const isNewer = (versions: readonly string[], latest: string | null): boolean =>
  latest !== null && !versions.includes(latest);

async function fetchOne(
  spec: PackageSpec,
  lock: Lock,
  context: InstallContext,
  workspace: Workspace,
): Promise<Ready> {
  const name = folderName(spec.name ?? (await find(spec, context, workspace)).name, spec.at);
  const expected = lock.integrity.get(name);
  if (isPlaced(join(context.packagesPath, name), entryOf(spec), expected))
    return { spec, name, folder: null, latest: null };
  const { folder, latest } = await folderOf(spec, context, workspace);
  if (spec.kind !== 'local' && expected !== undefined && expected !== hashOfTree(folder))
    throw failure('TD120', `${spec.label} is not what was locked: its files have another hash`, {
      at: spec.at,
      help: 'if the change is known to be good: tsdbt deps --upgrade',
    });
  return { spec, name, folder, latest };
}

const entryOf = ({ record }: PackageSpec): string => pythonJson(record.unrendered);

async function folderOf(
  spec: PackageSpec,
  context: InstallContext,
  workspace: Workspace,
): Promise<{ folder: string; latest: string | null }> {
  switch (spec.kind) {
    case 'local':
      return { folder: resolve(context.root, spec.local), latest: null };
    case 'tarball':
      return { folder: await workspace.archive(spec.url, spec.at), latest: null };
    case 'git': {
      const { folder, commit } = await workspace.checkout(spec, spec.revision ?? 'HEAD');
      if (/^[0-9a-f]{40}$/.test(spec.revision ?? '') && commit !== spec.revision)
        throw failure('TD120', `${spec.label} is not what was locked: it is at ${commit}`, { at: spec.at });
      return { folder, latest: null };
    }
    case 'hub': {
      const { version, latest } = pickVersion(spec, await workspace.hub(spec.package, spec.at), context);
      return { folder: await workspace.archive(version.tarball, spec.at), latest };
    }
  }
}

function placeOne({ spec, name, folder, latest }: Ready, context: InstallContext): void {
  const label = spec.kind === 'tarball' ? name : spec.label;
  const below = spec.kind === 'git' ? spec.subdirectory : undefined;
  say(context, 'DepsStartPackageInstall', `Installing ${below === undefined ? label : `${label}/${below}`}`);
  if (folder !== null) putInPlace(spec, folder, join(context.packagesPath, name), context);
  say(context, 'DepsInstallInfo', `Installed from ${versionName(spec)}`);
  if (spec.kind === 'hub' && latest !== null) {
    if (isNewer(spec.versions, latest))
      say(context, 'DepsUpdateAvailable', `Updated version available: ${latest}`);
    else say(context, 'DepsUpToDate', 'Up to date!');
  }
  if (below !== undefined) say(context, 'DepsListSubdirectory', `and subdirectory ${below}`);
}

function putInPlace(spec: PackageSpec, folder: string, to: string, context: InstallContext): void {
  if (spec.kind !== 'local') {
    placeCopy(folder, to, { entry: entryOf(spec), integrity: hashOfTree(folder) });
    return;
  }
  say(context, 'DepsCreatingLocalSymlink', 'Creating symlink to local dependency.', 'debug');
  if (!placeLink(folder, to))
    say(context, 'DepsSymlinkNotAvailable', 'Symlinks are not available, copying dependency.', 'debug');
}

function versionName(spec: PackageSpec): string {
  switch (spec.kind) {
    case 'local':
      return `<local @ ${spec.local}>`;
    case 'hub':
      return `version ${spec.versions.join(', ')}`;
    case 'tarball':
      return `tarball (url: ${spec.url})`;
    case 'git':
      return spec.revision === undefined ? 'HEAD (default revision)' : `revision ${spec.revision}`;
  }
}
