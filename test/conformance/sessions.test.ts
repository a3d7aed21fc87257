/** What the contract says of sessions: values, streams, transactions, cancelling, errors. */
import { expect, test } from 'vitest';
import { type Connection, rowBlock, WarehouseError } from '../../src/adapter/index.ts';
import { inSession, onEachAdapter } from './adapters.ts';

onEachAdapter('sessions', (place) => {
  const session = async <T>(work: (connection: Connection, schema: string) => Promise<T>): Promise<T> => {
    const p = await place.project({ 'models/a.sql': 'select 1 as id' });
    expect((await p.run()).exitCode).toBe(0);
    return inSession(p, work);
  };

  test('values come back exact', async () => {
    const rows = await session(async (connection) => {
      const sql = `select cast(9007199254740993 as bigint), cast('0.10' as numeric(18, 2)),
        cast('12345678901234567890.123456789' as numeric(38, 9)), 'é✓', '', null, cast('2024-02-29' as date),
        cast('2024-01-01 10:00:00.123456' as timestamp), 1 = 1`;
      return (await connection.query(sql)).rows;
    });
    expect(rows).toEqual([
      [
        9007199254740993n,
        { kind: 'decimal', text: '0.10' },
        { kind: 'decimal', text: '12345678901234567890.123456789' },
        'é✓',
        '',
        null,
        { kind: 'date', text: '2024-02-29' },
        { kind: 'timestamp', text: '2024-01-01T10:00:00.123456', zoned: false },
        true,
      ],
    ]);
  });

  test('of several statements the last one answers; none is asked for, none is fetched', async () => {
    await session(async (connection) => {
      expect((await connection.query('select 1 as a; select 2 as b;')).rows).toEqual([[2]]);
      expect((await connection.query('select 1 as a', { fetch: false })).rows).toEqual([]);
      const many = 'select 1 as a union all select 2 union all select 3';
      expect((await connection.query(many, { limit: 2 })).rows).toHaveLength(2);
    });
  });

  test('rows are streamed in batches', async () => {
    const count = await session(async (connection) => {
      let rows = 0;
      const digits = Array.from({ length: 10 }, (_, n) => `select ${n} as n`).join(' union all ');
      const cross = ['a', 'b', 'c', 'd'].map((name) => `(${digits}) as ${name}`).join(' cross join ');
      for await (const batch of connection.stream(`select a.n from ${cross}`)) rows += batch.rows.length;
      return rows;
    });
    expect(count).toBe(10_000);
  });

  test('a transaction that is rolled back leaves nothing, one that is committed all', async () => {
    await session(async (connection, schema) => {
      await connection.begin();
      expect(connection.inTransaction).toBe(true);
      await connection.query(`create table ${schema}.t (id integer)`);
      await connection.rollback();
      expect(connection.inTransaction).toBe(false);
      await expect(connection.query(`select * from ${schema}.t`)).rejects.toBeInstanceOf(WarehouseError);
      await connection.begin();
      await connection.query(`create table ${schema}.t (id integer)`);
      await connection.query(`insert into ${schema}.t values (1), (2)`);
      await connection.commit();
      expect((await connection.query(`select id from ${schema}.t order by id`)).rows).toEqual([[1], [2]]);
    });
  });

  test('rows are loaded as text, whatever stands in it', async () => {
    const cells = [
      'plain',
      'a,b',
      'a\tb',
      'a\nb',
      '"q"',
      "it's",
      '\\N',
      '\\',
      'null',
      ' ',
      '✓',
      'x'.repeat(100_000),
    ];
    const loaded = await session(async (connection, schema) => {
      await connection.query(`create table ${schema}.l (n integer, v text)`);
      const columns = [
        { name: 'n', type: 'integer' },
        { name: 'v', type: 'text' },
      ];
      const rows = [...cells, null].map((cell, n) => [String(n), cell]);
      const batches = async function* () {
        yield rowBlock(rows.slice(0, 5));
        yield rowBlock(rows.slice(5));
      };
      expect(await connection.load({ relation: `${schema}.l`, columns }, batches())).toBe(rows.length);
      return (await connection.query(`select v from ${schema}.l order by n`)).rows;
    });
    expect(loaded.map(([cell]) => cell)).toEqual([...cells, null]);
  });

  test('an error names the place in the statement, and the session goes on', async () => {
    await session(async (connection) => {
      const error = await connection.query('select 1,\n  nothing_of_that_name').catch((one: unknown) => one);
      expect(error).toBeInstanceOf(WarehouseError);
      expect(error).toMatchObject({ position: { line: 2, column: 3 }, cancelled: false });
      expect((await connection.query('select 1 as a')).rows).toEqual([[1]]);
    });
  });

  test('a statement that was not begun is not begun once cancelled', async () => {
    await session(async (connection, schema) => {
      const sql = `create table ${schema}.never (id integer)`;
      const error = await connection.query(sql, { signal: AbortSignal.abort() }).catch((one: unknown) => one);
      expect(error).toMatchObject({ cancelled: true });
      await expect(connection.query(`select * from ${schema}.never`)).rejects.toThrow('never');
    });
  });

  test('a statement under way ends when it is cancelled; the session goes on', async () => {
    await session(async (connection) => {
      const digits = Array.from({ length: 10 }, (_, n) => `select ${n} as n`).join(' union all ');
      const names = [...'abcdefghijkl'];
      const endless = `select count(*) from ${names.map((name) => `(${digits}) as ${name}`).join(' cross join ')}
        where ${names.map((name) => `${name}.n`).join(' + ')} = 107`;
      const stop = new AbortController();
      setTimeout(() => stop.abort(), 200);
      const error = await connection.query(endless, { signal: stop.signal }).catch((one: unknown) => one);
      expect(error).toMatchObject({ cancelled: true });
      expect((await connection.query('select 1 as a')).rows).toEqual([[1]]);
    });
  });
});
