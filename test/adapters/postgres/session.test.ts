import { beforeAll, expect, test } from 'vitest';
import { type Connection, rowBlock, WarehouseError } from '../../../src/adapter/index.ts';
import { type TestDatabase, testDatabase } from '../../support/postgres.ts';
import { open, rejection, rows, session } from './support.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});

test('values come back exact', async () => {
  const sql = `select 9007199254740993::bigint, 5::smallint, 123456789012345678901234567890.10::numeric(40,3),
    'NaN'::numeric, 1.5::float8, 'infinity'::float4, true, null, 'x', '{"a": 1}'::jsonb,
    '6f0b9b5a-0000-4000-8000-000000000001'::uuid`;
  expect(await rows(await session(database.target), sql)).toEqual([
    [
      9007199254740993n,
      5,
      { kind: 'decimal', text: '123456789012345678901234567890.100' },
      { kind: 'float', value: Number.NaN },
      { kind: 'float', value: 1.5 },
      { kind: 'float', value: Number.POSITIVE_INFINITY },
      true,
      null,
      'x',
      '{"a": 1}',
      '6f0b9b5a-0000-4000-8000-000000000001',
    ],
  ]);
});

test('times keep their microseconds and their zone', async () => {
  const sql = `set timezone to 'Asia/Kolkata'; select '2024-02-29'::date, '10:00:00.000001'::time,
    '2024-01-01 10:00:00.12345'::timestamp, '1969-12-31 23:59:59.5-02'::timestamptz, 'infinity'::timestamp,
    '0044-03-15 BC'::date`;
  expect(await rows(await session(database.target), sql)).toEqual([
    [
      { kind: 'date', text: '2024-02-29' },
      { kind: 'time', text: '10:00:00.000001' },
      { kind: 'timestamp', text: '2024-01-01T10:00:00.123450', zoned: false },
      { kind: 'timestamp', text: '1970-01-01T07:29:59.500000+05:30', zoned: true },
      'infinity',
      '0044-03-15 BC',
    ],
  ]);
});

test('arrays keep their text and their elements', async () => {
  const sql = `select array[1, null, 3], array['a "b"', 'NULL', 'c,d\\'], '{{1,2},{3,4}}'::int[], '[2:3]={1,2}'::int[], '{}'::text[]`;
  const [row = []] = await rows(await session(database.target), sql);
  expect(row.map((cell) => (typeof cell === 'object' && cell?.kind === 'other' ? cell.data : cell))).toEqual([
    [1, null, 3],
    ['a "b"', 'NULL', 'c,d\\'],
    [
      [1, 2],
      [3, 4],
    ],
    [1, 2],
    [],
  ]);
});

test('column types are named as Postgres names them, those of the project too', async () => {
  const sql = `create type mood as enum ('ok');
    select 1::numeric(18,2) as a, 'x'::varchar(10) as b, 'ok'::mood as c, '1'::inet as d, now() as e`.replace(
    "'1'",
    "'1.1.1.1'",
  );
  const { columns } = await (await session(database.target)).query(sql);
  expect(columns).toEqual([
    { name: 'a', type: 'numeric(18,2)', family: 'DECIMAL' },
    { name: 'b', type: 'character varying(10)', family: 'TEXT' },
    { name: 'c', type: 'mood', family: 'mood' },
    { name: 'd', type: 'inet', family: 'inet' },
    { name: 'e', type: 'timestamp with time zone', family: 'DATETIMETZ' },
  ]);
});

test('a statement says what it did, in the words of the server', async () => {
  const connection = await session(database.target);
  const { message, response } = await connection.query(
    'create table said (id int); insert into said values (1), (2)',
  );
  expect([message, response]).toEqual([
    'INSERT 0 2',
    { _message: 'INSERT 0 2', code: 'INSERT', rows_affected: 2 },
  ]);
  expect((await connection.query('create view saying as select * from said')).response).toEqual({
    _message: 'CREATE VIEW',
    code: 'CREATE VIEW',
    rows_affected: -1,
  });
});

test('rows are streamed, in and out of a transaction', async () => {
  const connection = await session(database.target);
  const count = async (limit?: number): Promise<number> => {
    let seen = 0;
    const options = limit === undefined ? {} : { limit };
    for await (const batch of connection.stream('select generate_series(1, 5000) as n -- all', options))
      seen += batch.rows.length;
    return seen;
  };
  expect([await count(), await count(3), connection.inTransaction]).toEqual([5000, 3, false]);
  await connection.begin();
  expect([await count(), connection.inTransaction]).toEqual([5000, true]);
});

test('an error has its place, its code and what the server adds', async () => {
  const connection = await session(database.target);
  const wrong = await rejection(connection.query("select 'ä',\n  nothing\nfrom (select 1) as x"));
  expect(wrong).toMatchObject({
    message: 'column "nothing" does not exist',
    code: '42703',
    position: { line: 2, column: 3 },
  });
  await connection.query('create table keyed (id int primary key)');
  const twice = await rejection(connection.query('insert into keyed values (1), (1)'));
  expect((twice as Error).message).toBe(
    'duplicate key value violates unique constraint "keyed_pkey"\nDETAIL:  Key (id)=(1) already exists.',
  );
});

