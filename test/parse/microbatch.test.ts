import { expect, test } from 'vitest';
import * as engine from '../../src/engine/index.ts';
import { project } from '../support/project.ts';

const INPUT = "{{ config(event_time='at') }} select 1 as id, timestamp '2020-01-01' as at";
const BATCHED = "materialized='incremental', incremental_strategy='microbatch'";
const RIGHT = `${BATCHED}, event_time='at', batch_size='day', begin='2020-01-01'`;

const withConfig = (config: string, input = INPUT) => ({
  'models/input.sql': input,
  'models/mb.sql': `{{ config(${config}) }}\nselect * from {{ ref('input') }}`,
});

const WRONG: readonly [config: string, message: string][] = [
  [`${BATCHED}, batch_size='day', begin='2020-01-01'`, "must provide an 'event_time' (string) config"],
  [
    `${BATCHED}, event_time=2, batch_size='day', begin='2020-01-01'`,
    "'event_time' config of type string, but got: <class 'int'>",
  ],
  [`${BATCHED}, event_time='at', batch_size='day'`, "must provide a 'begin' (datetime) config"],
  [
    `${BATCHED}, event_time='at', batch_size='day', begin=2`,
    "'begin' config of type datetime, but got: <class 'int'>",
  ],
  [
    `${BATCHED}, event_time='at', batch_size='day', begin='2020-01-01 11 PM'`,
    "'begin' config of valid datetime (ISO format), but got: 2020-01-01 11 PM",
  ],
  [
    `${BATCHED}, event_time='at', begin='2020-01-01'`,
    "'batch_size' config that is one of ['hour', 'day', 'month', 'year'], but got: None",
  ],
  [`${BATCHED}, event_time='at', batch_size='week', begin='2020-01-01'`, 'but got: week'],
  [`${RIGHT}, lookback='3'`, "'lookback' config as type int, but got: <class 'str'>"],
  [`${RIGHT}, concurrent_batches='yes'`, "'concurrent_batches' config must be of type `bool`"],
];

test.each(WRONG)('config(%s) is TD212', async (config, message) => {
  const p = await project(withConfig(config));
  const { error } = await p.parse();
  expect(error?.diagnostics.map(({ code, at }) => [code, at?.file])).toEqual([['TD212', 'models/mb.sql']]);
  expect(error?.first.message).toContain(`Microbatch model 'mb' `);
  expect(error?.first.message).toContain(message);
});

test('what properties say wrong is shown there', async () => {
  const p = await project({
    'models/input.sql': INPUT,
    'models/mb.sql': "select * from {{ ref('input') }}",
    'models/mb.yml': `models:
  - name: mb
    config: {materialized: incremental, incremental_strategy: microbatch, event_time: at, begin: 2020-01-01, batch_size: week}
`,
  });
  await p.parse();
  expect(p.problems).toEqual(['TD212 models/mb.yml:3:110']);
});

test('an input without event_time is warned of, one with a wrong event_time is refused', async () => {
  const p = await project(withConfig(RIGHT, 'select 1 as id'));
  expect((await p.parse()).exitCode).toBe(0);
  expect(p.diagnostics).toMatchObject([{ code: 'TD230', node: 'model.test.mb' }]);
  p.write('models/input.sql', '{{ config(event_time=1) }} select 1 as id');
  expect((await p.parse()).error?.first.message).toContain(
    "an input node 'input' with an 'event_time' config of invalid",
  );
});

test('begin is a moment, whichever way it is written', async () => {
  const p = await project(
    withConfig(RIGHT.replace("'2020-01-01'", 'modules.datetime.datetime(2020, 1, 1, 5)')),
  );
  const [line] = await p.ls({ select: ['mb'], output: 'json', outputKeys: ['config'] });
  expect(JSON.parse(line ?? '').config.begin).toBe('2020-01-01T05:00:00');
});

test('a microbatch macro of the project runs without batches until a flag says otherwise', async () => {
  const files = {
    ...withConfig(`${BATCHED}, event_time='at'`),
    'macros/m.sql':
      '{% macro get_incremental_microbatch_sql(args) %}{{ return(get_incremental_append_sql(args)) }}{% endmacro %}',
  };
  const p = await project(files);
  expect((await p.run()).statuses).toEqual({ input: 'success', mb: 'success' });
  expect((await p.run()).statuses).toEqual({ input: 'success', mb: 'success' });
  expect(p.problems).toEqual(['TD232']);
  expect(await p.query('select count(*) from mb')).toEqual([[2]]);
  p.write(
    'project.yml',
    'name: test\nflags: {require_batched_execution_for_custom_microbatch_strategy: true}\n',
  );
  expect((await p.run()).error?.first.code).toBe('TD212');
});

test('concurrent batches that the warehouse does not offer are warned of', async () => {
  const p = await project(withConfig(`${RIGHT}, concurrent_batches=true`));
  const codes: unknown[] = [];
  const opened = await engine.openEngine({
    projectDir: p.root,
    sinks: [(event) => event.type === 'diagnostic' && codes.push(event.diagnostic.code)],
  });
  const { adapter } = opened;
  const capabilities = { ...adapter.capabilities, concurrentBatches: false };
  await engine.parse({ ...opened, adapter: { ...adapter, capabilities } });
  await opened.close();
  expect(codes).toEqual(['TD231']);
  await p.parse();
  expect(p.problems).toEqual([]);
});
