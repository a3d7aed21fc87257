/** Folders that cannot be written, full disks, files that others hold: said in one line, and nothing half-written stays. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { makeNewer } from '../support/newer-duckdb.ts';
import { project } from '../support/project.ts';

const one = { 'models/a.sql': "{{ config(materialized='table') }} select 1 as id" };
const STACK = /^\s+at .*:\d+:\d+\)?$/m;

test('a 5 MB model compiles and runs', async () => {
  const line = '-- a comment that is only there to be long {# really #}{{ "" }}\n';
  const text = `select 1 as id\n${line.repeat(Math.ceil(5_000_000 / line.length))}`;
  const p = await project({ 'models/big.sql': text });
  const ran = await p.run();
  expect(ran.statuses).toEqual({ big: 'success' });
  expect(p.read('target/compiled/test/models/big.sql').split('\n')).toHaveLength(
    text.trimEnd().split('\n').length,
  );
});

test('a target folder that is a file', async () => {
  const p = await project({ ...one, target: 'a file where the folder should be' });
  for (const command of ['compile', 'run']) {
    const { code, stdout } = await p.cli([command]);
    expect(stdout).toMatch(/TD701: cannot write .*: a part of the path is a file, not a folder/);
    expect(stdout).toContain('help: make the folder writable, or write elsewhere with --target-path');
    expect(stdout).not.toMatch(STACK);
    expect(code).toBe(2);
  }
});

test('a target folder that may only be read', async ({ skip }) => {
  const p = await project(one);
  const target = mount(join(p.root, 'target'), 'size=1m') ?? skip('mounting is not allowed here');
  execFileSync('mount', ['-o', 'remount,ro', target]);
  const { code, stdout } = await p.cli(['run']);
  expect(stdout).toMatch(/TD701: cannot write .*: the file system is read-only/);
  expect(stdout).not.toMatch(STACK);
  expect(code).toBe(2);
  const elsewhere = await p.cli(['run', '--target-path', join(p.root, 'other')]);
  expect(elsewhere.code).toBe(0);
});

test('a full disk leaves no half-written artifact', async ({ skip }) => {
  const p = await project(one);
  const target = mount(join(p.root, 'target'), 'size=64k') ?? skip('mounting is not allowed here');
  const { code, stdout } = await p.cli(['parse']);
  expect(stdout).toMatch(/TD702: the disk is full: .*manifest\.json was not written/);
  expect(stdout).not.toMatch(STACK);
  expect(code).toBe(2);
  expect(readdirSync(target)).toEqual([]);
});

test('a disk that fills up while SQL is kept', async ({ skip }) => {
  const models = Array.from({ length: 40 }, (_, i) => [
    `models/m${i}.sql`,
    `select 1 as id -- ${'x'.repeat(4000)}`,
  ]);
  const p = await project(Object.fromEntries(models));
  mount(join(p.root, 'target'), 'size=64k') ?? skip('mounting is not allowed here');
  const { code, stdout } = await p.cli(['run']);
  expect(stdout.match(/TD702/g)).toHaveLength(1);
  expect(stdout).not.toMatch(STACK);
  expect(code).toBe(2);
  expect(
    readdirSync(join(p.root, 'target'), { recursive: true }).filter((name) => String(name).endsWith('.tmp')),
  ).toEqual([]);
});

test('a database on a full disk: the node fails, the table stays', async ({ skip }) => {
  const disk =
    mount(mkdtempSync(join(tmpdir(), 'tsdbt-disk-')), 'size=4m') ?? skip('mounting is not allowed here');
  const p = await project({
    ...one,
    'project.yml': `name: test\nversion: "1.0"\ntargets:\n  dev: {type: duckdb, path: ${join(disk, 'test.duckdb')}}\n`,
  });
  expect((await p.cli(['run'])).code).toBe(0);
  p.write(
    'models/a.sql',
    "{{ config(materialized='table') }} select random() as id, random() as b from range(3000000)",
  );
  const { code, stdout } = await p.cli(['run']);
  expect(stdout).toMatch(/TD501: .*(No space left on device|could not write|failed to offload)/i);
  expect(stdout).not.toMatch(STACK);
  expect(code).toBe(1);
  expect(await p.query('select id from a')).toEqual([[1]]);
});

test('a table stays when its new version fails', async () => {
  const p = await project(one);
  await p.run();
  p.write('models/a.sql', "{{ config(materialized='table') }} select error('broken') as id");
  expect((await p.run()).statuses).toEqual({ a: 'error' });
  expect(await p.query('select id from a')).toEqual([[1]]);
});

test('a database file that another process holds', async () => {
  const p = await project(one);
  await p.run();
  const holder = p.hold();
  await holder.ready;
  const { code, stdout } = await p.cli(['run']);
  await holder.release();
  expect(stdout).toMatch(
    new RegExp(`^error TD604: test\\.duckdb is locked: .*PID ${holder.pid}.*has it open`, 'm'),
  );
  expect(stdout).toContain('help: end that process, or wait for it');
  expect(stdout).not.toMatch(STACK);
  expect(code).toBe(2);
  expect((await p.run()).exitCode).toBe(0);
});

test('a database file that a newer DuckDB made', async () => {
  const p = await project(one);
  await p.run();
  makeNewer(p.databaseFile, 250n);
  const { code, stdout } = await p.cli(['run']);
  expect(stdout).toMatch(
    /^error TD605: test\.duckdb was made by a newer DuckDB \(storage version 250\); tsdbt has DuckDB v\d/m,
  );
  expect(stdout).toContain('help: in the newer DuckDB: ATTACH');
  expect(code).toBe(2);
});

test('a file that is no database', async () => {
  const p = await project({ ...one, 'test.duckdb': 'id,name\n1,a\n'.repeat(1000) });
  const { code, stdout } = await p.cli(['run']);
  expect(stdout).toMatch(/^error TD603: cannot open test\.duckdb: .*not a valid DuckDB database file/m);
  expect(stdout).not.toMatch(STACK);
  expect(code).toBe(2);
});

test('a model that leads nowhere', async () => {
  const p = await project(one);
  symlinkSync(join(p.root, 'gone.sql'), join(p.root, 'models/b.sql'));
  mkdirSync(join(p.root, 'models/c.yml'));
  await p.parse();
  expect(p.problems.every((problem) => problem.startsWith('TD114'))).toBe(true);
});

test('a client library that is missing', async () => {
  const p = await project(one);
  const hook = `import { registerHooks } from 'node:module';
    registerHooks({ resolve: (name, context, next) => next(name === '@duckdb/node-api' ? '@duckdb/missing' : name, context) });`;
  const { code, stdout } = await p.cli(['run'], {
    NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(hook)}`,
  });
  expect(stdout).toMatch(/^error TD602: the DuckDB client cannot be loaded/m);
  expect(stdout).toContain('help: npm install @duckdb/node-api');
  expect(code).toBe(2);
});

/** A small disk in a folder; undefined where that is not allowed. */
function mount(folder: string, options: string): string | undefined {
  mkdirSync(folder, { recursive: true });
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    return undefined;
  }
  onTestFinished(() => {
    execFileSync('umount', ['-l', folder]);
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}
