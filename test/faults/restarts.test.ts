/**
 * A real server is stopped and started again in the middle of a build (F9), in an orderly way and as in a crash: what left nothing
 * behind is done again, anything else is an error of its node, nothing is there by half, and retry does what is missing.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { build, openEngine } from '../../src/engine/index.ts';
import { withBoundaries } from '../support/boundaries.ts';
import { type OwnServer, ownServer, type StopMode } from '../support/own-postgres.ts';
import { project, type TestProject } from '../support/project.ts';
import { createTally } from '../support/tally.ts';

const ALL = process.env.TSDBT_FAULTS === 'all';

const ids = (from: number, to: number): string =>
  Array.from({ length: to - from }, (_, i) => `select ${from + i} as id`).join(' union all ');
const csv = (from: number, to: number): string =>
  `id\n${Array.from({ length: to - from }, (_, i) => from + i).join('\n')}\n`;
const snapshot = (from: number, to: number): string =>
  `{% snapshot history %}{{ config(unique_key='id', strategy='check', check_cols=['v']) }} select id, ${from} as v from (${ids(from, to)}) x {% endsnapshot %}`;

const files = (from: number, to: number, kind: string): Record<string, string> => ({
  'seeds/seeded.csv': csv(from, to),
  'models/changing.sql': `{{ config(materialized='${kind}') }} ${ids(from, to)}`,
  'models/adding.sql': `{{ config(materialized='incremental', incremental_strategy='append', post_hook='select 1') }} ${ids(from, to)}`,
  'models/keyed.sql': `{{ config(materialized='incremental', unique_key='id') }} ${ids(from, to)}`,
  'snapshots/history.sql': snapshot(from, to),
  'models/s.yml': 'models: [{name: changing, columns: [{name: id, data_tests: [not_null]}]}]',
});

const NAMES = ['seeded', 'changing', 'adding', 'keyed', 'history'] as const;
type State = Record<(typeof NAMES)[number], string>;

const tally = createTally('postgres, restarts of the server');
let server: OwnServer;
let count = 0;
beforeAll(async () => {
  server = await ownServer();
});
afterAll(() => server.remove());

const projectYml = (schema: string, more = {}): string =>
  `name: test\ntargets: ${JSON.stringify({ dev: { ...server.target, schema, threads: 1, ...more } })}\n`;

/** A project in which the old state stands, and the files of the new one lie. */
async function prepared(): Promise<{ p: TestProject; schema: string }> {
  const schema = `r${++count}`;
  const p = await project({ 'project.yml': projectYml(schema), ...files(0, 4, 'view') });
  expect((await p.build()).exitCode).toBe(0);
  for (const [path, text] of Object.entries(files(3, 9, 'table'))) p.write(path, text);
  return { p, schema };
}

async function stateOf(schema: string): Promise<State> {
  const shown = (name: string): string =>
    name === 'history' ? `id || ':' || v || ':' || (dbt_valid_to is null)` : 'id::text';
  const one = async (name: (typeof NAMES)[number]) => {
    const found = await server.rows(`select ${shown(name)} as x from ${schema}.${name} order by 1`);
    return [name, found.join(' ')] as const;
  };
  return Object.fromEntries(await Promise.all(NAMES.map(one))) as State; // an entry for each name
}

/** Builds; `strike` is called at a boundary (0: never). Returns how many there were. */
async function buildStruck(p: TestProject, at: number, strike: () => Promise<void>): Promise<number> {
  const opened = await openEngine({ projectDir: p.root, cwd: p.root, env: {}, threads: 1 });
  let met = 0;
  try {
    const warehouse = async () =>
      withBoundaries(await opened.warehouse(), async () => {
        if (++met === at) await strike();
      });
    await build({ ...opened, warehouse }).catch(() => undefined);
  } finally {
    await opened.close();
  }
  return met;
}

