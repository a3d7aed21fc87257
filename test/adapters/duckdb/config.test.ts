import { expect, test } from 'vitest';
import duckdb from '../../../adapters/duckdb/index.ts';
import type { JsonObject } from '../../../src/core/json.ts';
import { configOf } from './support.ts';

const diagnosticOf = (raw: JsonObject): unknown => {
  try {
    configOf(raw);
  } catch (error) {
    return error instanceof Error && 'diagnostics' in error ? error.diagnostics : error;
  }
  return undefined;
};

test.each([
  [{}, 'memory'],
  [{ path: 'data/my.bank.duckdb' }, 'my'],
  [{ path: '/tmp/.hidden.db' }, 'hidden'],
  [{ path: 'a.duckdb', database: 'lake', attach: [{ path: 'b.duckdb', alias: 'lake' }] }, 'lake'],
])('the database of %j is %s', (raw, database) => {
  expect(duckdb.targetFields(configOf(raw))).toMatchObject({ database, schema: 'main' });
});

test.each([
  [{ pth: 'x' }, '"pth" is not a setting of a DuckDB target', 'did you mean "path"?'],
  [{ path: 7 }, '"path" must be of type string, but is integer', undefined],
  [{ path: 'a.duckdb', database: 'b' }, "must be set to 'a'", 'remove "database", or set it to a'],
  [{ path: 'md:bank' }, 'MotherDuck is not offered', 'set "path" to a file'],
  [{ use_credential_provider: 'aws' }, '"use_credential_provider" is not offered', 'credential_chain'],
  [{ attach: [{ alias: 'x' }] }, 'an attached database has no "path"', undefined],
  [{ secrets: [{ key_id: 'x' }] }, 'a secret has no "type"', undefined],
])('%j is refused', (raw, message, help) => {
  expect(diagnosticOf(raw)).toMatchObject([
    {
      code: 'TD108',
      message: expect.stringContaining(message),
      ...(help ? { help: expect.stringContaining(help) } : {}),
    },
  ]);
});

test('settings of other warehouses are not looked at', () => {
  expect(duckdb.targetFields(configOf({ path: 'a.duckdb', host: 'localhost', port: 5432 }))).toMatchObject({
    database: 'a',
  });
});

const source = { name: 'users', identifier: 'users_v1', schema: 'raw' };

test.each([
  [{ external_location: 'data/{name}.csv' }, "'data/users.csv'"],
  [
    { external_location: "read_parquet('{folder}/{identifier}.parquet')", folder: 's3://b' },
    "read_parquet('s3://b/users_v1.parquet')",
  ],
  [{ external_location: 'data/%(name)s.csv', formatter: 'oldstyle' }, "'data/users.csv'"],
  [{ external_location: '$schema/${name}.csv', formatter: 'template' }, "'raw/users.csv'"],
  [{ external_location: "'x/{{y}}.csv'" }, "'x/{y}.csv'"],
  [{}, undefined],
])('a source with %j is %s', (meta, sql) => {
  expect(duckdb.sourceRelation?.(meta, source)).toBe(sql);
});

test('an external_location with an unknown name says which names there are', () => {
  expect(() => duckdb.sourceRelation?.({ external_location: '{nam}.csv' }, source)).toThrow(
    'nothing is known as "nam"',
  );
});
