import { constants, cpSync, mkdirSync, mkdtempSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';

/** A new folder for one comparison. */
export const scratchFolder = (): string => realpathSync(mkdtempSync(join(tmpdir(), 'tsdbt-compat-')));

/** What is no part of a project and may be large. */
const LEFT_OUT: ReadonlySet<string> = new Set(['.git', 'node_modules', '.venv', 'venv', '__pycache__']);

/** Copies a project, without its results (`without`, absolute) and what is no part of it. Links to packages elsewhere stay links. */
export function copyProject(from: string, to: string, without: readonly string[]): void {
  const skipped = new Set(without.map((path) => resolve(path)));
  mkdirSync(to, { recursive: true });
  cpSync(from, to, {
    recursive: true,
    mode: constants.COPYFILE_FICLONE,
    preserveTimestamps: true,
    filter: (path) => path === from || (!LEFT_OUT.has(basename(path)) && !skipped.has(resolve(path))),
  });
}
