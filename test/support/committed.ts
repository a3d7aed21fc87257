import { globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const REPOSITORY = join(import.meta.dirname, '../..');

/** The files of a folder of the repository by their path in it, those below `paths` only: to write a project from them. */
export function committedFiles(
  folder: string,
  paths: readonly string[] = ['**'],
): Record<string, Uint8Array> {
  const root = join(REPOSITORY, folder);
  const patterns = paths.map((path) => (/[*.]/.test(path) ? path : `${path}/**`));
  const files = globSync(patterns, { cwd: root }).filter((path) => statSync(join(root, path)).isFile());
  return Object.fromEntries(files.sort().map((path) => [path, readFileSync(join(root, path))]));
}
