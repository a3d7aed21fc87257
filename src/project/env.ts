import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';

/** The only reader of process.env; tests and embedders pass their own record instead. */
export interface Env {
  /** The value of a variable, or undefined. Every name asked for is remembered. */
  get(name: string): string | undefined;
  /** All names and values whose name starts with `prefix`. */
  startingWith(prefix: string): readonly (readonly [name: string, value: string])[];
  /** Names read so far (for the parse cache). */
  readonly read: ReadonlySet<string>;
}

/** A set of variables by name, as process.env is one. */
export type EnvRecord = Readonly<Record<string, string | undefined>>;

/**
 * Variables of the process, or of `record` where given; `fallback` (a .env file) answers for names that are not set.
 */
export function createEnv(
  record: EnvRecord = process.env,
  fallback: ReadonlyMap<string, string> = new Map(),
): Env {
  const read = new Set<string>();
  const get = (name: string): string | undefined => {
    read.add(name);
    return record[name] ?? fallback.get(name);
  };
  const startingWith = (prefix: string): [string, string][] => {
    const names = new Set(
      [...fallback.keys(), ...Object.keys(record)].filter((name) => name.startsWith(prefix)),
    );
    return [...names].map((name) => [name, get(name) ?? '']);
  };
  return { get, startingWith, read };
}

/** The environment of a command that is run in `folder`: the process's variables, then those of `folder/.env`. */
export const loadEnv = (folder: string, record?: EnvRecord): Env => createEnv(record, readDotEnv(folder));

/** The variables of `folder/.env` (`NAME=value`, quotes, comments, `export`); none when there is no such file. */
export function readDotEnv(folder: string): ReadonlyMap<string, string> {
  let text: string;
  try {
    text = readFileSync(join(folder, '.env'), 'utf8');
  } catch {
    return new Map();
  }
  return new Map(
    Object.entries(parseEnv(text)).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
