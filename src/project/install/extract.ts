import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { failure, type TsdbtError } from '../../core/diagnostic.ts';
import { hasProjectFile } from '../project-file.ts';
import { checkLinks } from './links.ts';
import { innerParts } from './safe-path.ts';
import { readTar, type TarEntry, TarError } from './tar.ts';

/** What unpacking may cost; packages are a few megabytes. */
export interface ArchiveLimits {
  readonly bytes: number;
  readonly entries: number;
}

const LIMITS: ArchiveLimits = { bytes: 512 * 1024 * 1024, entries: 100_000 };

/**
 * Unpacks a .tar.gz into an empty folder; out: the folder of the package in it.
 * Throws TD121 before anything is written when an entry would lead outside, is written twice (also but for case),
 * is a device or a hard link, or when the archive is too large; TD115 when there is no project in it.
 */
export function extractPackage(
  archive: Buffer,
  folder: string,
  from: string,
  limits: ArchiveLimits = LIMITS,
): string {
  const entries = checkedEntries(archive, from, limits);
  mkdirSync(folder, { recursive: true });
  for (const entry of entries) if (entry.kind !== 'link') write(entry, folder);
  // Last of all, so that nothing is ever written through a link.
  for (const entry of entries) if (entry.kind === 'link') write(entry, folder);
  checkLinks(folder, from);
  return packageIn(folder, from);
}

function checkedEntries(archive: Buffer, from: string, limits: ArchiveLimits): readonly TarEntry[] {
  const entries: TarEntry[] = [];
  const seen = new Map<string, TarEntry['kind']>();
  try {
    for (const entry of readTar(unzipped(archive, limits))) {
      if (entries.length >= limits.entries) throw new TarError('it holds too many files');
      const parts = innerParts(entry.path);
      if (parts === undefined) throw new TarError(`'${entry.path}' leads outside of the archive`);
      if (parts.length === 0) continue;
      claim(parts, entry, seen);
      entries.push({ ...entry, path: parts.join('/') });
    }
  } catch (error) {
    if (error instanceof TarError) throw refused(from, error.message);
    throw error;
  }
  return entries;
}

/** Notes a path; a file may stand once only, whatever its letters' case, and not where a folder is. */
function claim(parts: readonly string[], entry: TarEntry, seen: Map<string, TarEntry['kind']>): void {
  for (let depth = 1; depth <= parts.length; depth++) {
    const path = parts.slice(0, depth).join('/').normalize().toLowerCase();
    const kind = depth === parts.length ? entry.kind : 'folder';
    const before = seen.get(path);
    if (before !== undefined && (before !== 'folder' || kind !== 'folder'))
      throw new TarError(`'${entry.path}' is written twice`);
    seen.set(path, kind);
  }
}

function unzipped(archive: Buffer, { bytes }: ArchiveLimits): Buffer {
  try {
    return gunzipSync(archive, { maxOutputLength: bytes });
  } catch (error) {
    const isTooLarge = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    throw new TarError(isTooLarge ? 'it is too large when unpacked' : 'it is damaged, or not a .tar.gz');
  }
}

function write(entry: TarEntry, folder: string): void {
  const path = join(folder, entry.path);
  mkdirSync(entry.kind === 'folder' ? path : dirname(path), { recursive: true });
  if (entry.kind === 'file') writeFileSync(path, entry.content, { flag: 'wx', mode: 0o644 });
  if (entry.kind === 'link') symlinkSync(entry.target, path);
}

/** Archives hold one folder with the package in it. */
function packageIn(folder: string, from: string): string {
  const [only, ...others] = readdirSync(folder);
  if (hasProjectFile(folder)) return folder;
  if (only !== undefined && others.length === 0 && hasProjectFile(join(folder, only)))
    return join(folder, only);
  const message = `Incorrect structure for package extracted from ${from}. The extracted package needs to follow the structure <name>/<package_contents>, with a dbt_project.yml in it.`;
  throw failure('TD115', message);
}

const refused = (from: string, why: string): TsdbtError =>
  failure('TD121', `The archive ${from} is refused: ${why}`, {
    help: 'tell the owner of the package; nothing of it was installed',
  });
