/** Engines share nothing: two projects, or two targets, run at the same time in one process. */
import { expect, test } from 'vitest';
import { project } from '../support/project.ts';

const models = (count: number, value: number) => ({
  ...Object.fromEntries(
    Array.from({ length: count }, (_, i) => [
      `models/m${i}.sql`,
      `{{ config(materialized='table') }} select {{ var('value', ${value}) }} as v, '{{ target.name }}' as t, '{{ invocation_id }}' as run${i > 0 ? ` from {{ ref('m${i - 1}') }}` : ''}`,
    ]),
  ),
  'macros/m.sql': `{% macro generate_alias_name(custom_alias_name=none, node=none) %}{{ node.name }}_${value}{% endmacro %}`,
});

test('two projects in one process do not meet', async () => {
  const [one, two] = await Promise.all([
    project(models(12, 1)),
    project(models(12, 2), { vars: { value: 3 } }),
  ]);
  const [first, second] = await Promise.all([one.run(), two.run()]);
  expect([first.exitCode, second.exitCode]).toEqual([0, 0]);
  expect(await one.query('select v, t from m11_1')).toEqual([[1, 'dev']]);
  expect(await two.query('select v, t from m11_2')).toEqual([[3, 'dev']]);
  const runs = new Set([...one.events, ...two.events].map((event) => event.run));
  expect(runs.size).toBe(2);
  expect(new Set(one.events.map((event) => event.run)).size).toBe(1);
});

test('one fails and is cancelled, the other goes on', async () => {
  const controller = new AbortController();
  const endless = {
    'models/a.sql': "{{ config(materialized='table') }} select count(*) as n from range(1000000000000)",
  };
  const [one, two] = await Promise.all([
    project(endless, { signal: controller.signal }),
    project(models(12, 2)),
  ]);
  const running = one.run();
  const second = await two.run();
  controller.abort();
  expect(second.exitCode).toBe(0);
  expect((await running).statuses).toEqual({ a: 'skipped' });
});

test('two runs write to one database file', async () => {
  const shared = await project(models(6, 1));
  const target = `name: test\nversion: "1.0"\ntargets:\n  dev: {type: duckdb, path: ${shared.databaseFile}}\n`;
  const other = await project({ ...models(6, 2), 'project.yml': target });
  const [first, second] = await Promise.all([shared.run(), other.run()]);
  expect([first.exitCode, second.exitCode]).toEqual([0, 0]);
  expect(await shared.query('select a.v, b.v from m5_1 a, m5_2 b')).toEqual([[1, 2]]);
});

test('two runs of one process build the same models: conflicts are tried again', async () => {
  const p = await project(models(4, 1));
  const again = (): Promise<{ readonly exitCode: number }> => p.run();
  await again();
  const other = await project({
    ...models(4, 1),
    'project.yml': `name: test\nversion: "1.0"\ntargets:\n  dev: {type: duckdb, path: ${p.databaseFile}}\n`,
  });
  for (let turn = 0; turn < 3; turn++) {
    const [first, second] = await Promise.all([again(), other.run()]);
    expect([first.exitCode, second.exitCode]).toEqual([0, 0]);
  }
});
