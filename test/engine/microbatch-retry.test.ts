import { expect, test } from 'vitest';
import { runCli } from '../support/cli.ts';
import { project, type TestProject } from '../support/project.ts';

const INPUT = `{{ config(materialized='table', event_time='seen') }}
select n as id, timestamp '2020-01-01' + to_days(n::int) as seen from range(10) t(n)`;

const CONFIG = `{{ config(materialized='incremental', incremental_strategy='microbatch', event_time='seen', batch_size='day', begin='2020-01-01') }}`;

/** A model whose batches with these ids fail until the variable says otherwise. */
const failing = (ids: readonly string[]): string => `${CONFIG}
select id, seen {% if model.batch.id in ${JSON.stringify(ids)} and var('bad', true) %}, nothing_of_the_kind {% endif %} from {{ ref('input') }}`;

const files = (ids: readonly string[]) => ({ 'models/input.sql': INPUT, 'models/mb.sql': failing(ids) });

const NOW = { flags: { original_invocation_started_at: '2020-01-04T13:57:00Z' } };

const batches = (p: TestProject): string[] =>
  p.events.flatMap((event) =>
    event.type === 'batch:end'
      ? [`${/batch (\S+)/.exec(event.description)?.[1]} ${event.result.status}`]
      : [],
  );

const rows = async (p: TestProject): Promise<unknown[]> =>
  (await p.query('select id from mb order by id')).flat();

test('retry builds the batches that are missing, of the time of the run, until none is', async () => {
  const p = await project(files(['20200102', '20200104']), NOW);
  expect((await p.run()).statuses).toMatchObject({ mb: 'partial success' });
  expect(await rows(p)).toEqual([0, 2]);
  expect((await p.retry()).statuses).toEqual({ mb: 'error' });
  expect(batches(p)).toEqual(['2020-01-02 error', '2020-01-04 skipped']);
  expect((await p.retry({}, { vars: '{bad: false}' })).statuses).toEqual({ mb: 'success' });
  expect(batches(p)).toEqual(['2020-01-02 success', '2020-01-04 success']);
  expect(await rows(p)).toEqual([0, 1, 2, 3]);
  const [{ batch_results }] = JSON.parse(p.read('target/run_results.json')).results;
  expect(batch_results.successful).toHaveLength(4);
  expect((await p.retry()).statuses).toEqual({});
});

test('a full refresh that failed on its way goes on where it stood', async () => {
  const p = await project(files(['20200103']), NOW);
  await p.run({ fullRefresh: true });
  await p.retry({}, { vars: '{bad: false}' });
  expect(await rows(p)).toEqual([0, 1, 2, 3]);
});

test('retry --full-refresh builds all batches anew', async () => {
  const p = await project(files(['20200103']), NOW);
  await p.run();
  await p.retry({ fullRefresh: true }, { vars: '{bad: false}' });
  expect(batches(p)).toHaveLength(4);
  expect(await rows(p)).toEqual([0, 1, 2, 3]);
});

test('when nothing was built the window is still that of the first run, however often it is retried', async () => {
  const p = await project(files(['20200101']), NOW);
  expect((await p.run()).statuses).toMatchObject({ mb: 'error' });
  await p.retry();
  await p.retry({}, { vars: '{bad: false}' });
  expect(batches(p)).toHaveLength(4);
  expect(await rows(p)).toEqual([0, 1, 2, 3]);
});

test('a model that was skipped is built up to when the first run began', async () => {
  const p = await project(
    {
      ...files([]),
      'models/input.sql': `${INPUT} where {{ var('column', 'nothing_of_the_kind') }} is not null`,
    },
    NOW,
  );
  expect((await p.run()).statuses).toEqual({ input: 'error', mb: 'skipped' });
  await p.retry();
  expect((await p.retry({}, { vars: '{column: n}' })).statuses).toEqual({ input: 'success', mb: 'success' });
  expect(batches(p)).toHaveLength(4);
  const { args } = JSON.parse(p.read('target/run_results.json'));
  expect(args.original_invocation_started_at).toBe('2020-01-04T13:57:00Z');
});

test('retry of dbt: its run_results are understood', async () => {
  const p = await project(files([]), NOW);
  await p.run();
  await p.query('delete from mb where id in (1, 2)');
  const results = JSON.parse(p.read('target/run_results.json'));
  const mb = results.results.find((one: { unique_id: string }) => one.unique_id === 'model.test.mb');
  mb.status = 'partial success';
  mb.batch_results.failed = [['2020-01-02T00:00:00+00:00', '2020-01-03T00:00:00+00:00']];
  mb.batch_results.successful = [['2020-01-01T00:00:00Z', '2020-01-02T00:00:00Z']];
  p.write('target/run_results.json', JSON.stringify(results));
  await p.retry();
  expect(batches(p)).toEqual(['2020-01-02 success']);
  expect(await rows(p)).toEqual([0, 1, 3]);
});

test('a run that is interrupted leaves what is missing to retry', async () => {
  const p = await project({
    'models/input.sql': INPUT,
    'models/mb.sql': `${CONFIG}
select id, seen from {{ ref('input') }} {% if model.batch.id == '20200103' and var('slow', true) %} where (select count(*) from range(100000000) a, range(100000) b) > 0 {% endif %}`,
  });
  const days = ['--event-time-start', '2020-01-01', '--event-time-end', '2020-01-06'];
  const { code, stdout } = await runCli(['run', '--threads', '1', ...days], {
    cwd: p.root,
    started: (child) =>
      child.stdout?.on('data', (text: Buffer) => {
        if (text.toString().includes('START batch 2020-01-03')) setTimeout(() => child.kill('SIGINT'), 300);
      }),
  });
  expect(code, stdout).toBe(130);
  expect(await rows(p)).toEqual([0, 1]);
  await p.retry({}, { vars: '{slow: false}' });
  expect(batches(p)).toEqual(['2020-01-03', '2020-01-04', '2020-01-05'].map((day) => `${day} success`));
  expect(await rows(p)).toEqual([0, 1, 2, 3, 4]);
});
