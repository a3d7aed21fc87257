/** Names and paths from outside that must stay inside. */
import { realpathSync } from 'node:fs';
import { isAbsolute, relative, resolve } from 'node:path';
import { failure, type Span } from '../../core/diagnostic.ts';

/** The parts of a relative path; undefined when it could lead elsewhere on any system: `..`, a root, a drive, a backslash, NUL. */
export function innerParts(path: string): readonly string[] | undefined {
  if (path.startsWith('/') || /[\\\0]/.test(path) || /^[A-Za-z]:/.test(path)) return undefined;
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  return parts.includes('..') ? undefined : parts;
}

/** Whether `path` is `folder` or lies in it, links followed. Both must exist. */
export function liesIn(folder: string, path: string): boolean {
  const way = relative(realpathSync(folder), realpathSync(path));
  return way === '' || isInner(way);
}

/** The same by their names alone. */
export const isBelow = (folder: string, path: string): boolean =>
  isInner(relative(resolve(folder), resolve(path)));

const isInner = (way: string): boolean =>
  way !== '' && way !== '..' && !isAbsolute(way) && !/^\.\.[\\/]/.test(way);

/** The name of a package as the name of its folder; TD703 when it would lead out of the folder of packages. */
export function folderName(name: string, at?: Span): string {
  const isName = innerParts(name)?.length === 1 && !name.includes('/') && !name.startsWith('__');
  if (isName) return name;
  throw failure(
    'TD703',
    `Invalid package name '${name}': resolves outside of the packages-install-path`,
    at === undefined ? {} : { at },
  );
}
