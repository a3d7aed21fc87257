import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The absolute path of a folder that tsdbt ships (`macros`, `adapters/duckdb/macros`), found by going up from
 * `start`: sources and the bundle lie at different depths. A missing folder is a broken installation: an Error.
 */
export function shippedFolder(path: string, start: string = import.meta.dirname): string {
  for (let folder = start; ; folder = dirname(folder)) {
    const found = join(folder, path);
    if (existsSync(found) && existsSync(join(folder, 'package.json'))) return found;
    if (folder === dirname(folder)) throw new Error(`the folder ${path} of tsdbt is missing`);
  }
}
