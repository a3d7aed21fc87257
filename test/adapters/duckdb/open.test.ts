import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeNewer } from '../../support/newer-duckdb.ts';
import { folder, open, rejection, rows, session } from './support.ts';

const driver = import.meta.resolve('@duckdb/node-api');

/** A process that holds the file open until it is ended. */
async function holder(path: string) {
  const code = `
    const { default: { DuckDBInstance } } = await import(${JSON.stringify(driver)});
    const instance = await DuckDBInstance.create(${JSON.stringify(path)});
    console.log('open'); setInterval(() => instance, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return child;
}

test('a file is created, released on close, and found again by another process', async () => {
  const root = folder();
  const first = await open({ path: 'bank.duckdb' }, root);
  await (await first.connect()).query('create table t as select 42 as a');
  await first.close();
  expect(existsSync(join(root, 'bank.duckdb.wal'))).toBe(false);
  const child = await holder(join(root, 'bank.duckdb'));
  child.kill();
  await once(child, 'exit');
  expect(await rows(await session({ path: 'bank.duckdb' }, root), 'select a from bank.main.t')).toEqual([
    [42],
  ]);
});

test('a file that another process holds: TD604 names the process', async () => {
  const root = folder();
  const child = await holder(join(root, 'bank.duckdb'));
  const error = await rejection(open({ path: 'bank.duckdb' }, root));
  child.kill();
  expect(error).toMatchObject({
    diagnostics: [{ code: 'TD604', message: expect.stringContaining(`PID ${child.pid}`) }],
  });
  expect(String(error)).not.toContain('\n');
});

test('connect_attempts waits for a locked file', async () => {
  const root = folder();
  const child = await holder(join(root, 'bank.duckdb'));
  setTimeout(() => child.kill(), 300);
  const connection = await session({ path: 'bank.duckdb', retries: { connect_attempts: 3 } }, root);
  expect(await rows(connection, 'select 1')).toEqual([[1]]);
});

test('a file of a newer DuckDB: TD605 says how to copy it', async () => {
  const root = folder();
  const path = join(root, 'new.duckdb');
  const made = await open({ path }, root);
  await made.close();
  makeNewer(path, 69n);
  expect(await rejection(open({ path }, root))).toMatchObject({
    diagnostics: [
      {
        code: 'TD605',
        message: expect.stringContaining('storage version 69'),
        help: expect.stringContaining('COPY FROM DATABASE'),
      },
    ],
  });
});

test.each([
  ['no/bank.duckdb', 'create the folder, or change "path" in the profile'],
  ['text.duckdb', 'check "path" and the other settings of the target'],
])('a path that cannot be opened (%s): TD603', async (path, help) => {
  const root = folder();
  writeFileSync(join(root, 'text.duckdb'), 'not a database '.repeat(1000));
  expect(await rejection(open({ path }, root))).toMatchObject({ diagnostics: [{ code: 'TD603', help }] });
});

test('two warehouses in memory know nothing of each other; two on one file share it', async () => {
  const [a, b] = [await session(), await session()];
  await a.query('create table t as select 1');
  expect(await rejection(b.query('select * from t'))).toMatchObject({ code: 'Catalog Error' });
  const root = folder();
  const [c, d] = [await session({ path: 'x.duckdb' }, root), await session({ path: 'x.duckdb' }, root)];
  await c.query('create table t as select 7');
  expect(await rows(d, 'select * from t')).toEqual([[7]]);
});

test('settings, attached databases and relative files', async () => {
  const root = folder();
  writeFileSync(join(root, 'data.csv'), 'a,b\n1,x\n');
  await (await open({ path: 'other.duckdb' }, root)).close();
  const connection = await session(
    { settings: { threads: 3 }, attach: [{ path: 'other.duckdb', alias: 'old', read_only: true }] },
    root,
  );
  expect(await rows(connection, "select current_setting('threads'), * from 'data.csv'")).toEqual([
    [3, 1, 'x'],
  ]);
  expect(await rejection(connection.query('create table old.t (a int)'))).toMatchObject({
    message: expect.stringContaining('read-only'),
  });
});

test('a setting that DuckDB does not know is reported as TD603', async () => {
  expect(await rejection(open({ config_options: { nope: 1 } }))).toMatchObject({
    diagnostics: [{ code: 'TD603', message: expect.stringContaining('nope') }],
  });
});
