import { expect, test } from 'vitest';
import { rejection, rows, session } from './support.ts';

test('values come back exact', async () => {
  const sql = `select 170141183460469231731687303715884105727::hugeint, 9007199254740993::bigint, 5::ubigint,
    1.10::decimal(18,3), 1.5::double, 'nan'::float, true, null, 'x', '{"a": 1}'::json, 'b'::enum('a', 'b'),
    '6f0b9b5a-0000-4000-8000-000000000001'::uuid`;
  expect(await rows(await session(), sql)).toEqual([
    [
      170141183460469231731687303715884105727n,
      9007199254740993n,
      5,
      { kind: 'decimal', text: '1.100' },
      { kind: 'float', value: 1.5 },
      { kind: 'float', value: Number.NaN },
      true,
      null,
      'x',
      '{"a": 1}',
      'b',
      '6f0b9b5a-0000-4000-8000-000000000001',
    ],
  ]);
});

test('times keep their microseconds and their zone', async () => {
  const sql = `select '2024-02-29'::date, '10:00:00.000001'::time, '2024-01-01 10:00:00.123456'::timestamp,
    '1969-12-31 23:59:59.5-02'::timestamptz, 'infinity'::timestamp, '2024-01-01 00:00:00.123456789'::timestamp_ns`;
  expect(await rows(await session(), sql)).toEqual([
    [
      { kind: 'date', text: '2024-02-29' },
      { kind: 'time', text: '10:00:00.000001' },
      { kind: 'timestamp', text: '2024-01-01T10:00:00.123456', zoned: false },
      { kind: 'timestamp', text: '1970-01-01T01:59:59.500000+00:00', zoned: true },
      { kind: 'timestamp', text: 'infinity', zoned: false },
      { kind: 'timestamp', text: '2024-01-01T00:00:00.123456789', zoned: false },
    ],
  ]);
});

test('lists, structs, maps, blobs and intervals keep their text and their shape', async () => {
  const sql = `select [1, null], {'a': 1.50, 'b': {'c': ['x']}}, map {'k': 1}, '\\xAA'::blob, interval '1 day 2 hours'`;
  expect(await rows(await session(), sql)).toEqual([
    [
      { kind: 'other', text: '[1, NULL]', data: [1, null] },
      { kind: 'other', text: "{'a': 1.50, 'b': {'c': ['x']}}", data: { a: '1.50', b: { c: ['x'] } } },
      { kind: 'other', text: "{'k': 1}", data: [{ key: 'k', value: 1 }] },
      { kind: 'other', text: '\\xAA' },
      { kind: 'other', text: '1 day 02:00:00' },
    ],
  ]);
});

test('column types are named as DuckDB names them', async () => {
  const { columns } = await (await session()).query(
    `select 1::decimal(18,2) as a, '{}'::json as b, [1] as c, now() as d`,
  );
  expect(columns).toEqual([
    { name: 'a', type: 'DECIMAL(18,2)' },
    { name: 'b', type: 'JSON' },
    { name: 'c', type: 'INTEGER[]' },
    { name: 'd', type: 'TIMESTAMP WITH TIME ZONE' },
  ]);
});

test('several statements: all run, the last one answers; comments and empty texts are no statements', async () => {
  const connection = await session();
  const several =
    'create table t (a int); /* ; */ insert into t values (1), (2); select sum(a) as s from t; -- end';
  expect(await connection.query(several)).toMatchObject({ columns: [{ name: 's' }], rows: [[3]] });
  for (const empty of ['', ' ; ', '-- nothing']) expect((await connection.query(empty)).rows).toEqual([]);
});

test('changed rows are counted, also of create table as', async () => {
  const connection = await session();
  expect((await connection.query('create table t as select * from range(5) r(a)')).rowsAffected).toBe(5);
  expect((await connection.query('update t set a = 0 where a > 2')).rowsAffected).toBe(2);
  expect((await connection.query('select * from t')).rowsAffected).toBeNull();
  expect(await connection.query('select * from t', { limit: 2 })).toMatchObject({
    rows: [[0], [1]],
    message: 'OK',
  });
});

test.each([
  ['select 1,\n  nope from (select 1 as a)', 'Binder Error', 'Binder Error: Referenced column "nope"', 2, 3],
  ['select *\nfrom missing', 'Catalog Error', 'Catalog Error: Table with name missing does not exist!', 2, 6],
  ['selec 1', 'Parser Error', 'Parser Error: syntax error at or near "selec"', 1, 1],
  [
    `select ${'1, '.repeat(60)} nope, ${'1, '.repeat(60)} 2 from (select 1 as a)`,
    'Binder Error',
    'Binder Error',
    1,
    189,
  ],
])('an error tells class, text and place: %s', async (sql, code, message, line, column) => {
  const error = await rejection((await session()).query(sql));
  expect(error).toMatchObject({
    name: 'WarehouseError',
    code,
    message: expect.stringContaining(message),
    position: { line, column },
    cancelled: false,
  });
  expect(String(error)).not.toContain('LINE');
});

test('a signal stops a statement within a second, and the session goes on', async () => {
  const connection = await session();
  const stop = new AbortController();
  setTimeout(() => stop.abort(), 100);
  const endless = 'select count(*) from range(100000000000) a, range(1000) b';
  const start = Date.now();
  expect(await rejection(connection.query(endless, { signal: stop.signal }))).toMatchObject({
    cancelled: true,
  });
  expect(Date.now() - start).toBeLessThan(1000);
  expect(await rejection(connection.query('select 1', { signal: stop.signal }))).toMatchObject({
    cancelled: true,
  });
  expect(await rows(connection, 'select 1')).toEqual([[1]]);
});

test('a transaction can be rolled back, DDL included', async () => {
  const connection = await session();
  await connection.query('create table t as select 1 as a');
  await connection.begin();
  expect(connection.inTransaction).toBe(true);
  await connection.query('drop table t; create table u as select 1');
  await connection.rollback();
  expect(connection.inTransaction).toBe(false);
  expect(await rows(connection, 'select a from t')).toEqual([[1]]);
  await connection.query('begin; insert into t values (2)');
  expect(connection.inTransaction).toBe(false);
});

test('disable_transactions runs each statement on its own', async () => {
  const connection = await session({ disable_transactions: true });
  await connection.begin();
  await connection.query('create table t as select 1 as a');
  await connection.rollback();
  expect(await rows(connection, 'select a from t')).toEqual([[1]]);
});

test('rows are streamed in batches', async () => {
  const connection = await session();
  let count = 0;
  let batches = 0;
  for await (const { columns, rows: batch } of connection.stream('select range as n from range(100000)')) {
    expect(columns).toEqual([{ name: 'n', type: 'BIGINT' }]);
    count += batch.length;
    batches++;
  }
  expect(count).toBe(100000);
  expect(batches).toBeGreaterThan(10);
});
