/** Puts packages into the folder of packages: whole or not at all. */
import {
  cpSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { failure } from '../../core/diagnostic.ts';
import { reason } from '../read-text.ts';
import { hashOfTree, MARK } from './tree-hash.ts';

/** What an install leaves behind, to know the package again. */
export interface Mark {
  /** The locked entry as JSON. */
  readonly entry: string;
  readonly integrity: string;
}

/** Copies a fetched package to its place, over what was there. TD701. */
export function placeCopy(from: string, to: string, mark: Mark): void {
  attempt(to, () => {
    const beside = temporary(to);
    rmSync(beside, { recursive: true, force: true });
    cpSync(from, beside, { recursive: true, verbatimSymlinks: true });
    rmSync(join(beside, '.git'), { recursive: true, force: true });
    writeFileSync(join(beside, MARK), `${JSON.stringify(mark)}\n`);
    rmSync(to, { recursive: true, force: true });
    renameSync(beside, to);
  });
}

/** Links a local package; copies it where there are no links. Out: whether it is a link. TD701. */
export function placeLink(from: string, to: string): boolean {
  return attempt(to, () => {
    rmSync(to, { recursive: true, force: true });
    try {
      symlinkSync(from, to, 'junction');
      return true;
    } catch {
      cpSync(from, to, { recursive: true });
      return false;
    }
  });
}

/** Whether a package stands in its place, untouched: its files have the locked hash, else that of when it was placed. */
export function isPlaced(folder: string, entry: string, integrity: string | undefined): boolean {
  try {
    if (lstatSync(folder).isSymbolicLink()) return false;
    const expected = integrity ?? markedIntegrity(folder, entry);
    return expected !== undefined && hashOfTree(folder) === expected;
  } catch {
    return false;
  }
}

function markedIntegrity(folder: string, entry: string): string | undefined {
  const mark: unknown = JSON.parse(readFileSync(join(folder, MARK), 'utf8'));
  return isMark(mark) && mark.entry === entry ? mark.integrity : undefined;
}

const isMark = (value: unknown): value is Mark =>
  typeof value === 'object' &&
  value !== null &&
  'entry' in value &&
  typeof value.entry === 'string' &&
  'integrity' in value &&
  typeof value.integrity === 'string';

/** Makes the folder of packages, and removes what is no package of the list from it. TD701. */
export function keepOnly(packagesPath: string, names: ReadonlySet<string>): void {
  attempt(packagesPath, () => {
    mkdirSync(packagesPath, { recursive: true });
    for (const name of readdirSync(packagesPath))
      if (!names.has(name)) rmSync(join(packagesPath, name), { recursive: true, force: true });
  });
}

/** A name that nobody reads packages from. */
const temporary = (to: string): string => {
  const parts = to.split(/[\\/]/);
  return [...parts.slice(0, -1), `__tsdbt_${parts.at(-1)}`].join('/');
};

function attempt<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw failure('TD701', `${path} cannot be written: ${reason(error)}`, { cause: error });
  }
}
