import { expect, test } from 'vitest';
import { type Connection, rowBlock } from '../../../src/adapter/index.ts';
import { rejection, rows, session } from './support.ts';

type Row = readonly (string | null)[];

async function* batches(...all: (readonly Row[])[]) {
  for (const batch of all) yield rowBlock(batch);
}

/** Creates a table and the description of it that loading wants. */
async function table(connection: Connection, columns: Readonly<Record<string, string>>) {
  const list = Object.entries(columns).map(([name, type]) => ({ name, type }));
  await connection.query(
    `create table seed (${list.map(({ name, type }) => `"${name}" ${type}`).join(', ')})`,
  );
  return { relation: 'seed', columns: list };
}

test('text becomes what the columns want, batch after batch, in order', async () => {
  const connection = await session();
  const target = await table(connection, {
    id: 'integer',
    'the day': 'date',
    at: 'timestamp without time zone',
    ok: 'boolean',
    n: 'float8',
    d: 'decimal(10,2)',
    t: 'text',
  });
  const first: Row = ['007', '2024-01-01', '2024-01-01T10:00:00.123456Z', 'True', '1e2', '1.005', ''];
  const second: Row = ['-1', null, null, 'false', '.5', null, "it's;\n😀"];
  expect(await connection.load(target, batches([first], [second]))).toBe(2);
  expect(
    await rows(connection, `select id, "the day"::text, "at"::text, ok, n::text, d::text, t from seed`),
  ).toEqual([
    [7, '2024-01-01', '2024-01-01 10:00:00.123456', true, '100.0', '1.01', ''],
    [-1, null, null, false, '0.5', null, "it's;\n😀"],
  ]);
});

test.each([false, true])('a value that does not fit names row and column (transaction: %s)', async (open) => {
  const connection = await session();
  const target = await table(connection, { id: 'integer', day: 'date' });
  if (open) await connection.begin();
  const good = Array.from({ length: 3000 }, (_, index): Row => [String(index), '2024-01-01']);
  const error = await rejection(connection.load(target, batches(good, [['x', '2024-02-30']])));
  expect(error).toMatchObject({
    code: 'Conversion Error',
    message: `row 3001, column "id": 'x' is not a value of type INTEGER`,
  });
  expect(await rows(connection, 'select count(*) from seed')).toEqual([[0]]);
  await connection.rollback();
});

test('loading belongs to the open transaction', async () => {
  const connection = await session();
  const target = await table(connection, { a: 'text' });
  await connection.begin();
  await connection.load(target, batches([['x']]));
  await connection.rollback();
  expect(await rows(connection, 'select count(*) from seed')).toEqual([[0]]);
});

test('no rows are no error, and a session can load again', async () => {
  const connection = await session();
  const target = await table(connection, { a: 'integer' });
  expect(await connection.load(target, batches())).toBe(0);
  expect(await connection.load(target, batches([['1']], [['2']]))).toBe(2);
});
