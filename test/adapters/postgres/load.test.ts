import { beforeAll, expect, test } from 'vitest';
import { rowBlock } from '../../../src/adapter/index.ts';
import { type TestDatabase, testDatabase } from '../../support/postgres.ts';
import { rejection, rows, session } from './support.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});

async function* batches(...all: (string | null)[][][]) {
  for (const batch of all) yield rowBlock(batch);
}

test('texts arrive as they are', async () => {
  const connection = await session(database.target);
  await connection.query('create table texts ("Id" int, name text, on_day date)');
  const columns = [
    { name: 'Id', type: 'int' },
    { name: 'NAME', type: 'text' },
    { name: 'on_day', type: 'date' },
  ];
  const strange = 'a\tb\nc\\d\r"\\N';
  const count = await connection.load(
    { relation: 'texts', columns },
    batches([['1', strange, '2024-01-01']], [['2', '', null]]),
  );
  expect(count).toBe(2);
  expect(await rows(connection, 'select * from texts order by 1')).toEqual([
    [1, strange, { kind: 'date', text: '2024-01-01' }],
    [2, '', null],
  ]);
});

test('a value that does not fit is named with its row and column', async () => {
  const connection = await session(database.target);
  await connection.query('create table numbers (id int)');
  const target = { relation: 'numbers', columns: [{ name: 'id', type: 'int' }] };
  const error = await rejection(connection.load(target, batches([['1'], ['x']])));
  expect(error).toMatchObject({
    message: 'row 2, column "id": invalid input syntax for type integer: "x"',
    code: '22P02',
  });
  expect(await rows(connection, 'select count(*) from numbers')).toEqual([[0]]);
});

test('a stop in the middle leaves nothing', async () => {
  const connection = await session(database.target);
  await connection.query('create table endless (id int)');
  const abort = new AbortController();
  async function* endless() {
    for (let i = 0; ; i++) {
      if (i === 20) abort.abort();
      yield rowBlock(Array.from({ length: 1000 }, () => ['1']));
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
  const target = { relation: 'endless', columns: [{ name: 'id', type: 'int' }] };
  expect(await rejection(connection.load(target, endless(), abort.signal))).toMatchObject({
    cancelled: true,
  });
  expect(await rows(connection, 'select count(*) from endless')).toEqual([[0]]);
});
