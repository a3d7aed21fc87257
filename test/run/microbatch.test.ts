import { describe, expect, test } from 'vitest';
import type { RunOptions } from '../../src/engine/index.ts';
import { project, type TestProject } from '../support/project.ts';

const INPUT = `{{ config(materialized='table', event_time='seen') }}
select n as id, timestamp '2020-01-01' + to_days(n::int) as seen from range(5) t(n)`;

const model = (text: string, config = ''): string =>
  `{{ config(materialized='incremental', incremental_strategy='microbatch', event_time='seen', batch_size='day', begin='2020-01-01'${config}) }}
${text}`;

const FILES = { 'models/input.sql': INPUT, 'models/mb.sql': model("select * from {{ ref('input') }}") };

/** The clock of the commands. */
const NOW = { flags: { original_invocation_started_at: '2020-01-03T13:57:00Z' } };

const later = (day: number) => ({ flags: { original_invocation_started_at: `2020-01-0${day}T10:00:00Z` } });

const span = (start: string, end: string): RunOptions => ({ eventTimeStart: start, eventTimeEnd: end });

const ids = async (p: TestProject): Promise<unknown[]> =>
  (await p.query('select id from mb order by id')).flat();

/** `2020-01-01 success`, in the order in which batches ended. */
const batches = (p: TestProject): string[] =>
  p.events.flatMap((event) =>
    event.type === 'batch:end'
      ? [`${/batch (\S+)/.exec(event.description)?.[1]} ${event.result.status}`]
      : [],
  );

const batchResults = (p: TestProject, name = 'mb') =>
  JSON.parse(p.read('target/run_results.json')).results.find((one: { unique_id: string }) =>
    one.unique_id.endsWith(`.${name}`),
  );

test('a first run builds each batch from begin until now; the next one the current batch and the one before', async () => {
  const p = await project(FILES, NOW);
  expect(await p.run()).toMatchObject({ exitCode: 0, statuses: { input: 'success', mb: 'success' } });
  expect(batches(p).sort()).toEqual(['2020-01-01 success', '2020-01-02 success', '2020-01-03 success']);
  expect(await ids(p)).toEqual([0, 1, 2]);
  expect(batchResults(p)).toMatchObject({
    status: 'success',
    message: 'SUCCESS',
    failures: 0,
    batch_results: {
      successful: [
        ['2020-01-01T00:00:00+00:00', '2020-01-02T00:00:00+00:00'],
        ['2020-01-02T00:00:00+00:00', '2020-01-03T00:00:00+00:00'],
        ['2020-01-03T00:00:00+00:00', '2020-01-04T00:00:00+00:00'],
      ],
      failed: [],
    },
  });
  await p.run({ select: ['mb'] });
  expect(batches(p)).toEqual(['2020-01-02 success', '2020-01-03 success']);
  expect(await ids(p)).toEqual([0, 1, 2]);
});

test('rows that come late are found by lookback, older ones are not', async () => {
  const p = await project(
    { ...FILES, 'models/mb.sql': model("select * from {{ ref('input') }}", ', lookback=1') },
    later(3),
  );
  await p.run();
  p.write(
    'models/input.sql',
    `${INPUT} union all select 100 + n, timestamp '2020-01-01' + to_days(n::int) from range(5) t(n)`,
  );
  await p.run();
  expect(await ids(p)).toEqual([0, 1, 2, 101, 102]);
});

test('each batch has its SQL in a file, with the inputs filtered; those without event_time and render() are read whole', async () => {
  const p = await project(
    {
      ...FILES,
      'models/whole.sql': 'select 1 as one',
      'models/mb.sql': model(
        "select i.* from {{ ref('input') }} i, {{ ref('whole') }} where {{ ref('input').render() }}.id = i.id"
          .replace(' where {{', ', {{')
          .replace('.id = i.id', ' where true'),
      ),
    },
    NOW,
  );
  await p.compile();
  expect(p.read('target/compiled/test/models/mb.sql')).not.toContain('2020-01-01');
  await p.run();
  const sql = p.read('target/compiled/test/models/mb/mb_2020-01-02.sql');
  expect(sql).toContain(
    `(select * from "test"."main"."input" where seen >= '2020-01-02 00:00:00+00:00' and seen < '2020-01-03 00:00:00+00:00') i, "test"."main"."whole", "test"."main"."input"`,
  );
  expect(p.read('target/run/test/models/mb/mb_2020-01-01.sql')).toContain('create');
  expect(p.read('target/run/test/models/mb/mb_2020-01-03.sql')).toMatch(/delete from[\s\S]*insert into/);
});

