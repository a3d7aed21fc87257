import { expect, test } from 'vitest';
import { passwordIn } from '../../../adapters/postgres/password-file.ts';
import { TsdbtError } from '../../../src/core/diagnostic.ts';
import type { JsonObject } from '../../../src/core/json.ts';
import { configOf } from './support.ts';

const BASE = { host: 'db', user: 'me', dbname: 'bank' };

const problem = (raw: JsonObject): string => {
  try {
    configOf(raw);
  } catch (error) {
    if (error instanceof TsdbtError) return `${error.first.code} ${error.message}`;
    throw error;
  }
  return 'none';
};

test('settings are completed', () => {
  expect(configOf({ ...BASE, pass: 1234, port: '5433', search_path: 'a, b' })).toMatchObject({
    host: 'db',
    port: 5433,
    password: '1234',
    database: 'bank',
    schema: 'main',
    searchPath: 'a, b',
    ssl: { mode: null },
    connectTimeout: 10,
    retries: 1,
  });
});

test('what is wrong is named, secrets are not shown', () => {
  expect(problem({ user: 'me', dbname: 'bank' })).toBe("TD108 'host' is a required property");
  expect(problem({ ...BASE, sslmod: 'x' })).toBe('TD108 "sslmod" is not a setting of a Postgres target');
  expect(problem({ ...BASE, sslmode: 'on' })).toBe('TD108 invalid sslmode value: "on"');
  expect(problem({ ...BASE, port: 'x' })).toBe('TD108 "port" must be of type integer, but is "x"');
  expect(problem({ ...BASE, password: ['hush'] })).toBe('TD108 "password" must be of type string');
  expect(problem({ ...BASE, database: 'other' })).toBe(
    'TD108 "database" and "database" are the same setting',
  );
});

test('a password file is read as libpq reads it', () => {
  const text =
    '# mine\nother:5432:*:*:no\ndb:*:bank:me:a\\:b\\\\:c\r\n/srv:*:*:*:socket\nlocalhost:*:*:*:here\n*:*:*:*:last\n';
  expect(passwordIn(text, configOf(BASE))).toBe('a:b\\');
  expect(passwordIn(text, configOf({ ...BASE, user: 'you' }))).toBe('last');
  expect(passwordIn(text, configOf({ ...BASE, host: '/tmp' }))).toBe('here');
  expect(passwordIn(text, configOf({ ...BASE, host: '/srv' }))).toBe('socket');
  expect(passwordIn('db:5432:bank:me', configOf(BASE))).toBeNull();
  expect(passwordIn('\\*:*:*:*:star\ndb:::me:x', configOf(BASE))).toBeNull();
});
