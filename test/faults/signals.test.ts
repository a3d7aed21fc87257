/** Signals in the middle of a long statement (F7): it ends in the warehouse, what is written is true, and retry does the rest. */
import { spawn } from 'node:child_process';
import { type AddressInfo, connect, createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { testDatabase } from '../support/postgres.ts';
import { project, type TestProject } from '../support/project.ts';
import { createTally } from '../support/tally.ts';
import { projectFile, type TestPlace, testWarehouses } from '../support/warehouses.ts';

const MAIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

interface Ended {
  readonly code: number | null;
  /** Milliseconds from the signal to the end. */
  readonly took: number;
  readonly output: string;
}

/** Builds, sends the signal some time after the long statement has begun, and waits for the end. */
function interrupted(
  p: TestProject,
  signal: NodeJS.Signals,
  before: () => void = () => undefined,
): Promise<Ended> {
  const child = spawn(process.execPath, [MAIN, 'build'], {
    cwd: p.root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [output, sent] = ['', 0];
  const send = (): void => {
    before();
    sent = performance.now();
    child.kill(signal);
  };
  child.stdout.on('data', (text: Buffer) => {
    output += text;
    if (sent === 0 && / START .*slow /.test(output)) {
      sent = 1;
      setTimeout(send, 700);
    }
  });
  child.stderr.on('data', (text: Buffer) => (output += text));
  return new Promise((resolve) =>
    child.on('close', (code) => resolve({ code, took: performance.now() - sent, output })),
  );
}

const statuses = (p: TestProject): Record<string, string> => {
  const { results } = JSON.parse(p.read('target/run_results.json'));
  return Object.fromEntries(
    results.map((one: { unique_id: string; status: string }) => [one.unique_id.split('.')[2], one.status]),
  );
};

describe.each(testWarehouses())('on %s', (name, warehouse) => {
  const tally = createTally(`${name}, signals in a statement`);
  let place: () => TestPlace;
  beforeAll(async () => {
    place = await warehouse.start();
  });

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('%s', async (signal, exit) => {
    const p = await project(
      {
        'project.yml': projectFile(place()),
        'models/first.sql': "{{ config(materialized='table') }} select 1 as id",
        'models/slow.sql': `-- depends_on: {{ ref('first') }}\n{{ config(materialized='table') }} {{ "${warehouse.slow}" if var('slow', true) else 'select 1 as n' }}`,
        'models/third.sql': "select * from {{ ref('slow') }}",
      },
      { env: process.env },
    );
    await tally.tried(async () => {
      const { code, took, output } = await interrupted(p, signal);
      expect(code, output).toBe(exit);
      expect(took).toBeLessThan(4000);
      expect(statuses(p)).toEqual({ first: 'success', slow: 'skipped', third: 'skipped' });
      if (name === 'postgres')
        expect(
          await p.query(
            "select count(*) from pg_stat_activity where query like '%pg_sleep(60)%' and state = 'active' and pid <> pg_backend_pid()",
          ),
        ).toEqual([[0]]);
      expect((await p.retry({}, { vars: { slow: false } })).statuses).toEqual({
        slow: 'success',
        third: 'success',
      });
    });
  });
});

test('a model that added its rows before it was cancelled in a hook is not built again', async () => {
  const hook =
    "post_hook={'sql': \"{{ 'create table x as select count(*) from range(1000000000000)' if var('slow', true) else 'select 1' }}\", 'transaction': false}";
  const p = await project({
    'models/slow.sql': `{{ config(materialized='incremental', incremental_strategy='append', ${hook}) }} select 1 as id`,
    'models/third.sql': "select * from {{ ref('slow') }}",
  });
  expect((await interrupted(p, 'SIGTERM')).code).toBe(143);
  expect(statuses(p)).toEqual({ slow: 'success', third: 'skipped' });
  expect((await p.retry({}, { vars: { slow: false } })).statuses).toEqual({ third: 'success' });
  expect(await p.query('select count(*) from slow')).toEqual([[1]]);
});

test('data tests are ended, too, and hooks of the end do not run', async () => {
  const p = await project({
    'models/a.sql': 'select 1 as id',
    'tests/slow.sql': 'select count(*) as n from range(1000000000000)',
    'project.yml': 'name: test\non-run-end: ["create table never as select 1 as id"]\n',
  });
  const { code } = await interrupted(p, 'SIGTERM');
  expect(code).toBe(143);
  expect(statuses(p)).toEqual({ a: 'success', slow: 'skipped' });
  expect(
    await p.query("select table_name from information_schema.tables where table_name = 'never'"),
  ).toEqual([]);
});

test('a hook that takes its time is ended, and nothing is begun', async () => {
  const stop = new AbortController();
  const p = await project(
    {
      'models/a.sql': 'select 1 as id',
      'project.yml':
        'name: test\non-run-start: ["create table x as select count(*) from range(1000000000000)"]\n',
    },
    { signal: stop.signal },
  );
  setTimeout(() => stop.abort(), 1500);
  const ran = await p.run();
  expect(ran.exitCode).toBe(1);
  expect(ran.statuses).toMatchObject({ a: 'skipped' });
});

test('a command that waits for a server that says nothing ends with the signal', async () => {
  const mute = createServer();
  await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void mute.close());
  const { port } = mute.address() as AddressInfo; // it listens on a port
  const target = {
    type: 'postgres',
    host: '127.0.0.1',
    port,
    user: 'u',
    password: 'p',
    dbname: 'd',
    schema: 's',
  };
  const p = await project({
    'models/a.sql': 'select 1 as id',
    'project.yml': `name: test\ntargets: {dev: ${JSON.stringify(target)}}\n`,
  });
  const child = spawn(process.execPath, [MAIN, 'run'], { cwd: p.root, stdio: ['ignore', 'pipe', 'ignore'] });
  let [output, sent] = ['', 0];
  child.stdout.on('data', (text: Buffer) => (output += text));
  mute.once('connection', () => {
    sent = performance.now();
    child.kill('SIGTERM');
  });
  const code = await new Promise((resolve) => child.on('close', resolve));
  expect(performance.now() - sent).toBeLessThan(4000);
  expect(code).toBe(143);
  expect(output).toContain('error TD506: cancelled before the server had answered');
});

test('a server that says nothing any more does not hold up the end', async () => {
  const database = await testDatabase();
  let mute = false;
  const between = createServer((from) => {
    const to = connect(database.target.port, database.target.host);
    for (const [one, other] of [[from, to] as const, [to, from] as const])
      one
        .on('data', (data) => {
          if (!mute) other.write(data);
        })
        .on('error', () => undefined)
        .on('close', () => other.destroy());
  });
  await new Promise<void>((resolve) => between.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void between.close());
  const { port } = between.address() as AddressInfo; // it listens on a port
  const p = await project({
    'models/first.sql': 'select 1 as id',
    'models/slow.sql':
      "-- depends_on: {{ ref('first') }}\n{{ config(materialized='table') }} select 1 as n from pg_sleep(60)",
    'project.yml': `name: test\ntargets: {dev: ${JSON.stringify({ ...database.target, port, schema: 's' })}}\n`,
  });
  const { code, took, output } = await interrupted(p, 'SIGTERM', () => {
    mute = true;
  });
  expect(code, output).toBe(143);
  expect(took).toBeLessThan(12_000);
  expect(statuses(p)).toEqual({ first: 'success', slow: 'skipped' });
});
