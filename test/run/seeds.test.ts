import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { blockRows } from '../../src/adapter/index.ts';
import { TsdbtError } from '../../src/core/diagnostic.ts';
import { seedRows, seedShape } from '../../src/run/seeds/seed-file.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seeds-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function read(text: string | Uint8Array, { delimiter = ',', named = [] as string[] } = {}) {
  const path = join(folder, `${Math.random().toString(36).slice(2)}.csv`);
  await writeFile(path, text);
  const file = { path, shown: 'seeds/s.csv', delimiter };
  const { columns, rows: count } = await seedShape(file, new Set(named));
  const rows: (readonly (string | null)[])[] = [];
  for await (const block of seedRows(file, columns)) for (const row of blockRows(block)) rows.push(row);
  expect(rows).toHaveLength(count);
  return { types: columns.map((c) => c.type), names: columns.map((c) => c.name), rows };
}
/** Type and values of one column. */
async function column(...cells: string[]) {
  const { types, rows } = await read(`x,end\n${cells.map((c) => `${c},.\n`).join('')}`);
  return [types[0], ...rows.map((row) => row[0])];
}

describe('types as dbt infers them', () => {
  test.each<[string, string[], (string | null | undefined)[]]>([
    ['leading zeros', ['007', '12'], ['integer', '7', '12']],
    ['1.0 is whole', ['1.0', '2'], ['integer', '1', '2']],
    ['decimals', ['1.50', '2'], ['number', '1.5', '2']],
    ['exponents', ['1e3', '2.5E-3'], ['number', '1000', '0.0025']],
    ['money, groups and percents', ['"$1,000"', '-5%', '€2'], ['integer', '1000', '-5', '2']],
    ['signs', ['+1', '-0', '-.5'], ['number', '1', '0', '-0.5']],
    [
      'many digits stay exact',
      ['123456789012345678901234567890.1'],
      ['number', '123456789012345678901234567890.1'],
    ],
    ['nan is a number', ['nan', '1.5'], ['number', 'NaN', '1.5']],
    ['dates', ['2024-1-5', '2024-12-31'], ['date', '2024-01-05', '2024-12-31']],
    ['no such day', ['2023-02-29'], ['text', '2023-02-29']],
    ['times of day', ['12:30'], ['text', '12:30']],
    ['timestamps', ['2024-01-05 1:02:03'], ['timestamp', '2024-01-05 01:02:03']],
    ['fractions need a T', ['2024-01-05 01:02:03.5'], ['text', '2024-01-05 01:02:03.5']],
    [
      'ISO',
      ['2024-01-05T10:00:00.25Z', '20240105T1030+0200', '2024-W01-5T10'],
      ['timestamp', '2024-01-05 10:00:00.250000+00:00', '2024-01-05 10:30:00+02:00', '2024-01-05 10:00:00'],
    ],
    [
      'dates and timestamps mixed',
      ['2024-01-05', '2024-01-05 10:00:00'],
      ['text', '2024-01-05', '2024-01-05 10:00:00'],
    ],
    ['booleans', ['true', 'False', ''], ['boolean', 'true', 'false', null]],
    ['yes is text', ['yes', 'no'], ['text', 'yes', 'no']],
    ['one odd cell makes text of all', ['1', '2', 'x'], ['text', '1', '2', 'x']],
    ['nulls', ['1', '', 'NULL', ' null '], ['integer', '1', null, null, null]],
    ['nulls in text', ['a', '', 'null', ' b '], ['text', 'a', null, null, ' b ']],
    ['nothing but nulls', ['', ''], ['integer', null, null]],
  ])('%s', async (_name, cells, expected) => expect(await column(...cells)).toEqual(expected));

  test('a column whose type is named keeps its text', async () => {
    const { types, rows } = await read('zip,n\n007,1\n', { named: ['zip'] });
    expect([types, rows]).toEqual([['text', 'integer'], [['007', '1']]]);
  });
  test('the last row counts as much as the first', async () => {
    const { types } = await read(`x\n${'1\n'.repeat(200_000)}x\n`);
    expect(types).toEqual(['text']);
  });
});

describe('the file', () => {
  test('quotes, doubled quotes, line ends inside, odd quotes', async () => {
    const { rows } = await read('a,b\n"x, ""y""","two\nlines"\nq"r,"s"t\n');
    expect(rows).toEqual([
      ['x, "y"', 'two\nlines'],
      ['q"r', 'st'],
    ]);
  });
  test('BOM, \\r\\n, no line end at the end, empty lines', async () => {
    const { names, rows } = await read('\ufeffa,b\r\n1,x\r\n\r\n2,y');
    expect([names, rows]).toEqual([
      ['a', 'b'],
      [
        ['1', 'x'],
        ['2', 'y'],
      ],
    ]);
  });
  test('\\r\\n split between two pieces of a large file', async () => {
    const line = `${'v'.repeat(99)},1\r\n`;
    const { rows } = await read(`a,b\r\n${line.repeat(30_000)}`);
    expect(rows).toHaveLength(30_000);
    expect(new Set(rows.map((row) => row.join()))).toEqual(new Set([`${'v'.repeat(99)},1`]));
  });
  test('another delimiter', async () => {
    const { rows } = await read('a|b\n1,2|"x|y"\n', { delimiter: '|' });
    expect(rows).toEqual([['12', 'x|y']]);
  });
  test('names that are empty or stand twice', async () => {
    expect((await read('a,a,,a\n1,2,3,4\n')).names).toEqual(['a', 'a_2', 'c', 'a_3']);
  });
  test('a header without rows', async () => {
    expect(await read('a,b\n')).toEqual({ types: ['integer', 'integer'], names: ['a', 'b'], rows: [] });
  });
});

describe('errors name the line', () => {
  test.each<[string, string | Uint8Array, number, string]>([
    ['too few', 'a,b\n1,2\n"x\ny",2\n3\n', 5, 'this row has 1 value, but the header names 2 columns'],
    ['too many', 'a,b\n1,2,3\n', 2, 'this row has 3 values, but the header names 2 columns'],
    ['an open quote', 'a\n"x\ny\n', 2, 'a quoted text begins here and never ends'],
    ['an empty file', '', 1, 'the file is empty'],
    ['not UTF-8', Uint8Array.of(97, 10, 0xe9, 10), 2, 'the file is not UTF-8'],
  ])('%s', async (_name, text, line, message) => {
    const error: unknown = await read(text).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(TsdbtError);
    const at = { file: 'seeds/s.csv', line, column: 1 };
    expect(error).toMatchObject({ first: { code: 'TD504', at, message: expect.stringContaining(message) } });
  });
});
