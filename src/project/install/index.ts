/**
 * Installs packages. In: the settings of a project and what is asked. Out: package-lock.yml and the folder of packages.
 * Promises: what is there and locked is not fetched again; a package is in its place whole or not at all;
 * nothing that is fetched runs, or is written elsewhere; no secret is written.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Emit } from '../../core/events.ts';
import { readPackageList } from '../package-list.ts';
import type { Settings } from '../settings.ts';
import { addPackage, type NewPackage } from './add-package.ts';
import { type InstallContext, say } from './context.ts';
import { installLocked } from './install.ts';
import { lockedHash, lockPath, readLock, writeLock } from './lock-file.ts';
import { packagesFolder } from './packages-folder.ts';
import { keepOnly } from './place.ts';
import { resolvePackages } from './resolve.ts';
import { hashOfSpecs } from './spec-hash.ts';
import { createWorkspace } from './workspace.ts';

/** What is asked. */
export interface InstallOptions {
  readonly add?: NewPackage;
  /** Resolve anew, whatever the lock says. */
  readonly upgrade?: boolean;
  /** Write the lock only. */
  readonly lockOnly?: boolean;
}

/** Brings lock and packages up to date. Rejects with TD102, TD115, TD119 to TD121, TD3xx, TD506, TD701, TD703. */
export async function installPackages(
  settings: Settings,
  how: InstallOptions,
  to: { readonly emit: Emit; readonly signal: AbortSignal },
): Promise<void> {
  const downloads = mkdtempSync(join(tmpdir(), 'tsdbt-downloads-'));
  try {
    await install(contextOf(settings, to, downloads), how);
  } finally {
    rmSync(downloads, { recursive: true, force: true });
  }
}

function contextOf(
  settings: Settings,
  { emit, signal }: { readonly emit: Emit; readonly signal: AbortSignal },
  downloads: string,
): InstallContext {
  const { root, name, env, cliVars, masker, options, flags } = settings;
  return {
    root,
    rootName: name,
    packagesPath: packagesFolder(settings),
    env,
    vars: cliVars,
    masker,
    emit,
    signal,
    versionCheck: (options.versionCheck ?? flags.version_check) !== false,
    downloads,
  };
}

async function install(context: InstallContext, { add, upgrade, lockOnly }: InstallOptions): Promise<void> {
  if (add !== undefined) addPackage(add, context);
  const { entries } = readPackageList(context.root, { ...context, base: context.root });
  const workspace = createWorkspace(context);
  const hash = hashOfSpecs(entries);
  if (upgrade || lockedHash(context) !== hash) {
    if (entries.length === 0) return nothing(context, lockOnly === true);
    const found = await resolvePackages(entries, context, workspace);
    writeLock(found, hash, context);
    say(context, 'DepsLockUpdating', `Updating lock file in file path: ${lockPath(context.root)}`);
  }
  if (lockOnly) return;
  const lock = readLock(context);
  if (lock === undefined || lock.specs.length === 0) return nothing(context, false);
  await installLocked(lock, context, workspace);
}

function nothing(context: InstallContext, lockOnly: boolean): void {
  say(context, 'DepsNoPackagesFound', 'Warning: No packages were found in packages.yml');
  if (!lockOnly) keepOnly(context.packagesPath, new Set());
}
