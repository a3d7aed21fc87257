/** package-lock.yml: dbt's format, with hashes of archives in comments that dbt does not read. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Diagnostic, failure } from '../../core/diagnostic.ts';
import { readList, renderedSpecs } from '../package-list.ts';
import type { PackageSpec } from '../package-spec.ts';
import { reason } from '../read-text.ts';
import { isMapping, readYaml } from '../yaml.ts';
import type { InstallContext } from './context.ts';
import type { Found } from './found.ts';

/** What a lock says. */
export interface Lock {
  /** Hash of the list it was made from. */
  readonly hash: string | undefined;
  readonly specs: readonly PackageSpec[];
  /** Hashes of packages that came as archives, by name. */
  readonly integrity: ReadonlyMap<string, string>;
}

const FILE = 'package-lock.yml';

/** Where the lock of a project is. */
export const lockPath = (root: string): string => join(root, FILE);

type Reading = Pick<InstallContext, 'root' | 'env' | 'vars'>;

/** Reads the lock; undefined when there is none. TD102, TD115, TD3xx. */
export function readLock({ root, env, vars }: Reading): Lock | undefined {
  const document = readList(lockPath(root), { base: root });
  if (document === undefined) return undefined;
  const { value, text } = document;
  const keys = isMapping(value) ? value : {};
  return {
    hash: typeof keys.sha1_hash === 'string' ? keys.sha1_hash : undefined,
    specs: renderedSpecs(document, keys.packages, { env, vars, base: root }),
    integrity: new Map([...text.matchAll(INTEGRITY)].map(([, name = '', hash = '']) => [name, hash])),
  };
}

const INTEGRITY = /^# {3}(\S+) (sha256-\S+)$/gm;

/** The hash of a lock alone, whatever the rest of it says. */
export function lockedHash({ root }: Reading): string | undefined {
  const value = readList(lockPath(root), { base: root })?.value;
  return isMapping(value) && typeof value.sha1_hash === 'string' ? value.sha1_hash : undefined;
}

/** Writes the lock, secrets masked (TD124). TD701 when it cannot be written. */
export function writeLock(found: readonly Found[], hash: string, context: InstallContext): void {
  const path = lockPath(context.root);
  const packages = found.map((one) => entryText(masked(one, context)));
  const hashes = found.flatMap(({ name, integrity }) =>
    integrity === null ? [] : [`#   ${name} ${integrity}\n`],
  );
  const comment = hashes.length === 0 ? '' : `# What the archives hold, checked when they are installed:\n`;
  const list = packages.length === 0 ? 'packages: []\n' : `packages:\n${packages.join('')}`;
  const text = `${list}sha1_hash: ${scalar(hash)}\n${comment}${hashes.join('')}`;
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw failure('TD701', `${FILE} cannot be written: ${reason(error)}`, { cause: error });
  }
}

type Entry = { readonly [key: string]: string };

function entryText(entry: Entry): string {
  const lines = Object.keys(entry)
    .sort()
    .map((key) => `${key}: ${scalar(entry[key] ?? '')}`);
  return `  - ${lines.join('\n    ')}\n`;
}

/** A text as it stands where YAML reads it back as the same text; else in quotes. */
function scalar(text: string): string {
  const isPlain = readYaml(`- ${text}\n`, '').value;
  const same = Array.isArray(isPlain) && isPlain.length === 1 && isPlain[0] === text;
  return same && !text.includes('\n') ? text : `'${text.replaceAll("'", "''")}'`;
}

function masked({ entry, name, spec }: Found, { masker, emit }: InstallContext): Entry {
  const shown = Object.entries({ ...entry, name }).map(([key, value]) => [key, masker.mask(value)] as const);
  const hidden = shown.find(([key, value]) => value !== { ...entry, name }[key]);
  if (hidden !== undefined) {
    const diagnostic: Diagnostic = {
      code: 'TD124',
      message: `Detected secret env var in ${hidden[1]}. tsdbt will write a scrubbed representation to the lock file. This will cause issues with subsequent 'tsdbt deps' using the lock file, requiring 'tsdbt deps --upgrade'`,
      at: spec.at,
      help: `write {{ env_var('...') }} instead of the value`,
    };
    emit({ type: 'diagnostic', diagnostic });
  }
  return Object.fromEntries(shown);
}
