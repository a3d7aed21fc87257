/** Locks of runs (F12) when the server restarts, a run is killed, or another machine or another clock holds them. */
import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OwnServer, ownServer } from '../support/own-postgres.ts';
import { project, type TestProject } from '../support/project.ts';
import { createTally } from '../support/tally.ts';

const MAIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
const ALL = process.env.TSDBT_FAULTS === 'all';
const tally = createTally('postgres, runs at once');
let server: OwnServer;
let count = 0;
beforeAll(async () => {
  server = await ownServer();
});
afterAll(() => server.remove());

/** a, b and c add a row each and take their time; each run leaves its mark. */
async function start(seconds = 1): Promise<{ p: TestProject; schema: string }> {
  const schema = `l${++count}`;
  const target = { ...server.target, schema, threads: 1 };
  const model = (name: string): string =>
    `{{ config(materialized='incremental', incremental_strategy='append') }} select '${name}' as id from pg_sleep(${seconds})`;
  const p = await project({
    'project.yml': `name: test\ntargets: ${JSON.stringify({ dev: target })}\n`,
    ...Object.fromEntries(['a', 'b', 'c'].map((name) => [`models/${name}.sql`, model(name)])),
  });
  return { p, schema };
}

function running(p: TestProject, ...args: string[]) {
  const child = spawn(process.execPath, [MAIN, 'run', '--target-path', `target${Math.random()}`, ...args], {
    cwd: p.root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const said = async (text: string): Promise<void> => {
    while (!output.includes(text)) {
      if (child.exitCode !== null) throw new Error(`it ended without "${text}":\n${output}`);
      await sleep(20);
    }
  };
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (output += text));
  const ended = new Promise<string>((resolve) =>
    child.on('close', (code) => resolve(`exit ${code}\n${output}`)),
  );
  return { child, said, ended };
}

const rowsOf = async (schema: string): Promise<string> => {
  const counts = ['a', 'b', 'c'].map((name) => `select count(*)::text from ${schema}.${name}`);
  return (await server.rows(counts.join(' union all '))).join(' ');
};
const left = (): Promise<unknown> => server.rows('select count(*) from tsdbt_state.locks');

test('selections that overlap, and the first run is killed: those who wait go on', async () => {
  const { p, schema } = await start();
  const first = running(p, '--select', 'a', 'b');
  await first.said('START');
  const others = [running(p, '--select', 'b', 'c'), running(p, '--select', 'c')];
  await tally.tried(async () => {
    await sleep(300);
    first.child.kill('SIGKILL');
    for (const other of others) expect(await other.ended).toMatch(/^exit 0/);
    expect(
      (
        await server.rows(
          `select (select count(*) from ${schema}.b)::text, (select count(*) from ${schema}.c)::text`,
        )
      ).join(),
    ).toBe('1,2');
    expect(await left()).toEqual([['0']]);
  });
}, 60_000);

test.runIf(ALL)(
  'a run of another machine, whose clock is wrong: it is waited for while it lives, and not longer',
  async () => {
    const { p, schema } = await start(0);
    expect((await p.run({ select: ['c'] })).exitCode).toBe(0);
    const key = "('x' || substr(md5('tsdbt run ' || 'far-away'), 1, 16))::bit(64)::bigint";
    const since = '2199-01-01T00:00:00Z';
    const lock = `insert into tsdbt_state.locks values ('${schema}.a', 'far-away', 'eve@elsewhere, process 1, tsdbt build', '${since}')`;
    await tally.tried(async () => {
      const alive = server.rows(`select pg_advisory_lock(${key}); select pg_sleep(7)`);
      await sleep(300);
      await server.rows(lock);
      const refused = await running(p, '--lock-wait', '0').ended;
      expect(refused).toMatch(/^exit 2[\s\S]*TD608[\s\S]*eve@elsewhere, process 1, tsdbt build since 2199/);
      const began = performance.now();
      expect(await running(p).ended).toMatch(/^exit 0[\s\S]*waiting for l\d+\.a, held by eve@elsewhere/);
      await alive;
      expect(performance.now() - began).toBeLessThan(12_000);
      await server.rows(lock);
      expect(await running(p, '--lock-wait', '0').ended).toMatch(/^exit 0/);
      expect(await left()).toEqual([['0']]);
    });
  },
  60_000,
);

test('the server restarts while one run works and another waits: neither loses its turn', async () => {
  const { p, schema } = await start();
  const first = running(p);
  await first.said('START');
  const second = running(p);
  await second.said('waiting for');
  await tally.tried(async () => {
    await server.stop('fast');
    await server.start();
    expect(await first.ended).toMatch(/^exit 0/);
    expect(await second.ended).toMatch(/^exit 0/);
    expect(await rowsOf(schema)).toBe('2 2 2');
    expect(await left()).toEqual([['0']]);
  });
}, 60_000);

test.runIf(ALL)(
  'a run is killed, the server restarts: the next one goes ahead',
  async () => {
    const { p, schema } = await start();
    const first = running(p);
    await first.said('START');
    await tally.tried(async () => {
      first.child.kill('SIGKILL');
      await first.ended;
      await server.stop('immediate');
      await server.start();
      const began = performance.now();
      expect(await running(p).ended).toMatch(/^exit 0/);
      expect(performance.now() - began).toBeLessThan(20_000);
      expect(await rowsOf(schema)).toBe('1 1 1');
    });
  },
  60_000,
);
