import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

/** The note that an install leaves in a package; no part of it. */
export const MARK = '.tsdbt-package.json';

const LEFT_OUT: ReadonlySet<string> = new Set([MARK, '.git', '.DS_Store', 'Thumbs.db']);

/**
 * A hash of the files of a package, by name and content: `sha256-<base64>`.
 * It does not depend on how they were packed, so hosts may compress anew.
 */
export function hashOfTree(folder: string): string {
  const lines = [...filesBelow(folder, '')].sort();
  return `sha256-${createHash('sha256').update(lines.join('')).digest('base64')}`;
}

function* filesBelow(folder: string, prefix: string): Generator<string> {
  for (const name of readdirSync(folder)) {
    if (LEFT_OUT.has(name)) continue;
    const path = join(folder, name);
    const found = lstatSync(path);
    if (found.isDirectory()) yield* filesBelow(path, `${prefix}${name}/`);
    else if (found.isSymbolicLink()) yield `${prefix}${name}\0-> ${readlinkSync(path)}\n`;
    else yield `${prefix}${name}\0${createHash('sha256').update(readFileSync(path)).digest('hex')}\n`;
  }
}
