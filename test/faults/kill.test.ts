/**
 * kill -9 at every statement boundary (F1, F2, F5, F6, F14, F16): what stands there is the old or the new, whole; `retry` does
 * just what is missing, and what comes out is what an unbroken run makes; nothing is left beside it.
 */
import { beforeAll, describe, expect, test } from 'vitest';
import type { RunOptions } from '../../src/engine/index.ts';
import { runUntil } from '../support/killed.ts';
import { project, type TestProject } from '../support/project.ts';
import { createTally } from '../support/tally.ts';
import { projectFile, type TestPlace, testWarehouses } from '../support/warehouses.ts';

type Files = Readonly<Record<string, string>>;

interface Scenario {
  readonly name: string;
  readonly before?: Files;
  /** Options of the run that makes the old state. */
  readonly first?: RunOptions;
  readonly after: Files;
  readonly command?: 'run' | 'seed' | 'snapshot';
  readonly options?: RunOptions;
  /** Batches are published one by one. */
  readonly inParts?: true;
  /** Also where the file of the warehouse can be looked at without a kill (test/acceptance/swaps.test.ts). */
  readonly everywhere?: true;
}

const model = (config: string, sql: string): Files => ({ 'models/a.sql': `{{ config(${config}) }}\n${sql}` });
const rows = (from: number, to: number): string =>
  Array.from({ length: to - from }, (_, i) => `select ${from + i} as id, 'v${from}' as v`).join(
    ' union all ',
  );
const seed = (from: number, to: number): Files => ({
  'seeds/a.csv': `id,v\n${Array.from({ length: to - from }, (_, i) => `${from + i},v${from}`).join('\n')}\n`,
});
const snapshot = (from: number, to: number): Files => ({
  'snapshots/a.sql': `{% snapshot a %}{{ config(unique_key='id', strategy='check', check_cols=['v']) }} ${rows(from, to)} {% endsnapshot %}`,
});
const APPEND = "materialized='incremental', incremental_strategy='append'";
const KEYED = "materialized='incremental', incremental_strategy='delete+insert', unique_key='id'";
const BATCHES: Files = {
  'models/events.sql': `{{ config(materialized='table', event_time='happened') }} ${Array.from({ length: 5 }, (_, i) => `select ${i} as id, cast('2024-01-0${i + 1} 10:00:00' as timestamp) as happened, 'v' as v`).join(' union all ')}`,
  'models/a.sql':
    "{{ config(materialized='incremental', incremental_strategy='microbatch', event_time='happened', batch_size='day', begin='2024-01-01', unique_key=('id' if target.type == 'postgres' else none)) }} select id, v, happened from {{ ref('events') }}",
};
const SYNCED = `${APPEND}, on_schema_change='sync_all_columns'`;

const WINDOW = { select: ['a'], eventTimeStart: '2024-01-01', eventTimeEnd: '2024-01-06' };

const SCENARIOS: readonly Scenario[] = [
  { name: 'a first table', after: model("materialized='table'", rows(0, 9)) },
  {
    name: 'a table again',
    everywhere: true,
    before: model("materialized='table'", rows(0, 5)),
    after: model("materialized='table'", rows(3, 9)),
  },
  {
    name: 'a view that becomes a table',
    before: model("materialized='view'", rows(0, 5)),
    after: model("materialized='table'", rows(3, 9)),
  },
  {
    name: 'a table that becomes a view',
    before: model("materialized='table'", rows(0, 5)),
    after: model("materialized='view'", rows(3, 9)),
  },
  {
    name: 'incremental, append',
    everywhere: true,
    before: model(APPEND, rows(0, 5)),
    after: model(APPEND, rows(5, 9)),
  },
  { name: 'incremental, delete+insert', before: model(KEYED, rows(0, 5)), after: model(KEYED, rows(3, 9)) },
  {
    name: 'incremental, new columns',
    before: model(SYNCED, rows(0, 5)),
    after: model(SYNCED, "select 7 as id, 'x' as v, 1 as w"),
  },
  {
    name: 'incremental, full refresh',
    before: model(APPEND, rows(0, 5)),
    after: model(APPEND, rows(3, 9)),
    options: { fullRefresh: true },
  },
  {
    name: 'microbatch',
    everywhere: true,
    before: BATCHES,
    first: { select: ['events'] },
    after: BATCHES,
    options: WINDOW,
    inParts: true,
  },
  { name: 'a seed again', everywhere: true, before: seed(0, 5), after: seed(3, 9), command: 'seed' },
  {
    name: 'a snapshot again',
    everywhere: true,
    before: snapshot(0, 5),
    after: snapshot(3, 9),
    command: 'snapshot',
  },
];

