import { describe, expect, test } from 'vitest';
import type { NodeResult } from '../../src/core/result.ts';
import { project, type Ran } from '../support/project.ts';

const of = (ran: Ran, name: string): NodeResult => {
  const found = ran.results.find(({ id }) => id.split('.')[2] === name);
  if (found === undefined) throw new Error(`no result of ${name}`);
  return found;
};
const skipReason = (ran: Ran, name: string) => {
  const result = of(ran, name);
  return result.status === 'skipped' ? [result.reason, result.because] : result.status;
};

describe('models', () => {
  test('are built parents first, an ephemeral one inside the others', async () => {
    const p = await project({
      'models/a.sql': 'select 1 as id',
      'models/b.sql': "{{ config(materialized='ephemeral') }} select id + 1 as id from {{ ref('a') }}",
      'models/c.sql': "{{ config(materialized='table') }} select id + 1 as id from {{ ref('b') }}",
    });
    const ran = await p.run();
    expect(ran.statuses).toEqual({ a: 'success', c: 'success' });
    expect(await p.query('select id from c')).toEqual([[3]]);
    expect(p.read('target/compiled/test/models/a.sql')).toBe('select 1 as id');
    expect(p.read('target/run/test/models/c.sql')).toContain('create or replace table');
    const said = p.events.flatMap((e) =>
      e.type === 'node:start' ? [`${e.index} of ${e.total} ${e.node.description}`] : [],
    );
    expect(said).toEqual(['1 of 2 sql view model main.a', '2 of 2 sql table model main.c']);
  });

  test('an error skips what stands on it, and nothing else; the message is dbt’s', async () => {
    const p = await project({
      'models/a.sql': 'select 1 as id',
      'models/bad.sql': "select nope from {{ ref('a') }}",
      'models/c.sql': "select * from {{ ref('bad') }}",
      'models/d.sql': "select * from {{ ref('c') }}",
      'models/other.sql': 'select 2 as id',
    });
    const ran = await p.run();
    expect(ran.exitCode).toBe(1);
    expect(ran.statuses).toEqual({
      a: 'success',
      bad: 'error',
      c: 'skipped',
      d: 'skipped',
      other: 'success',
    });
    expect(of(ran, 'bad').message).toMatch(/^Database Error in model bad \(models\/bad\.sql\)\n {2}.*nope/);
    expect(skipReason(ran, 'd')).toEqual(['upstream', 'model.test.bad']);
    expect(of(ran, 'd').message).toBe('Skipped because model.test.bad failed');
  });

  test('--fail-fast: what was not started is skipped', async () => {
    const p = await project(
      { 'models/a.sql': 'select nope', 'models/b.sql': 'select 1 as id' },
      { threads: 1 },
    );
    const ran = await p.run({ failFast: true });
    expect(ran.statuses).toEqual({ a: 'error', b: 'skipped' });
    expect(of(ran, 'b').message).toBe('Skipping due to fail_fast');
  });

  test('a signal reaches the statement in flight; the rest is skipped', async () => {
    const stop = new AbortController();
    const p = await project(
      {
        'models/slow.sql':
          "{{ config(materialized='table') }} select sum(a.range * b.range) as n from range(1000000) a, range(1000000) b",
        'models/z.sql': "select * from {{ ref('slow') }}",
        'models/other.sql': "select * from {{ ref('z') }}",
      },
      { signal: stop.signal },
    );
    const waiting = setInterval(() => {
      if (!p.events.some((e) => e.type === 'statement:start' && e.sql.includes('sum(a.range'))) return;
      clearInterval(waiting);
      setTimeout(() => stop.abort(), 200);
    }, 20);
    const ran = await p.run();
    expect(ran.statuses).toEqual({ slow: 'skipped', z: 'skipped', other: 'skipped' });
    expect(skipReason(ran, 'slow')).toEqual(['cancelled', null]);
    expect(p.events.some((e) => e.type === 'run:end' && e.cancelled)).toBe(true);
    expect(Object.values((await p.run()).statuses)).toEqual(['skipped', 'skipped', 'skipped']);
  });
});

describe('tests', () => {
  const files = (config: string) => ({
    'models/a.sql': 'select unnest([1, 1, 2]) as id',
    'models/b.sql': "select * from {{ ref('a') }}",
    'models/s.yml': `models:\n  - name: a\n    columns:\n      - name: id\n        data_tests:\n          - unique${config}\n`,
  });
  test.each<[string, string, string, string | null]>([
    ['fail', '', 'fail', 'Got 1 result, configured to fail if != 0'],
    ['severity warn', ': {config: {severity: warn}}', 'warn', 'Got 1 result, configured to warn if != 0'],
    ['error_if', ': {config: {error_if: ">10"}}', 'warn', 'Got 1 result, configured to warn if != 0'],
    ['warn_if', ': {config: {warn_if: ">10", severity: warn}}', 'pass', null],
    ['where', ': {config: {where: "id = 2"}}', 'pass', null],
  ])('%s', async (_name, config, status, message) => {
    const p = await project(files(config));
    const ran = await p.build();
    expect(of(ran, 'unique_a_id')).toMatchObject({ status, message });
    expect(of(ran, 'b').status).toBe(status === 'fail' ? 'skipped' : 'success');
    expect(ran.exitCode).toBe(status === 'fail' ? 1 : 0);
  });

  test('a failure names its line in YAML; failing rows are kept when asked for', async () => {
    const p = await project(files(': {config: {store_failures: true}}'));
    await p.run();
    const ran = await p.test();
    const result = of(ran, 'unique_a_id');
    if (result.status !== 'fail') throw new Error(result.status);
    expect(result.diagnostic).toMatchObject({ code: 'TD502', at: { file: 'models/s.yml' } });
    expect(result.diagnostic.help).toContain('select * from');
    expect(await p.query('select * from main_dbt_test__audit.unique_a_id')).toEqual([[1, 2]]);
  });
});

