import { constants, copyFileSync, existsSync } from 'node:fs';
import { basename, isAbsolute, join, relative, resolve } from 'node:path';
import type { JsonObject } from '../../src/core/json.ts';
import { databaseName } from './config.ts';

/** The settings for a trial: a database in memory becomes a file, one outside of the project is copied into `folder`. */
export function elsewhere(raw: JsonObject, projectRoot: string, folder: string): JsonObject {
  const path = typeof raw.path === 'string' ? raw.path : ':memory:';
  if (path === ':memory:' || path === '')
    return { ...raw, path: join(folder, `${databaseName(path)}.duckdb`) };
  if (/^\w{2,}:/.test(path)) return raw;
  const inside = relative(projectRoot, resolve(projectRoot, path));
  if (!isAbsolute(inside) && !inside.startsWith('..')) return { ...raw, path: inside };
  return { ...raw, path: copied(resolve(projectRoot, path), folder) };
}

/** The file and its log of changes, where there is one. */
function copied(path: string, folder: string): string {
  const own = join(folder, basename(path));
  for (const end of ['', '.wal'])
    if (existsSync(path + end)) copyFileSync(path + end, own + end, constants.COPYFILE_FICLONE);
  return own;
}