describe.each(testWarehouses())('kill -9 on %s', { timeout: 240_000 }, (name, warehouse) => {
  const tally = createTally(`${name}, kill -9 at statement boundaries`);
  let place: () => TestPlace;
  beforeAll(async () => {
    place = await warehouse.start();
    // The tables in which tsdbt remembers are made by the first run: all others have the same boundaries.
    const { p } = await prepared(place(), {
      name: '',
      after: model(`${APPEND}, post_hook='select 1'`, rows(0, 1)),
    });
    await p.run();
    p.remove();
  });

  const some = SCENARIOS.filter(({ everywhere }) => warehouse.shared || everywhere);
  test.each(some.map((one) => [one.name, one] as const))('%s', async (_, scenario) => {
    const unbroken = await prepared(place(), scenario);
    const old = await content(unbroken);
    const { boundaries } = await runUntil({ root: unbroken.p.root, ...orderOf(scenario) });
    const whole = await content(unbroken);
    expect(boundaries.length).toBeGreaterThan(1);
    expect(whole).not.toEqual(old);
    for (const at of chosen(boundaries)) {
      const killing = await prepared(place(), scenario);
      const { p } = killing;
      const { killed, output } = await runUntil({ root: p.root, ...orderOf(scenario), at });
      const label = `boundary ${at}, ${boundaries[at - 1]}: ${output}`;
      expect(killed, label).toBe(true);
      await tally.tried(async () => {
        const found = await content(killing);
        if (scenario.inParts) expect(whole, label).toEqual(expect.arrayContaining(found ?? []));
        else expect([old, whole], label).toContainEqual(found);
        const retried = await p.retry();
        expect(retried.exitCode, `${label} ${p.diagnostics.map(({ message }) => message)}`).toBe(0);
        const after = await content(killing);
        tally.lost(Math.max(0, (whole?.length ?? 0) - (after?.length ?? 0)));
        expect(after, label).toEqual(whole);
        expect(await leftovers(killing), label).toEqual([]);
      });
    }
  });
});

describe.each(testWarehouses())('after a kill on %s', { timeout: 60_000 }, (_, warehouse) => {
  test.each(['run', 'retry'] as const)('%s takes away the marks of the run that was killed', async (next) => {
    const place = await warehouse.start();
    const { p } = await prepared(place(), {
      name: '',
      after: {
        ...model(APPEND, rows(0, 3)),
        'models/b.sql': "{{ config(materialized='table') }} select * from {{ ref('a') }}",
      },
    });
    const order = { root: p.root, command: 'run', options: {} } as const;
    // The first makes the tables of tsdbt's own.
    await runUntil(order);
    const { boundaries } = await runUntil(order);
    const at = boundaries.findLastIndex((one) => one.startsWith('before create')) + 1;
    const { killed } = await runUntil({ ...order, at });
    expect(killed).toBe(true);
    const marks = (): Promise<unknown[][]> => p.query('select node from tsdbt_state.commits');
    expect(await marks()).toEqual([['model.test.a']]);
    expect((await p[next]()).exitCode).toBe(0);
    expect(await marks()).toEqual([]);
  });
});

