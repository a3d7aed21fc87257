import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { failure } from '../../core/diagnostic.ts';
import type { GitSpec } from '../package-spec.ts';
import { hasProjectFile } from '../project-file.ts';
import { type InstallContext, say } from './context.ts';
import { createGit, type Git } from './git.ts';
import { safeAddress, safeRevision, safeSubdirectory } from './git-address.ts';
import { checkLinks } from './links.ts';

/** A repository at a revision. */
export interface Checkout {
  /** Folder of the package, the subdirectory if there is one; without `.git`. */
  readonly folder: string;
  /** The commit. */
  readonly commit: string;
}

/** Fetches one revision of a repository. TD115 when it is not there or holds no project, TD119, TD121. */
export async function checkOut(spec: GitSpec, revision: string, context: InstallContext): Promise<Checkout> {
  const address = safeAddress(spec.address, context.root, spec.at);
  const wanted = safeRevision(revision, spec.at);
  const below = spec.subdirectory === undefined ? '' : safeSubdirectory(spec.subdirectory, spec.at);
  const key = createHash('sha256').update(`${address}\0${wanted}\0${below}`).digest('hex').slice(0, 16);
  const folder = join(context.downloads, `git-${key}`);
  mkdirSync(folder, { recursive: true });
  const git = createGit(context.env, context.signal);
  const commit = await fetched(git, folder, { address, revision: wanted, spec });
  say(context, 'GitProgressCheckedOutAt', `Checked out at ${commit.slice(0, 7)}.`, 'debug');
  rmSync(join(folder, '.git'), { recursive: true, force: true });
  const found = join(folder, below);
  if (!existsSync(found) || !hasProjectFile(found)) throw noProject(spec, found);
  checkLinks(found, spec.label);
  return { folder: found, commit };
}

interface Wanted {
  readonly address: string;
  readonly revision: string;
  readonly spec: GitSpec;
}

const isCommit = (revision: string): boolean => /^[0-9a-f]{40}$/.test(revision);

/** A tag comes before a branch of the same name; only the one commit is fetched where the host allows it. */
async function fetched(git: Git, folder: string, { address, revision, spec }: Wanted): Promise<string> {
  await git(folder, 'init', '--quiet', '--template=');
  const names =
    revision === 'HEAD' || isCommit(revision)
      ? [revision]
      : [`refs/tags/${revision}`, `refs/heads/${revision}`];
  let words = '';
  for (const name of names) {
    const answer = await git(folder, ...FETCH, '--', address, name);
    if (answer.ok) return await checkedOut(git, folder, 'FETCH_HEAD', spec);
    words = answer.stderr;
  }
  if (isCommit(revision)) {
    const all = await git(folder, 'fetch', '--quiet', '--tags', '--', address, '+refs/heads/*:refs/all/*');
    if (all.ok) return await checkedOut(git, folder, revision, spec);
  }
  throw cannotCheckOut(spec, revision, words);
}

const FETCH = ['fetch', '--quiet', '--depth', '1', '--no-tags', '--no-recurse-submodules'] as const;

async function checkedOut(git: Git, folder: string, name: string, spec: GitSpec): Promise<string> {
  const done = await git(folder, 'checkout', '--quiet', '--detach', `${name}^{commit}`);
  if (!done.ok) throw cannotCheckOut(spec, name, done.stderr);
  return (await git(folder, 'rev-parse', 'HEAD')).stdout.trim();
}

const cannotCheckOut = (spec: GitSpec, revision: string, words: string) =>
  failure('TD119', `Error checking out spec='${revision}' for repo ${spec.address}\n${words.trim()}`.trim(), {
    at: spec.at,
    help: /^[0-9a-f]{7,39}$/.test(revision)
      ? 'write all 40 digits of the commit'
      : 'check the address, the revision, and that git can read it: git ls-remote <address>',
  });

const noProject = (spec: GitSpec, folder: string) =>
  failure(
    'TD115',
    `No dbt_project.yml found at expected path ${join(folder, 'dbt_project.yml')}\nVerify that each entry within packages.yml (and their transitive dependencies) contains a file named dbt_project.yml`,
    { at: spec.at, help: 'subdirectory: names the folder in the repository that holds the project' },
  );
