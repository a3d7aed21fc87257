import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { project } from '../support/project.ts';

const FILES = {
  'models/good.sql': 'select 1 as id',
  'models/bad.sql': "select {{ var('column', 'nothing') }} as id",
  'models/child.sql': "select * from {{ ref('bad') }} union all select * from {{ ref('good') }}",
};

test('retry does exactly what failed and was skipped, until nothing is left', async () => {
  const p = await project(FILES);
  expect((await p.build()).statuses).toEqual({ good: 'success', bad: 'error', child: 'skipped' });
  expect((await p.retry()).statuses).toEqual({ bad: 'error', child: 'skipped' });
  p.write('models/bad.sql', 'select 2 as id');
  expect((await p.retry()).statuses).toEqual({ bad: 'success', child: 'success' });
  const none = await p.retry();
  expect(none).toMatchObject({ exitCode: 0, statuses: {} });
});

test('the last command runs again with its own options, but for vars and threads that are given', async () => {
  const p = await project({
    ...FILES,
    'models/good.sql': "select {{ 'no_column' if flags.FULL_REFRESH else 1 }} as id",
  });
  await p.run({ select: ['good'], fullRefresh: true });
  expect((await p.retry()).statuses).toEqual({ good: 'error' });
  const args: unknown = JSON.parse(p.read('target/run_results.json')).args;
  expect(args).toMatchObject({ which: 'run', full_refresh: true, select: ['good'] });
  await p.run({ select: ['bad'] });
  expect((await p.retry({}, { vars: '{column: 5}' })).statuses).toEqual({ bad: 'success' });
});

test('an operation that failed is called again, one that went well is not', async () => {
  const p = await project({
    'macros/m.sql':
      "{% macro m(say) %}{{ print(say) }}{% if var('fail', true) %}{{ exceptions.raise_compiler_error('no') }}{% endif %}{% endmacro %}",
  });
  await p.runOperation('m', { say: 'here' });
  expect((await p.retry()).output).toEqual(['here']);
  expect(await p.retry({}, { vars: '{fail: false}' })).toMatchObject({ exitCode: 0, output: ['here'] });
  expect(await p.retry()).toMatchObject({ exitCode: 0, output: [] });
});

test('no last run is TD704, a node that is gone TD409', async () => {
  const p = await project(FILES);
  expect((await p.retry()).error?.first.message).toBe(
    "Could not find previous run in 'target' target directory",
  );
  expect((await p.retry({ state: 'elsewhere' })).error?.first).toMatchObject({ code: 'TD704' });
  await p.run({ select: ['bad'] });
  cpSync(join(p.root, 'target'), join(p.root, 'elsewhere'), { recursive: true });
  p.write('models/bad.sql', 'select 1 as id');
  expect((await p.retry({ state: 'elsewhere' })).statuses).toEqual({ bad: 'success' });
  p.write('models/child.sql', 'select 1 as id');
  p.write('project.yml', 'name: test\nmodels: {test: {bad: {+enabled: false}}}\n');
  expect((await p.retry({ state: 'elsewhere' })).error?.first.code).toBe('TD409');
});

test('what only looks in between takes nothing away from retry; a look that fails is what is done again', async () => {
  const p = await project({
    ...FILES,
    'macros/m.sql': '{% macro m() %}{% endmacro %}',
    'analyses/broken.sql': "{% if execute %}{{ var('gone') }}{% endif %}",
  });
  await p.show({ inline: 'select 1 as id' });
  expect((await p.retry()).error?.first.code).toBe('TD704');
  await p.build();
  await p.show({ inline: 'select 1 as id' });
  await p.compile({ select: ['good'] });
  await p.runOperation('m');
  expect(JSON.parse(p.read('target/run_results.json'))).toMatchObject({ args: { which: 'run-operation' } });
  await p.compile({ select: ['broken'] });
  p.write('analyses/broken.sql', 'select 1');
  expect((await p.retry()).statuses).toEqual({ broken: 'success' });
  expect((await p.retry()).statuses).toEqual({ bad: 'error', child: 'skipped' });
  p.write('models/bad.sql', 'select 2 as id');
  expect((await p.retry()).statuses).toEqual({ bad: 'success', child: 'success' });
  await p.show({ inline: 'select 1 as id' });
  expect((await p.retry()).statuses).toEqual({});
});