test('a transaction that failed says so when it is committed', async () => {
  const connection = await session(database.target);
  await connection.begin();
  await rejection(connection.query('select 1/0'));
  expect(connection.inTransaction).toBe(true);
  expect(await rejection(connection.commit())).toMatchObject({ code: '25P02' });
  expect(connection.inTransaction).toBe(false);
});

test('an abort ends the statement on the server', async () => {
  const connection = await session(database.target);
  const abort = new AbortController();
  const began = Date.now();
  const waiting = rejection(connection.query('select pg_sleep(60)', { signal: abort.signal }));
  setTimeout(() => abort.abort(), 100);
  const error = await waiting;
  expect(error).toBeInstanceOf(WarehouseError);
  expect(error).toMatchObject({ cancelled: true, code: '57014' });
  expect(Date.now() - began).toBeLessThan(10_000);
  expect(
    await database.rows(
      `select count(*) from pg_stat_activity where query like '%pg_sleep(60)' and state = 'active'`,
    ),
  ).toEqual([['0']]);
});

test('also of a role that may not cancel those of who signed in', async () => {
  await database.rows('create role tsdbt_low');
  const connection = await session({ ...database.target, role: 'tsdbt_low' });
  const abort = new AbortController();
  const began = Date.now();
  const waiting = rejection(connection.query('select pg_sleep(61)', { signal: abort.signal }));
  setTimeout(() => abort.abort(), 100);
  expect(await waiting).toMatchObject({ cancelled: true, code: '57014' });
  expect(Date.now() - began).toBeLessThan(2500);
  await connection.close();
  await database.rows('drop role tsdbt_low');
});

test('a session that the server ended in an idle transaction is a lost one; the next statement has another', async () => {
  const connection = await session(database.target);
  await connection.query("set idle_in_transaction_session_timeout = '100ms'");
  await connection.begin();
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(await rejection(connection.query('select 1'))).toMatchObject({
    fault: 'connection-lost',
    takenBack: true,
  });
  await connection.rollback();
  expect(await rows(connection, 'select 1')).toEqual([[1]]);
});

test('the server is asked to notice when this process is gone', async () => {
  const connection = await session(database.target);
  const asked = ['tcp_keepalives_idle', 'tcp_keepalives_interval', 'tcp_keepalives_count'];
  const list = asked.map((name) => `current_setting('${name}')`).join(', ');
  expect(await rows(connection, `select ${list}`)).toEqual([['40', '5', '4']]);
  if (process.platform !== 'linux') return;
  const checked = "select current_setting('client_connection_check_interval', true) as every";
  expect(['5s', null]).toContain((await rows(connection, checked))[0]?.[0]);
});

test('a session whose connection was cut has another for the next statement', async () => {
  const connection = await session(database.target);
  const [[pid] = []] = await rows(connection, 'select pg_backend_pid()');
  const cut = rejection(connection.query('select pg_sleep(60)'));
  await database.rows(`select pg_sleep(0.2), pg_terminate_backend(${String(pid)})`);
  expect(await cut).toMatchObject({ fault: 'server-restart', cancelled: false });
  expect(connection.inTransaction).toBe(false);
  expect(await rows(connection, 'select 1')).toEqual([[1]]);
});

test('what the server says besides results is told', async () => {
  const said: string[] = [];
  const warehouse = await open(database.target, { notice: (message) => said.push(message) });
  const connection = await warehouse.connect();
  await connection.query(`do $$ begin raise notice 'half way'; end $$`);
  expect(said).toEqual(['NOTICE:  half way']);
});

test('a transaction whose connection went does not go on in a new one', async () => {
  const killer = await session(database.target);
  const cut = async (connection: Connection): Promise<void> => {
    const [[pid = null] = []] = await rows(connection, 'select pg_backend_pid()');
    await killer.query(`select pg_terminate_backend(${String(pid)})`);
    // The session hears of it while nobody asks it anything.
    await new Promise((resolve) => setTimeout(resolve, 100));
  };
  await killer.query('create table half (id integer)');
  await killer.query('insert into half values (1)');
  const connection = await session(database.target);
  for (const next of [
    () => connection.query('insert into half values (2)'),
    () => connection.commit(),
    () => connection.load({ relation: 'half', columns: [{ name: 'id', type: 'integer' }] }, lines([['3']])),
  ]) {
    await connection.begin();
    await connection.query('delete from half');
    await cut(connection);
    expect(connection.inTransaction).toBe(true);
    expect(await rejection(next())).toMatchObject({ fault: 'connection-lost' });
    await connection.rollback();
    expect(connection.inTransaction).toBe(false);
    expect(await rows(connection, 'select id from half')).toEqual([[1]]);
  }
});

async function* lines(batch: readonly (readonly string[])[]) {
  yield rowBlock(batch);
}
