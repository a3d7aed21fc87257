import { expect, test } from 'vitest';
import { project } from '../support/project.ts';

const INPUT = `{{ config(materialized='table', event_time='seen') }}
select n as id, timestamp '2025-01-01 12:00:00' + to_days(n::int) as seen from range(6) t(n)`;

/** The clock of the commands. */
const NOW = { flags: { original_invocation_started_at: '2025-01-06T18:03:00Z' } };

const FILES = {
  'models/input.sql': INPUT,
  'models/child.sql': "{{ config(materialized='table') }} select * from {{ ref('input') }}",
};

test.each([
  ['3 days', [3, 4, 5]],
  ['1 day', [5]],
  ['31 Hours', [4, 5]],
  ["{start: '2025-01-02', end: '2025-01-04'}", [1, 2]],
  ['{start: 2025-01-02 12:00:00, end: 2025-01-03 12:00:00}', [1]],
])('--sample "%s" reads only that time', async (sample, ids) => {
  const p = await project(FILES, NOW);
  expect((await p.run({ sample })).exitCode).toBe(0);
  expect((await p.query('select id from child order by id')).flat()).toEqual(ids);
  expect(await p.query('select count(*) from input')).toEqual([[6]]);
});

test.each([
  ['3', "Cannot load SAMPLE_WINDOW from '3'. Must be of form 'DAYS_INT GRAIN_SIZE'."],
  ['x days', "Unable to convert 'x' to an integer."],
  [
    '3 weeks',
    "Invalid grain size 'weeks'. Must be one of ['hour', 'day', 'month', 'year', 'hours', 'days', 'months', 'years'].",
  ],
  ['{end: 2025-01-01}', 'Field "start" of type datetime is missing'],
  ['{start: soon, end: 2025-01-01}', 'has invalid value "soon"'],
])('--sample "%s" is TD901', async (sample, message) => {
  const { error } = await (await project(FILES)).run({ sample });
  expect(error?.first).toMatchObject({ code: 'TD901' });
  expect(error?.first.message).toContain(message);
});

test('seeds, sources and snapshots with an event_time are sampled, tests and models without are not', async () => {
  const p = await project(
    {
      'seeds/s.csv': 'id,seen\n1,2025-01-01 10:00:00\n2,2025-01-06 10:00:00\n',
      'seeds/s.yml':
        'seeds: [{name: s, config: {event_time: seen}, data_tests: [not_null: {arguments: {column_name: id}}]}]\n',
      'models/sources.yml':
        'sources: [{name: raw, schema: main, tables: [{name: s, config: {event_time: seen}}]}]\n',
      'models/a.sql': "select * from {{ ref('s') }} union all select * from {{ source('raw', 's') }}",
      'snapshots/h.sql':
        "{% snapshot h %}{{ config(strategy='timestamp', unique_key='id', updated_at='seen') }} select * from {{ ref('s') }}{% endsnapshot %}",
    },
    NOW,
  );
  await p.build({ sample: '1 day' });
  expect(p.problems).toEqual([]);
  expect((await p.query('select id from a union all select id from h')).flat()).toEqual([2, 2, 2]);
  expect(p.read('target/compiled/test/seeds/s.yml/not_null_s_id.sql')).not.toContain('2025');
});

test('batches of microbatch models are cut to the sample', async () => {
  const p = await project(
    {
      'models/input.sql': INPUT,
      'models/mb.sql': `{{ config(materialized='incremental', incremental_strategy='microbatch', event_time='seen', batch_size='day', begin='2024-12-25') }}
select * from {{ ref('input') }}`,
    },
    NOW,
  );
  await p.run({ sample: '2 days' });
  const filters = ['04', '05', '06'].map(
    (day) => /where (.*)\)/.exec(p.read(`target/compiled/test/models/mb/mb_2025-01-${day}.sql`))?.[1],
  );
  expect(filters).toEqual([
    "seen >= '2025-01-04 18:03:00+00:00' and seen < '2025-01-05 00:00:00+00:00'",
    "seen >= '2025-01-05 00:00:00+00:00' and seen < '2025-01-06 00:00:00+00:00'",
    "seen >= '2025-01-06 00:00:00+00:00' and seen < '2025-01-06 18:03:00+00:00'",
  ]);
  expect((await p.query('select id from mb order by id')).flat()).toEqual([4, 5]);
});

test('a retry samples the time that was meant', async () => {
  const p = await project({
    ...FILES,
    'models/child.sql': "select * {{ var('bad', ', nothing') }} from {{ ref('input') }}",
  });
  await p.run({ sample: '1 hour' });
  const sample = JSON.parse(p.read('target/run_results.json')).args.sample;
  expect(Object.keys(sample)).toEqual(['start', 'end']);
  await p.retry({}, { vars: "{bad: ''}" });
  expect(JSON.parse(p.read('target/run_results.json')).args.sample).toEqual(sample);
});

test('the command line takes it', async () => {
  const p = await project(FILES);
  expect(await p.cli(['run', '--sample', '{start: 2025-01-02, end: 2025-01-04}'])).toMatchObject({ code: 0 });
  expect(await p.query('select count(*) from child')).toEqual([[2]]);
  const { code, stdout } = await p.cli(['build', '--sample', '3']);
  expect([code, stdout.includes('SAMPLE_WINDOW')]).toEqual([2, true]);
});
