import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { TsdbtError } from '../../../src/core/diagnostic.ts';
import type { JsonObject } from '../../../src/core/json.ts';
import { type TestDatabase, testDatabase } from '../../support/postgres.ts';
import { open, rejection, rows, session } from './support.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  await database.rows(
    `drop role if exists tsdbt_reader; create role tsdbt_reader login password 'hush hush'`,
  );
});

/** A new folder, gone at the end of the test. */
function folder(prefix: string): string {
  const path = mkdtempSync(join(tmpdir(), prefix));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

const problem = async (raw: JsonObject): Promise<string> => {
  const error = await rejection(open({ retries: 0, ...raw }));
  if (!(error instanceof TsdbtError)) throw error;
  return `${error.first.code} ${error.message}`;
};

test('why there is no connection is said in one line, without the password', async () => {
  const { target } = database;
  const at = `${target.host}:${target.port}`;
  expect(await problem({ ...target, port: 1 })).toBe(
    `TD603 cannot connect to Postgres at ${target.host}:1: connection refused`,
  );
  expect(await problem({ ...target, dbname: 'nowhere' })).toBe(
    `TD603 cannot connect to Postgres at ${at}: database "nowhere" does not exist`,
  );
  expect(await problem({ ...target, host: 'no.such.host.invalid' })).toContain(
    'could not translate host name "no.such.host.invalid" to address',
  );
  if (process.env.TSDBT_PG_URL) return; // may trust everybody
  expect(await problem({ ...target, password: 'wrong-secret' })).toBe(
    `TD603 cannot connect to Postgres at ${at}: password authentication failed for user "${target.user}"`,
  );
});

test('the password comes from PGPASSWORD or the password file', async () => {
  const { password, ...target } = database.target;
  const file = join(folder('tsdbt-pgpass-'), 'pgpass');
  writeFileSync(file, `*:*:*:*:${password}\n`);
  chmodSync(file, 0o600);
  await open(target, { env: (name) => (name === 'PGPASSWORD' ? password : undefined) });
  await open(target, { env: (name) => (name === 'PGPASSFILE' ? file : undefined) });
});

test('a password file that others may read is left aside, and that is said', async () => {
  const { password, ...target } = database.target;
  const HOME = folder('tsdbt-home-');
  writeFileSync(join(HOME, '.pgpass'), `*:*:*:*:${password}\n`);
  const env = (name: string): string | undefined => (name === 'HOME' ? HOME : undefined);
  chmodSync(join(HOME, '.pgpass'), 0o600);
  await open(target, { env });
  if (process.env.TSDBT_PG_URL) return; // may trust everybody
  chmodSync(join(HOME, '.pgpass'), 0o640);
  const error = await rejection(open({ retries: 0, ...target }, { env }));
  expect(error).toMatchObject({
    first: { help: expect.stringContaining('.pgpass" has group or world access') },
  });
});

test('the time zone is that of PGTZ, where it is given', async () => {
  const warehouse = await open(database.target, {
    env: (name) => (name === 'PGTZ' ? 'Asia/Tokyo' : undefined),
  });
  expect(await rows(await warehouse.connect(), "select current_setting('timezone')")).toEqual([
    ['Asia/Tokyo'],
  ]);
});

test('role, search path, timeouts and name hold for every session', async () => {
  const connection = await session({
    ...database.target,
    role: 'tsdbt_reader',
    search_path: 'a, "B b"',
    statement_timeout: '7s',
    lock_timeout: 90,
    application_name: 'nightly',
  });
  const names = ['search_path', 'statement_timeout', 'lock_timeout', 'application_name'];
  const list = names.map((name) => `current_setting('${name}')`).join(', ');
  expect(await rows(connection, `select current_user::text, ${list}`)).toEqual([
    ['tsdbt_reader', 'a, "B b"', '7s', '90ms', 'nightly'],
  ]);
});
