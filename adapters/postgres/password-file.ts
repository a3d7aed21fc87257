import { readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { PostgresConfig } from './config.ts';

/** Variables of the environment. */
export type ReadEnv = (name: string) => string | undefined;

/** The password for a target that has none of its own: PGPASSWORD, else the line of the password file that fits. */
export function findPassword(config: PostgresConfig, env: ReadEnv): string | null {
  if (config.password !== null) return config.password;
  const given = env('PGPASSWORD');
  if (given) return given;
  return passwordIn(readSafely(env('PGPASSFILE') ?? join(homedir(), '.pgpass')), config);
}

/** The password of the first line `host:port:database:user:password` that fits; `*` fits everything. */
export function passwordIn(text: string, { host, port, database, user }: PostgresConfig): string | null {
  const wanted = [host.startsWith('/') ? 'localhost' : host, String(port), database, user];
  for (const line of text.split(/\r?\n/)) {
    if (line.startsWith('#')) continue;
    const fields = fieldsOf(line);
    if (fields.length >= 5 && wanted.every((value, at) => fields[at] === '*' || fields[at] === value)) {
      return fields.slice(4).join(':');
    }
  }
  return null;
}

/** Fields between colons; a backslash stands before a colon or a backslash that belongs to a field. */
const fieldsOf = (line: string): string[] =>
  (line.match(/(?:\\.|[^:\\])+|(?<=:|^)(?=:|$)/g) ?? []).map((field) => field.replace(/\\(.)/g, '$1'));

/** As libpq: a file that others can read is not used. */
function readSafely(path: string): string {
  try {
    const open = process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0;
    return open ? '' : readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
