/** Two runs on one target (F12, F13): they build the same relations one after the other, others side by side. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { runCli } from '../support/cli.ts';
import { project, type TestProject } from '../support/project.ts';
import { projectFile, type TestPlace, testWarehouses } from '../support/warehouses.ts';

const MAIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

/** A run in a process of its own, which has started its node `slow` when this resolves. */
function running(p: TestProject, ...args: string[]) {
  const child = spawn(process.execPath, [MAIN, 'run', ...args], {
    cwd: p.root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const started = new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (text: Buffer) => {
      output += text;
      if (output.includes('slow ')) resolve();
    });
    child.on('close', () => reject(new Error(output)));
  });
  return { child, started, ended, output: () => output };
}

const notes = (p: TestProject): string =>
  p.events.flatMap((event) => (event.type === 'note' ? [event.message] : [])).join('\n');

describe.each(testWarehouses(({ shared }) => shared))('relations on %s', (_, warehouse) => {
  let place: () => TestPlace;
  beforeAll(async () => {
    place = await warehouse.start();
  });
  const start = async (seconds: number, settings = {}): Promise<TestProject> =>
    project(
      {
        'project.yml': projectFile(place()),
        'models/slow.sql': `{{ config(materialized='incremental') }} select 1 as id from pg_sleep(${seconds})`,
        'models/other.sql': "{{ config(materialized='table') }} select 1 as id",
      },
      { env: process.env, ...settings },
    );

  test('the same relation: the second run waits, says for whom, and goes on', async () => {
    const p = await start(3);
    const first = running(p);
    await first.started;
    const second = await p.run();
    expect(second.exitCode).toBe(0);
    expect(notes(p)).toMatch(
      /waiting for \w+\.other and 1 more, held by .*@.*, process \d+, tsdbt run since 20/,
    );
    expect(await first.ended).toBe(0);
    expect(await p.query(`select count(*) from ${schemaOf(p)}.slow`)).toEqual([[2]]);
    expect(await p.query('select count(*) from tsdbt_state.locks')).toEqual([[0]]);
  });

  test('who waits is told once since when the other run holds them, however long it takes', async () => {
    const p = await start(8);
    const first = running(p);
    await first.started;
    const [[since]] = (await p.query('select min(since) from tsdbt_state.locks')) as [[string]]; // one row
    expect((await p.run()).exitCode).toBe(0);
    const waits = notes(p)
      .split('\n')
      .filter((line) => line.startsWith('waiting'));
    expect(waits).toEqual([expect.stringContaining(`since ${since}`)]);
    expect(await first.ended).toBe(0);
  });

  test('disjoint selections go side by side, also where nothing is there yet', async () => {
    for (let turn = 0; turn < 4; turn++) {
      const p = await start(0.2);
      const [first, second] = await Promise.all(
        ['slow', 'other'].map((name) =>
          p.cli(
            ['run', '--select', name, '--lock-wait', '0', '--target-path', name],
            process.env as Record<string, string>,
          ),
        ),
      );
      expect([first?.code, second?.code], `${first?.stdout}\n${second?.stdout}`).toEqual([0, 0]);
      expect(`${first?.stdout}${second?.stdout}`).not.toContain('waiting');
      await p.query('drop schema tsdbt_state cascade');
    }
  });

  test('--lock-wait 0: TD608 at once, and nothing is touched', async () => {
    const p = await start(5, { lockWait: 0 });
    const first = running(p, '--select', 'slow');
    await first.started;
    const second = await p.run();
    expect(second).toMatchObject({ exitCode: 2, results: [] });
    expect(second.error?.first).toMatchObject({
      code: 'TD608',
      message: expect.stringContaining(`process ${first.child.pid}`),
    });
    expect((await p.run({ select: ['other'] })).exitCode).toBe(0);
    expect(await first.ended).toBe(0);
  });

  test('the locks of a run that was killed are taken over', async () => {
    const p = await start(30, { lockWait: 20 });
    const first = running(p, '--select', 'slow');
    await first.started;
    first.child.kill('SIGKILL');
    await first.ended;
    // Its lock is free at once; the server goes on with its statement until it wants to answer, unless it is told to stop.
    await p.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    );
    expect((await p.run({ select: ['other'] })).exitCode).toBe(0);
    p.write('models/slow.sql', "{{ config(materialized='incremental') }} select 1 as id");
    expect((await p.run()).exitCode).toBe(0);
    expect(await p.query('select count(*) from tsdbt_state.locks')).toEqual([[0]]);
  });
});

test('who may not write to the state of another user builds without locks, hooks and all', async () => {
  const postgres = testWarehouses().find(([name]) => name === 'postgres')?.[1];
  if (postgres === undefined) return;
  const at = (await postgres.start())();
  const files = {
    'models/a.sql': "{{ config(materialized='incremental', post_hook='select 1') }} select 1 as id",
  };
  const owner = await project({ 'project.yml': projectFile(at), ...files }, { env: process.env });
  expect((await owner.run()).exitCode).toBe(0);
  const name = `u${process.pid}`;
  await owner.query(`create role ${name} login password 'p'`);
  await owner.query(`create schema theirs authorization ${name}`);
  const target = { ...JSON.parse(at.target).dev, user: name, password: 'p', schema: 'theirs' };
  const other = await project(
    { 'project.yml': projectFile({ ...at, target: JSON.stringify({ dev: target }) }), ...files },
    { env: process.env },
  );
  for (let turn = 0; turn < 2; turn++) expect((await other.run()).statuses).toEqual({ a: 'success' });
  await owner.query(`drop schema theirs cascade`);
  await owner.query(`drop role ${name}`);
});

const schemaOf = (p: TestProject): string => /"schema":"(\w+)"/.exec(p.read('project.yml'))?.[1] ?? '';

describe('the file of DuckDB', () => {
  const ENDLESS = "{{ config(materialized='table') }} select count(*) as n from range(1000000000000)";

  test('a second process is told who holds it, in one line', async () => {
    const p = await project({ 'models/slow.sql': ENDLESS });
    const first = running(p);
    await first.started;
    const second = await p.cli(['run']);
    expect(second.code).toBe(2);
    expect(second.stdout).toContain(`PID ${first.child.pid}`);
    expect(second.stdout.match(/error TD604/g)).toHaveLength(1);
    first.child.kill('SIGKILL');
  });

  test('with --lock-wait it waits', async () => {
    const p = await project({ 'models/slow.sql': ENDLESS, 'models/other.sql': 'select 1 as id' });
    const first = running(p);
    await first.started;
    const second = await runCli(['run', '--select', 'other', '--lock-wait', '60s'], {
      cwd: p.root,
      started: (child) => {
        child.stdout?.on('data', (text: Buffer) => {
          if (text.includes('waiting: ')) first.child.kill('SIGTERM');
        });
      },
    });
    expect(second).toMatchObject({ code: 0, stdout: expect.stringContaining('waiting: ') });
    expect(await first.ended).toBe(143);
  });
});