describe('at statement boundaries', { timeout: 600_000 }, () => {
  test.each([
    ['fast', 0],
    ['immediate', 0],
    ['fast', 2500],
  ] as const)('%s, away for %i ms', async (mode: StopMode, away) => {
    const unbroken = await prepared();
    const old = await stateOf(unbroken.schema);
    const boundaries = await buildStruck(unbroken.p, 0, async () => undefined);
    const whole = await stateOf(unbroken.schema);
    const step = ALL ? (away > 0 ? 7 : 1) : Math.ceil(boundaries / (away > 0 ? 2 : 5));
    for (let at = 1 + (mode === 'fast' ? 0 : 2); at <= boundaries; at += step) {
      const { p, schema } = await prepared();
      await tally.tried(async () => {
        let back: Promise<void> = Promise.resolve();
        await buildStruck(p, at, async () => {
          await server.stop(mode);
          back = sleep(away).then(() => server.start());
          if (away === 0) await back;
        });
        await back;
        const label = `${mode}, boundary ${at} of ${boundaries}`;
        const found = await stateOf(schema);
        for (const name of NAMES) expect([old[name], whole[name]], `${label} ${name}`).toContain(found[name]);
        const { results } = JSON.parse(p.read('target/run_results.json'));
        const bad = results.filter((one: { status: string }) => one.status === 'error');
        if (bad.length > 0) expect((await p.retry()).exitCode, label).toBe(0);
        const end = await stateOf(schema);
        for (const name of NAMES)
          tally.lost(Math.max(0, whole[name].split(' ').length - end[name].split(' ').length));
        expect(end, label).toEqual(whole);
      });
    }
  });
});

describe('a server that stays away', { timeout: 120_000 }, () => {
  const many = Object.fromEntries(
    Array.from({ length: 30 }, (_, i) => [
      `models/m${i}.sql`,
      `{{ config(materialized='table') }} select ${i} as id from pg_sleep(0.3)`,
    ]),
  );

  test('the run ends soon, each node says why, and retry does the rest', async () => {
    const schema = `r${++count}`;
    const tables = async (): Promise<number> =>
      Number(await server.rows(`select count(*) from pg_tables where schemaname = '${schema}'`));
    const p = await project({
      'project.yml': `${projectYml(schema, { threads: 4, retries: 0 })}on-run-end: ["select 1"]\n`,
      ...many,
    });
    await tally.tried(async () => {
      const running = p.run();
      while ((await tables()) < 5) await sleep(50);
      await server.stop('fast');
      const began = performance.now();
      const ran = await running;
      expect(performance.now() - began).toBeLessThan(40_000);
      expect(ran.exitCode).toBe(1);
      const { results } = JSON.parse(p.read('target/run_results.json'));
      expect(results).toHaveLength(31);
      const failed = ran.results.filter(({ status }) => status === 'error');
      expect(failed.length).toBeGreaterThan(15);
      for (const { message } of failed)
        expect(message).toMatch(/cannot connect to Postgres at .*: connection refused$/);
      await server.start();
      expect((await p.retry()).exitCode).toBe(0);
      tally.lost(30 - (await tables()));
      expect(await tables()).toBe(30);
    });
  });
});

test('in the middle of a statement that stands alone: the server says that it did nothing, so it is done again', async () => {
  const p = await project({
    'project.yml': projectYml(`r${++count}`),
    'models/a.sql':
      "{{ config(materialized='incremental') }} select 1 as id from pg_sleep(case when (select count(*) from struck) = 0 then 30 else 0 end)",
  });
  await server.rows('create table struck (n integer)');
  await tally.tried(async () => {
    const running = p.run();
    const asleep = "select count(*) from pg_stat_activity where query like '%pg_sleep%' and state = 'active'";
    while (Number(await server.rows(asleep)) < 2) await sleep(50);
    await server.rows('insert into struck values (1)');
    await server.stop('fast');
    await server.start();
    expect((await running).results).toMatchObject([
      { status: 'success', response: { retries: 1, faults: ['the server was restarted (57P01)'] } },
    ]);
  });
});
