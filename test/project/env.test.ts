import { describe, expect, test } from 'vitest';
import { TsdbtError } from '../../src/core/diagnostic.ts';
import {
  createEnv,
  loadEnv,
  metadataEnv,
  readEnvVar,
  readSettings,
  settingFromEnv,
} from '../../src/project/index.ts';
import { folder, optionsFor } from './inline.ts';

const failed = (read: () => unknown) => {
  try {
    read();
  } catch (error) {
    if (error instanceof TsdbtError) return error.first;
    throw error;
  }
  throw new Error('nothing failed');
};

describe('.env', () => {
  test('answers for what the shell does not set', () => {
    const root = folder({
      '.env': '# comment\nA=from file\nexport B="two words"\nC=\'$A\'\nD=x # trailing\n',
    });
    const env = loadEnv(root, { A: 'from shell' });
    expect(['A', 'B', 'C', 'D', 'E'].map((name) => env.get(name))).toEqual([
      'from shell',
      'two words',
      '$A',
      'x',
      undefined,
    ]);
  });
  test('need not be there', () => {
    expect(loadEnv(folder({}), { A: '1' }).get('A')).toBe('1');
  });
});

describe('env_var', () => {
  const env = createEnv({ USER_NAME: 'ada', EMPTY: '', DBT_ENV_SECRET_KEY: 'hush hush' });
  test('gives the value, else the default', () => {
    expect(readEnvVar(env, 'USER_NAME', 'x')).toBe('ada');
    expect(readEnvVar(env, 'EMPTY', 'x')).toBe('');
    expect(readEnvVar(env, 'MISSING', 'x')).toBe('x');
    expect(env.read).toEqual(new Set(['USER_NAME', 'EMPTY', 'MISSING']));
  });
  test('without value and default is an error that knows similar names', () => {
    const found = failed(() => readEnvVar(env, 'USERNAME'));
    expect(found).toMatchObject({ code: 'TD109', message: "Env var required but not provided: 'USERNAME'" });
    expect(found.help).toBe('did you mean "USER_NAME"?');
  });
  test('settings answer under both of their names, the newer one first', () => {
    const both = createEnv({ DBT_ENGINE_A: 'new', DBT_A: 'old', DBT_B: 'old', DBT_ENV_SECRET_C: 'hush' });
    const names = ['DBT_A', 'DBT_ENGINE_A', 'DBT_B', 'DBT_ENGINE_B', 'DBT_ENGINE_ENV_SECRET_C'];
    expect(names.map((name) => readEnvVar(both, name, ''))).toEqual(['new', 'new', 'old', 'old', '']);
  });
  test('keeps secrets to profiles and packages', () => {
    const found = failed(() => readEnvVar(env, 'DBT_ENV_SECRET_KEY'));
    expect(found.code).toBe('TD110');
    expect(found.message).toBe(
      "Secret env vars are allowed only in profiles.yml or packages.yml. Found 'DBT_ENV_SECRET_KEY' referenced elsewhere.",
    );
    expect(readEnvVar(env, 'DBT_ENV_SECRET_KEY', undefined, { allowSecret: true })).toBe('hush hush');
  });
});

test('the values of secrets are masked from the start', () => {
  const options = optionsFor(folder({ 'dbt_project.yml': 'name: shop\n' }), {
    env: { DBT_ENV_SECRET_KEY: 'hush hush' },
  });
  readSettings(options);
  expect(options.masker.mask('it is hush hush!')).toBe('it is *****!');
});

test('DBT_ENV_CUSTOM_ENV_ variables lose their prefix', () => {
  expect(metadataEnv(createEnv({ DBT_ENV_CUSTOM_ENV_TEAM: 'core', OTHER: 'x' }))).toEqual({ TEAM: 'core' });
});

test('settings have two prefixes, the newer one wins, an empty one counts as not set', () => {
  const env = createEnv({ DBT_A: '1', DBT_ENGINE_B: '2', DBT_B: '3', DBT_C: '' });
  expect(['A', 'B', 'C', 'D'].map((name) => settingFromEnv(env, name))).toEqual([
    '1',
    '2',
    undefined,
    undefined,
  ]);
});