describe('seeds', () => {
  test('types are inferred from all rows, or named; a second run replaces the rows', async () => {
    const p = await project({
      'seeds/s.csv': 'id,zip,day,amount,note\n007,007,2024-1-5,"$1,000.5",\n8,12,2024-02-01,2,"a ""b"""\n',
      'seeds/s.yml': 'seeds:\n  - name: s\n    config: {column_types: {zip: varchar}}\n',
    });
    expect((await p.seed()).statuses).toEqual({ s: 'success' });
    expect(of(await p.seed(), 's').message).toBe('INSERT 2');
    expect(await p.query('select id, zip, day::varchar, amount, note from s order by id')).toEqual([
      [7, '007', '2024-01-05', 1000.5, null],
      [8, '12', '2024-02-01', 2, 'a "b"'],
    ]);
    p.write('seeds/s.csv', 'id\n1\n');
    expect((await p.seed({ fullRefresh: true })).exitCode).toBe(0);
    expect(await p.query('select * from s')).toEqual([[1]]);
  });

  test('a row that does not fit leaves the old table as it was', async () => {
    const p = await project({ 'seeds/s.csv': 'id\n1\n' });
    await p.seed();
    p.write('seeds/s.csv', 'id\n1\n2,3\n');
    expect((await p.seed()).exitCode).toBe(1);
    expect(p.problems).toEqual(['TD504 seeds/s.csv:3:1']);
    expect(await p.query('select * from s')).toEqual([[1]]);
  });
});

describe('hooks and freshness', () => {
  test('on-run-start and on-run-end, with the results', async () => {
    const p = await project({
      'project.yml':
        'name: test\non-run-start: "create table audit (n int)"\non-run-end: "{% for r in results %}insert into audit values ({{ loop.index }});{% endfor %}"\n',
      'models/a.sql': 'select 1 as id',
      'models/b.sql': 'select 1 as id',
    });
    const ran = await p.run();
    expect(ran.results.map((r) => r.status)).toEqual(['success', 'success', 'success', 'success']);
    expect(await p.query('select count(*) from audit')).toEqual([[2]]);
    const again = await p.run();
    expect(again.results[0]).toMatchObject({ status: 'error', thread: 'main' });
    expect(again.exitCode).toBe(1);
  });

  test('the age of sources against their limits', async () => {
    const limits = (unit: string, count: number) =>
      `sources:\n  - name: s\n    schema: main\n    tables:\n      - name: events\n        loaded_at_field: came\n        freshness: {warn_after: {count: ${count}, period: ${unit}}, error_after: {count: 3, period: day}}\n`;
    const p = await project({
      'models/s.yml': limits('hour', 1),
      'models/events.sql': "{{ config(materialized='table') }} select now() - interval 2 hour as came",
    });
    await p.run();
    expect((await p.freshness()).statuses).toEqual({ events: 'warn' });
    p.write('models/s.yml', limits('hour', 5));
    expect((await p.freshness()).statuses).toEqual({ events: 'pass' });
    p.write('models/events.sql', "{{ config(materialized='table') }} select now() - interval 9 day as came");
    await p.run();
    const ran = await p.freshness();
    expect([ran.statuses, ran.exitCode]).toEqual([{ events: 'fail' }, 1]);
    expect(JSON.parse(p.read('target/sources.json')).results[0].status).toBe('error');
    expect((await p.cli(['source', 'freshness'])).stdout).toContain(
      '1 of 1 ERROR STALE freshness of s.events',
    );
    p.write('models/events.sql', "{{ config(materialized='table') }} select now() as came where false");
    await p.run();
    await p.freshness();
    expect(p.problems).toEqual([expect.stringContaining('TD509')]);
    expect(p.diagnostics[0]?.message).toBe('source s.events has no rows');
  });
});

test('two engines run side by side in one process', async () => {
  const make = (n: number) =>
    project({ 'models/a.sql': `{{ config(materialized='table') }} select ${n} as n` });
  const [one, two] = [await make(1), await make(2)];
  await Promise.all([one.run(), two.run()]);
  expect([await one.query('select n from a'), await two.query('select n from a')]).toEqual([[[1]], [[2]]]);
});

test('a target folder that cannot be written is told once, not per node', async () => {
  const p = await project({
    target: 'a file',
    'models/a.sql': 'select 1 as id',
    'models/b.sql': 'select 1 as id',
  });
  const ran = await p.run();
  expect(ran.error?.diagnostics.map(({ code }) => code)).toEqual(['TD701']);
  expect(ran.exitCode).toBe(2);
});

test('the age of a source that cannot be measured is an error of that source alone', async () => {
  const p = await project({
    'models/s.yml':
      'sources:\n  - name: s\n    schema: main\n    loaded_at_field: came\n    freshness: {warn_after: {count: 1, period: hour}}\n    tables: [{name: gone}, {name: here}]\n',
    'models/here.sql': "{{ config(materialized='table') }} select now() as came",
  });
  await p.run();
  const ran = await p.freshness();
  expect(ran.statuses).toEqual({ gone: 'error', here: 'pass' });
  const written = JSON.parse(p.read('target/sources.json'));
  expect(written.results.map((r: { status: string }) => r.status).sort()).toEqual(['pass', 'runtime error']);
});
