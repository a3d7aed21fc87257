import { expect, test } from 'vitest';
import { oldUsage } from '../../src/cli/old-usage.ts';
import { createEnv } from '../../src/project/env.ts';
import { project } from '../support/project.ts';

const names = (argv: readonly string[], variables: Readonly<Record<string, string>> = {}) =>
  oldUsage(argv, createEnv(variables)).map(({ event }) => event?.name);

test.each([
  [['ls', '--models', 'a'], {}, ['ModelParamUsageDeprecation']],
  [['run', '-m', 'a'], {}, ['ModelParamUsageDeprecation']],
  [['run', '--select', 'a'], {}, []],
  [['source', 'freshness', '--output', 'x.json'], {}, ['CustomOutputPathInSourceFreshnessDeprecation']],
  [['ls', '--output', 'json'], {}, []],
  [['run'], { DBT_NO_PRINT: '1' }, ['EnvironmentVariableRenamed']],
  [
    ['run'],
    { DBT_ENGINE_MY_OWN: '1', DBT_ENGINE_TARGET: 'dev' },
    ['EnvironmentVariableNamespaceDeprecation'],
  ],
])('%j with %j', (argv, variables, expected) => {
  expect(names(argv, variables)).toEqual(expected);
});

test('it is a warning of code TD903 that --warn-error-options know by name', async () => {
  const p = await project({ 'models/a.sql': 'select 1 as id' });
  const out = async (...args: string[]) => (await p.cli(args)).stdout;
  expect(await out('compile', '-m', 'a')).toContain(
    'warning TD903: Usage of `--models`, `--model`, and `-m` is deprecated',
  );
  const silence = '{silence: [ModelParamUsageDeprecation]}';
  expect(await out('compile', '-m', 'a', '--warn-error-options', silence)).not.toContain('TD903');
  expect((await p.cli(['compile', '-m', 'a', '--warn-error'])).code).toBe(2);
  expect(await out('parse', '--warn-error-options', '{include: [Deprecations]}')).toContain(
    'Please use `error` instead of `include`.',
  );
});
