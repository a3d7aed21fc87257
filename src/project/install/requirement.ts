/** What all who ask for a package want of it together. */
import { resolve } from 'node:path';
import { failure } from '../../core/diagnostic.ts';
import type { PackageSpec } from '../package-spec.ts';

/** Requirements by the package they are about. */
export type Requirements = ReadonlyMap<string, PackageSpec>;

/** Joins what is asked for, the first one's words kept: versions add up, revisions must agree. TD115. */
export function join(
  specs: readonly PackageSpec[],
  root: string,
  before: Requirements = new Map(),
): Requirements {
  const joined = new Map(before);
  for (const spec of specs) {
    const key = keyOf(spec, root);
    const known = joined.get(key);
    joined.set(key, known === undefined ? spec : both(known, spec));
  }
  return joined;
}

/** The same repository with and without `.git` is one package, each of its folders another. */
function keyOf(spec: PackageSpec, root: string): string {
  switch (spec.kind) {
    case 'local':
      return resolve(root, spec.local);
    case 'hub':
      return spec.package;
    case 'git':
      return [spec.address.replace(/\.git$/, ''), spec.subdirectory ?? ''].join('/');
    case 'tarball':
      return spec.url;
  }
}

function both(first: PackageSpec, second: PackageSpec): PackageSpec {
  if (first.kind === 'hub' && second.kind === 'hub') {
    const versions = [...new Set([...first.versions, ...second.versions])];
    return { ...first, versions };
  }
  if (first.kind === 'git' && second.kind === 'git') {
    if (first.revision !== undefined && second.revision !== undefined && first.revision !== second.revision)
      throw failure(
        'TD115',
        `git dependencies should contain exactly one version. ${first.label} contains: {'${first.revision}', '${second.revision}'}`,
        { at: second.at, help: 'ask for the same revision everywhere' },
      );
    const revision = first.revision ?? second.revision;
    return { ...first, revision, warnUnpinned: first.warnUnpinned && second.warnUnpinned };
  }
  if (first.kind === second.kind) return first;
  throw failure(
    'TD115',
    `Cannot incorporate ${second.label} (${second.kind}) in ${first.label} (${first.kind}): mismatched types`,
    { at: second.at },
  );
}