test('a model that adds rows is not built again when it was killed in a hook after its commit', async () => {
  const hook = "post_hook={'sql': 'create or replace table hooked as select 1 as id', 'transaction': false}";
  const p = await project({ ...model(`${APPEND}, ${hook}`, rows(0, 3)), 'project.yml': 'name: test\n' });
  const order = { root: p.root, command: 'run' } as const;
  await runUntil(order);
  const { boundaries } = await runUntil(order);
  const at = boundaries.findIndex((one) => one.startsWith('before create or replace table hooked')) + 1;
  expect((await runUntil({ ...order, at })).killed).toBe(true);
  expect((await p.retry()).exitCode).toBe(0);
  expect(await p.query('select count(*) from a')).toEqual([[9]]);
  expect(p.events.map((event) => (event.type === 'note' ? event.message : ''))).toContainEqual(
    expect.stringContaining('model.test.a added its rows before the run was killed'),
  );
});

test('a run that is killed after its last node still comes to its end: hooks run, what was made is remembered', async () => {
  const p = await project({
    'project.yml': 'name: test\non-run-end: ["create or replace table ended as select 1 as id"]\n',
    'models/a.sql': 'select 1 as id',
  });
  const order = { root: p.root, command: 'run' } as const;
  await runUntil(order);
  const { boundaries } = await runUntil(order);
  await p.query('drop table ended; delete from tsdbt_state.relations');
  const at = boundaries.findIndex((one) => one.includes('table ended')) + 1;
  expect((await runUntil({ ...order, at })).killed).toBe(true);
  expect((await p.retry()).exitCode).toBe(0);
  expect(await p.query('select id from ended')).toEqual([[1]]);
  expect(await p.query('select name from tsdbt_state.relations')).toEqual([['a']]);
});

/** Around commits and the first change; all of them with TSDBT_FAULTS=all. */
function chosen(boundaries: readonly string[]): number[] {
  const all = boundaries.map((_, index) => index + 1);
  if (process.env.TSDBT_FAULTS === 'all') return all;
  const isCommit = (at: number): boolean => / commit$/.test(boundaries[at - 1] ?? '');
  const isChange = (at: number): boolean => /^(after|before) (create|load)/.test(boundaries[at - 1] ?? '');
  const changes = all.filter(isChange).slice(0, 2);
  return all.filter((at) => changes.includes(at) || isCommit(at)).slice(0, 10);
}

const orderOf = ({ command = 'run', options = {} }: Scenario) => ({ command, options });

interface Prepared {
  readonly p: TestProject;
  readonly schema: string;
}

/** A project in which the old state stands, and the new files lie. */
async function prepared(place: TestPlace, scenario: Scenario): Promise<Prepared> {
  const p = await project(
    { 'project.yml': projectFile(place), ...(scenario.before ?? scenario.after) },
    { env: process.env },
  );
  if (scenario.before) expect((await p[scenario.command ?? 'run'](scenario.first ?? {})).exitCode).toBe(0);
  for (const [path, text] of Object.entries(scenario.after)) p.write(path, text);
  return { p, schema: place.schema };
}

/** The rows of `a` but for what a snapshot adds; null when it is not there. */
async function content({ p, schema }: Prepared): Promise<unknown[][] | null> {
  if (!(await relations({ p, schema })).includes('a')) return null;
  const columns = (
    await p.query(
      `select column_name from information_schema.columns where table_schema = '${schema}' and table_name = 'a' order by 1`,
    )
  ).flat();
  const own = columns.map(String).filter((column) => !column.startsWith('dbt_'));
  const shown = columns.includes('dbt_valid_to') ? [...own, 'dbt_valid_to is null'] : own;
  return p.query(
    `select ${shown.join(', ')} from ${schema}.a order by ${shown.map((_, at) => at + 1).join(', ')}`,
  );
}

const relations = async ({ p, schema }: Prepared): Promise<unknown[]> =>
  (await p.query(`select table_name from information_schema.tables where table_schema = '${schema}'`)).flat();

const leftovers = async (prepared: Prepared): Promise<unknown[]> =>
  (await relations(prepared)).filter((name) => String(name).includes('__'));