test('a column of event time that is quoted is quoted in filters', async () => {
  const p = await project(
    {
      ...FILES,
      'models/input.sql': INPUT.replace(/\bseen\b(?!')/g, '"Seen at"').replace("'seen'", "'Seen at'"),
      'models/input.yml': 'models: [{name: input, columns: [{name: "Seen at", quote: true}]}]\n',
      'models/mb.sql': model(`select id, "Seen at" as seen from {{ ref('input') }}`),
    },
    NOW,
  );
  await p.run();
  expect(p.problems).toEqual([]);
  expect(await ids(p)).toEqual([0, 1, 2]);
});

test('sources are filtered, and ephemeral models are not where they are none of the batch', async () => {
  const p = await project(
    {
      'models/sources.yml':
        'sources: [{name: raw, schema: main, tables: [{name: input, config: {event_time: seen}}]}]\n',
      'models/between.sql':
        "{{ config(materialized='ephemeral', event_time='seen') }} select * from {{ source('raw', 'input') }}",
      'models/mb.sql': model("select * from {{ ref('between') }}"),
      'seeds/input.csv': 'id,seen\n1,2020-01-01 10:00:00\n2,2020-01-02 10:00:00\n',
    },
    NOW,
  );
  await p.seed();
  await p.run();
  expect(p.problems).toEqual([]);
  const sql = p.read('target/compiled/test/models/mb/mb_2020-01-01.sql');
  expect(sql).toContain('select * from "test"."main"."input"\n');
  expect(sql).toContain(`from (select * from __dbt__cte__between where seen >= '2020-01-01`);
  expect(p.exists('target/compiled/test/models/between.sql')).toBe(true);
  expect(await ids(p)).toEqual([1, 2]);
});

describe('time that is asked for', () => {
  test('only its batches are built, and others stay', async () => {
    const p = await project(FILES, later(5));
    await p.run();
    p.write('models/input.sql', INPUT.replace('n as id', 'n + 10 as id'));
    await p.run(span('2020-01-02', '2020-01-03'));
    expect(batches(p)).toEqual(['2020-01-02 success']);
    expect(await ids(p)).toEqual([0, 2, 3, 4, 11]);
  });

  test('with a full refresh the table holds them alone', async () => {
    const p = await project(FILES, later(5));
    await p.run();
    await p.run({ ...span('2020-01-02', '2020-01-03 13:00:00'), fullRefresh: true });
    expect(await ids(p)).toEqual([1, 2]);
  });

  test('a model with full_refresh: false is not rebuilt', async () => {
    const p = await project(
      { ...FILES, 'models/mb.sql': model("select * from {{ ref('input') }}", ', full_refresh=false') },
      later(3),
    );
    await p.run(span('2020-01-02', '2020-01-03 13:57:00'));
    await p.run({ fullRefresh: true });
    expect(await ids(p)).toEqual([1, 2]);
  });

  test.each([
    [{ eventTimeStart: '2020-01-01' }, '`--event-time-end` was not'],
    [{ eventTimeEnd: '2020-01-01' }, '`--event-time-start` must also be present'],
    [span('2020-01-02', '2020-01-01'), 'must be less than `--event-time-end`'],
    [span('2020', '2021-01-01'), "Invalid value for '--event-time-start': '2020' does not match the formats"],
  ])('%o is TD901', async (options, message) => {
    const { error, exitCode } = await (await project(FILES)).run(options);
    expect(exitCode).toBe(2);
    expect(error?.first.code).toBe('TD901');
    expect(error?.first.message).toContain(message);
  });
});

describe('what a batch sees', () => {
  const SEES = `{% if execute %}{{ log(model.batch.id ~ ' ' ~ model.batch.event_time_start ~ ' ' ~ model.batch.event_time_end.tzinfo ~ ' ' ~ is_incremental()
    ~ ' ' ~ model.config.__dbt_internal_microbatch_event_time_end ~ ' ' ~ config.get('begin').year, info=true) }}{% endif %}
select * from {{ ref('input') }}`;
  const logged = (p: TestProject): string[] =>
    p.events.flatMap((event) => (event.type === 'template:log' ? [event.message] : [])).sort();

  test('its id, its time, and whether the table is there', async () => {
    const p = await project({ ...FILES, 'models/mb.sql': model(SEES) }, later(2));
    await p.run();
    expect(logged(p)).toEqual([
      '20200101 2020-01-01 00:00:00+00:00 UTC False 2020-01-02 00:00:00+00:00 2020',
      '20200102 2020-01-02 00:00:00+00:00 UTC True 2020-01-03 00:00:00+00:00 2020',
    ]);
  });

  test('hooks: those before run with the first batch, those after with the last', async () => {
    const hooks = `, pre_hook="{% if execute %}{{ log('before ' ~ model.batch.id) }}{% endif %}", post_hook="{% if execute %}{{ log('after ' ~ model.batch.id) }}{% endif %}"`;
    const p = await project(
      { ...FILES, 'models/mb.sql': model("select * from {{ ref('input') }}", hooks) },
      NOW,
    );
    await p.run();
    expect(logged(p)).toEqual(['after 20200103', 'before 20200101']);
    p.write('project.yml', 'name: test\n');
    await p.run(span('2020-01-02', '2020-01-03'));
    expect(logged(p)).toEqual(['after 20200102', 'before 20200102']);
  });
});

describe('batches that fail', () => {
  const failing = (id: string): string =>
    model(
      `select * {% if model.batch.id == '${id}' and var('bad', true) %}, nothing_of_the_kind {% endif %} from {{ ref('input') }}`,
    );
  const CHILD = { 'models/child.sql': "select * from {{ ref('mb') }}" };

  test('others are built; the model is a partial success, what stands on it is skipped, the run ends with 1', async () => {
    const p = await project({ ...FILES, ...CHILD, 'models/mb.sql': failing('20200102') }, NOW);
    expect(await p.run()).toMatchObject({
      exitCode: 1,
      statuses: { input: 'success', mb: 'partial success', child: 'skipped' },
    });
    expect(await ids(p)).toEqual([0, 2]);
    expect(batchResults(p)).toMatchObject({
      status: 'partial success',
      message: 'PARTIAL SUCCESS (2/3)',
      batch_results: { failed: [['2020-01-02T00:00:00+00:00', '2020-01-03T00:00:00+00:00']] },
    });
    expect(p.diagnostics.at(-1)).toMatchObject({
      code: 'TD501',
      help: 'tsdbt retry builds just the batches that are missing',
    });
    expect(p.diagnostics.at(-1)?.message).toContain('1 of 3 batches was not built; batch 2020-01-02: ');
  });

  test('when the first one fails no other is tried', async () => {
    const p = await project({ ...FILES, 'models/mb.sql': failing('20200101') }, NOW);
    expect((await p.run()).statuses).toMatchObject({ mb: 'error' });
    expect(batches(p)).toEqual(['2020-01-01 error', '2020-01-02 skipped', '2020-01-03 skipped']);
    expect(await p.query("select count(*) from duckdb_tables() where table_name = 'mb'")).toEqual([[0]]);
  });

  test('unique_key is refused: batches replace their time', async () => {
    const p = await project(
      { ...FILES, 'models/mb.sql': model("select * from {{ ref('input') }}", ", unique_key='id'") },
      NOW,
    );
    expect((await p.run()).statuses).toMatchObject({ mb: 'partial success' });
    expect(p.diagnostics.at(-1)?.message).toContain(
      "microbatch incremental strategy does not support 'unique_key'",
    );
  });
});

describe('side by side', () => {
  const notes = (p: TestProject): string[] =>
    p.events.flatMap((event) =>
      event.type === 'note' && event.name === 'MicrobatchExecutionDebug'
        ? [event.message.replace(/.* /, '')]
        : [],
    );
  const FEW = { threads: 3, ...later(5) };

  test('batches between the first and the last one use threads that are free', async () => {
    const p = await project(FILES, FEW);
    await p.run();
    expect(notes(p)).toEqual([
      'sequentially',
      'concurrently',
      'concurrently',
      'concurrently',
      'sequentially',
    ]);
    const threads = p.events.flatMap((event) => (event.type === 'batch:start' ? [event.thread] : []));
    expect(new Set(threads).size).toBeGreaterThan(1);
    expect(await ids(p)).toEqual([0, 1, 2, 3, 4]);
  });

  test.each([
    [
      'a model that reads its own table',
      model(
        "select * from {{ ref('input') }} {% if is_incremental() %} where {{ this }} is not null or true {% endif %}".replace(
          '{{ this }} is not null',
          "'{{ this }}' <> ''",
        ),
      ),
    ],
    ['a model that says so', model("select * from {{ ref('input') }}", ', concurrent_batches=false')],
  ])('but not of %s', async (_, sql) => {
    const p = await project({ ...FILES, 'models/mb.sql': sql }, FEW);
    await p.run();
    expect(new Set(notes(p))).toEqual(new Set(['sequentially']));
    expect(await ids(p)).toEqual([0, 1, 2, 3, 4]);
  });

  test('many batches on several threads are all there', async () => {
    const p = await project(
      {
        'models/input.sql': `{{ config(materialized='table', event_time='seen') }} select n as id, timestamp '2020-01-01' + to_hours(n::int) as seen from range(60) t(n)`,
        'models/mb.sql': model("select * from {{ ref('input') }}").replace("'day'", "'hour'"),
        'models/mb.yml':
          'models: [{name: mb, description: batches, columns: [{name: id, description: key}], config: {persist_docs: {relation: true, columns: true}}}]\n',
      },
      { threads: 4, ...later(3) },
    );
    expect((await p.run()).statuses).toMatchObject({ mb: 'success' });
    expect(await p.query('select count(*), count(distinct id) from mb')).toEqual([[58, 58]]);
    await p.run({ ...span('2020-01-01', '2020-01-03 10:00:00'), select: ['mb'] });
    expect(await p.query('select count(*), count(distinct id) from mb')).toEqual([[58, 58]]);
  });
});

test('--empty builds no rows in any batch', async () => {
  const p = await project(FILES, NOW);
  await p.run({ empty: true });
  expect(await ids(p)).toEqual([]);
});
