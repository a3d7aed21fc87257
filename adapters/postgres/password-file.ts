import { readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { PostgresConfig } from './config.ts';

/** Variables of the environment. */
export type ReadEnv = (name: string) => string | undefined;

/** A password, or that there is none, and why a file is left aside that may hold one. */
export interface FoundPassword {
  readonly password: string | null;
  readonly leftAside?: string;
}

/** The password of a target; without one of its own PGPASSWORD, else the line of the password file that fits. */
export function findPassword(config: PostgresConfig, env: ReadEnv): FoundPassword {
  const given = config.password ?? env('PGPASSWORD');
  if (given) return { password: given };
  const path = env('PGPASSFILE') || join(env('HOME') || homedir(), '.pgpass');
  const status = statSync(path, { throwIfNoEntry: false });
  if (status === undefined) return { password: null };
  if (!status.isFile()) return { password: null, leftAside: `password file "${path}" is not a plain file` };
  if (process.platform !== 'win32' && (status.mode & 0o077) !== 0)
    return {
      password: null,
      leftAside: `password file "${path}" has group or world access: chmod 600 ${path}`,
    };
  return { password: passwordIn(textOf(path), config) };
}

/** Folders of sockets that have no name of their own in a password file. */
const USUAL_SOCKETS: ReadonlySet<string> = new Set(['/tmp', '/var/run/postgresql', '/run/postgresql']);

/**
 * The password of the first line `host:port:database:user:password` that fits, as libpq reads it: `*` fits everything, a
 * backslash stands before a colon or a backslash, and what comes after one more colon is not the password's.
 */
export function passwordIn(text: string, { host, port, database, user }: PostgresConfig): string | null {
  const wanted = [USUAL_SOCKETS.has(host) ? 'localhost' : host, String(port), database, user];
  for (const line of text.split(/\r?\n/)) {
    if (line.startsWith('#')) continue;
    const fields = line.match(/(?:\\.|[^:\\])+|(?<=:|^)(?=:|$)/g) ?? [];
    if (fields.length < 5) continue;
    if (wanted.every((value, at) => fields[at] === '*' || plain(fields[at] ?? '') === value))
      return plain(fields[4] ?? '');
  }
  return null;
}

const plain = (field: string): string => field.replace(/\\(.)/g, '$1');

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
