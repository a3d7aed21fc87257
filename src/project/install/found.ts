/** One package that was found: its name, what it asks for itself, and how the lock names it. */
import { isAbsolute, join, relative, resolve } from 'node:path';
import { failure } from '../../core/diagnostic.ts';
import { readPackageList } from '../package-list.ts';
import { type GitSpec, type PackageSpec, specOf } from '../package-spec.ts';
import { hasProjectFile, readProjectFile } from '../project-file.ts';
import type { InstallContext } from './context.ts';
import { pickVersion } from './pick-version.ts';
import { hashOfTree } from './tree-hash.ts';
import type { Workspace } from './workspace.ts';

/** See above. */
export interface Found {
  readonly spec: PackageSpec;
  readonly name: string;
  /** What it asks for. */
  readonly packages: readonly PackageSpec[];
  /** Its entry in the lock, but for the name. */
  readonly entry: { readonly [key: string]: string };
  /** Hash of its files; null where the entry itself says exactly what it is. */
  readonly integrity: string | null;
}

/** Finds the package that a requirement means. TD115, TD119, TD121. */
export function find(spec: PackageSpec, context: InstallContext, workspace: Workspace): Promise<Found> {
  switch (spec.kind) {
    case 'local':
      return local(spec, context);
    case 'hub':
      return hub(spec, context, workspace);
    case 'git':
      return git(spec, context, workspace);
    case 'tarball':
      return tarball(spec, context, workspace);
  }
}

type Of<Kind> = Extract<PackageSpec, { kind: Kind }>;

/** Paths are from the root project; a package may name its own from where it stands. */
async function local(spec: Of<'local'>, context: InstallContext): Promise<Found> {
  const folder = resolve(context.root, spec.local);
  const inside = contentOf(folder, spec, context);
  const packages = inside.packages.map((one) => fromRoot(one, folder, context));
  return { spec, ...inside, packages, entry: { local: spec.local }, integrity: null };
}

function fromRoot(spec: PackageSpec, folder: string, { root }: InstallContext): PackageSpec {
  if (spec.kind !== 'local' || isAbsolute(spec.local) || hasProjectFile(resolve(root, spec.local)))
    return spec;
  const beside = resolve(folder, spec.local);
  return hasProjectFile(beside) ? { ...spec, local: relative(root, beside).replaceAll('\\', '/') } : spec;
}

async function hub(spec: Of<'hub'>, context: InstallContext, workspace: Workspace): Promise<Found> {
  const { version, from } = pickVersion(spec, await workspace.hub(spec.package, spec.at), context);
  const packages = version.packages.map((entry) => specOf({ rendered: entry, written: entry, at: spec.at }));
  const folder = await workspace.archive(version.tarball, spec.at);
  const entry = { package: from, version: version.version };
  return { spec, name: version.name, packages, entry, integrity: hashOfTree(folder) };
}

async function git(spec: GitSpec, context: InstallContext, workspace: Workspace): Promise<Found> {
  const { folder, commit } = await workspace.checkout(spec, spec.revision ?? 'HEAD');
  const below = spec.subdirectory === undefined ? {} : { subdirectory: spec.subdirectory };
  const entry = { ...spec.locked, revision: commit, ...below };
  return { spec, ...contentOf(folder, spec, context), entry, integrity: null };
}

async function tarball(spec: Of<'tarball'>, context: InstallContext, workspace: Workspace): Promise<Found> {
  const folder = await workspace.archive(spec.url, spec.at);
  const inside = contentOf(folder, spec, context);
  return {
    spec,
    ...inside,
    name: spec.name,
    entry: { tarball: spec.written },
    integrity: hashOfTree(folder),
  };
}

function contentOf(
  folder: string,
  spec: PackageSpec,
  context: InstallContext,
): Pick<Found, 'name' | 'packages'> {
  if (!hasProjectFile(folder)) {
    const message = `No dbt_project.yml found at expected path ${join(folder, 'dbt_project.yml')}\nVerify that each entry within packages.yml (and their transitive dependencies) contains a file named dbt_project.yml`;
    throw failure('TD115', message, { at: spec.at });
  }
  const { raw, document } = readProjectFile(folder, context.root);
  if (typeof raw.name !== 'string' || raw.name === '')
    throw failure('TD115', `The package ${spec.label} has no name`, { at: document.place([]) });
  const { entries } = readPackageList(folder, { env: context.env, vars: context.vars, base: context.root });
  return { name: raw.name, packages: entries };
}
