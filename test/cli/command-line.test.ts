import { expect, test } from 'vitest';
import { readCommandLine } from '../../src/cli/command-line.ts';
import { flagsOf, settingsOf } from '../../src/cli/settings.ts';
import { createEnv } from '../../src/engine/environment.ts';

function read(text: string, env: Record<string, string> = {}, projectFlags = {}) {
  const line = readCommandLine(text.split(' '));
  if (line.kind !== 'command') throw new Error(line.kind);
  return { ...line, settings: settingsOf(line.command, line.values, { env: createEnv(env), projectFlags }) };
}

test('--select takes several words, and may be repeated', () => {
  expect(read('run --select a b --select c -s d').values.select).toEqual(['a', 'b', 'c', 'd']);
});

test('the older names of --select mean the same', () => {
  expect(read('run -m a').values.select).toEqual(['a']);
  expect(read('build --models a --model b').values.select).toEqual(['a', 'b']);
});

test('ls tells --models from --select', () => {
  expect(read('ls --models a').values).toEqual({ models: ['a'] });
  expect(read('list --select a').values).toEqual({ 'ls-select': ['a'] });
});

test('options stand before or after the command', () => {
  const { command, values } = read('--quiet --log-format json run -s x -t dev');
  expect(command.name).toBe('run');
  expect(values).toEqual({ quiet: true, 'log-format': 'json', select: ['x'], target: 'dev' });
});

test('a flag can be turned off', () => {
  expect(read('run --no-write-json').settings['write-json']).toBe(false);
  expect(read('run').settings['write-json']).toBe(true);
});

test('the last of several values counts', () => {
  expect(read('run --target a --target b').values.target).toBe('b');
});

test('a negative limit is a number', () => {
  expect(read('show --inline x --limit -1').values.limit).toBe(-1);
});

test('commands of two words', () => {
  expect(read('source freshness -o out.json').values).toEqual({ 'freshness-output': 'out.json' });
  expect(read('docs generate --no-compile').settings.compile).toBe(false);
});

test('an argument of a command', () => {
  expect(read('run-operation my_macro --args {}').argument).toBe('my_macro');
});

test('flags that mean nothing to tsdbt are taken in silence', () => {
  expect(() =>
    read('run --no-send-anonymous-usage-stats --no-static-parser --no-defer --state x'),
  ).not.toThrow();
});

test('command line before environment before project file before default', () => {
  const env = { DBT_TARGET_PATH: 'c', DBT_ENGINE_TARGET_PATH: 'b', TSDBT_TARGET_PATH: 'a' };
  const flags = { target_path: 'd' };
  expect(read('run --target-path z', env, flags).settings['target-path']).toBe('z');
  expect(read('run', env, flags).settings['target-path']).toBe('a');
  expect(read('run', { DBT_ENGINE_TARGET_PATH: 'b', DBT_TARGET_PATH: 'c' }).settings['target-path']).toBe(
    'b',
  );
  expect(read('run', { DBT_TARGET_PATH: 'c' }, flags).settings['target-path']).toBe('c');
  expect(read('run', {}, flags).settings['target-path']).toBe('d');
  expect(read('run').settings['target-path']).toBeUndefined();
});

test('variables hold booleans, numbers and lists', () => {
  const env = {
    DBT_FAIL_FAST: 'true',
    DBT_WRITE_JSON: '0',
    DBT_PRINTER_WIDTH: '120',
    DBT_RESOURCE_TYPES: 'model seed',
  };
  const { settings } = read('build', env);
  expect(settings['fail-fast']).toBe(true);
  expect(settings['write-json']).toBe(false);
  expect(settings['printer-width']).toBe(120);
  expect(settings['resource-types']).toEqual(['model', 'seed']);
});

test('a wrong value of a variable is said', () => {
  expect(() => read('build', { DBT_FAIL_FAST: 'maybe' })).toThrow("'maybe' is not a valid boolean");
});

test('a setting of data in the project file is passed on', () => {
  const { settings } = read('run', {}, { warn_error_options: { error: 'all' } });
  expect(settings['warn-error-options']).toBe('{"error":"all"}');
});

test('templates see settings under the names of dbt', () => {
  const { settings } = read('ls --select a --output json');
  expect(flagsOf(settings)).toMatchObject({ select: ['a'], output: 'json', indirect_selection: 'eager' });
});
