import { beforeAll, expect, test } from 'vitest';
import { rowBlock, WarehouseError } from '../../../src/adapter/index.ts';
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

const MIXED = [
  { name: 'id', type: 'int' },
  { name: 'at', type: 'timestamp' },
  { name: 'amount', type: 'float8' },
];

test('rows with texts that only the server can tell come after plain ones, in order', async () => {
  const connection = await session(database.target);
  await connection.query('create table mixed (id int, at timestamp, amount float8)');
  const plain = [
    ['-1', '2024-02-29 23:59:59.000001', '0.1'],
    ['2147483647', '0001-01-01 00:00:00', '-0'],
    ['0', null, 'NaN'],
  ];
  const odd = [[' 2', 'infinity', '1e3']];
  const count = await connection.load({ relation: 'mixed', columns: MIXED }, batches(plain, odd, plain));
  expect(count).toBe(7);
  expect(await rows(connection, 'select t::text from mixed t')).toEqual(
    [
      '(-1,"2024-02-29 23:59:59.000001",0.1)',
      '(2147483647,"0001-01-01 00:00:00",-0)',
      '(0,,NaN)',
      '(2,infinity,1000)',
      '(-1,"2024-02-29 23:59:59.000001",0.1)',
      '(2147483647,"0001-01-01 00:00:00",-0)',
      '(0,,NaN)',
    ].map((row) => [row]),
  );
});

test('rows are counted from the first, also after plain ones, which do not stay', async () => {
  const connection = await session(database.target);
  await connection.query('create table half_way (id int, at timestamp, amount float8)');
  const plain = [['1', '2024-01-01 00:00:00', '1.5']];
  const target = { relation: 'half_way', columns: MIXED };
  const wrong = [...plain, ['2147483648', null, null]];
  expect(await rejection(connection.load(target, batches(plain, plain, wrong)))).toMatchObject({
    message: 'row 4, column "id": value "2147483648" is out of range for type integer',
    code: '22003',
  });
  expect(await rows(connection, 'select count(*) from half_way')).toEqual([[0]]);
  expect(connection.inTransaction).toBe(false);
});

test('columns of other types are loaded as text', async () => {
  const connection = await session(database.target);
  await connection.query('create table others (n numeric(10,2), tags text[], j jsonb, name text)');
  const columns = ['n', 'tags', 'j', 'name'].map((name) => ({ name, type: '' }));
  const strange = 'a\tb\nc\\d\r"\\N';
  const lines = [
    ['1.005', '{a,"b c"}', '{"a": "\\n"}', strange],
    [null, '{}', '1', ''],
  ];
  expect(await connection.load({ relation: 'others', columns }, batches(lines, lines))).toBe(4);
  expect(
    await rows(connection, 'select distinct n::text, tags::text, j::text, name from others order by 1'),
  ).toEqual([
    ['1.01', '{a,"b c"}', String.raw`{"a": "\n"}`, strange],
    [null, '{}', '1', ''],
  ]);
});

test.each<[string, string[]]>([
  ['smallint', ['0', '-32768', '32767', '-0', '007']],
  ['integer', ['0', '-2147483648', '2147483647', '12', '000000000000001']],
  [
    'bigint',
    ['-1', '4294967296', '-4294967297', '999999999999999', '9223372036854775807', '-9223372036854775808'],
  ],
  ['float8', ['-0', '0.1', '5.', '.5', '-1.5', '123456789012345', '0.1234567890123456789', '1'.repeat(300)]],
  [
    'float8',
    ['NaN', 'Infinity', '-Infinity', `0.${'0'.repeat(310)}5`, '2.2250738585072011', '9007199254740993'],
  ],
  ['boolean', ['true', 'false']],
  ['text', ['', ' ', 'é😀', 'x'.repeat(100), '\\N']],
  ['varchar(3)', ['', 'abc', 'äöü']],
  [
    'date',
    ['2000-01-01', '1999-12-31', '2000-02-29', '1900-03-01', '0001-01-01', '9999-12-31', '2024-03-01'],
  ],
  [
    'timestamp',
    ['2000-01-01 00:00:00', '1999-12-31 23:59:59', '0001-01-01 00:00:00', '9999-12-31 23:59:59.999999'],
  ],
  ['timestamp', ['2024-01-05 01:02:03.5', '1969-07-20 20:17:40.000001', '2024-01-05 10:00:00+02:00']],
  ['timestamp(0)', ['2024-01-05 01:02:03.5', '2024-01-05 01:02:04.5']],
])('%s: values are what the server makes of their texts', async (type, texts) => {
  const connection = await session(database.target);
  await connection.begin();
  await connection.query(`create table one (v ${type})`);
  const columns = [{ name: 'v', type }];
  await connection.load({ relation: 'one', columns }, batches(texts.map((text) => [text])));
  const expected = texts.map((text, index) => `(${index}, '${text}'::${type})`).join(', ');
  expect(await rows(connection, 'select v::text from one')).toEqual(
    await rows(connection, `select v::text from (values ${expected}) as t (n, v) order by n`),
  );
});

test.each<[string, string[]]>([
  ['smallint', ['32768', '-32769']],
  ['integer', ['2147483648', '-2147483649', '1.5', '-', 'NaN']],
  ['bigint', ['9223372036854775808', '-9223372036854775809']],
  ['float8', ['1e400', `0.${'0'.repeat(400)}1`, '1'.repeat(400), '.', '-', '1.2.3', '1-']],
  ['boolean', ['truf', '2']],
  ['varchar(3)', ['abcd', 'äöüß']],
  [
    'date',
    ['2023-02-29', '1900-02-29', '0000-01-01', '2024-13-01', '2024-00-01', '2024-01-00', '2024-01-0x'],
  ],
  [
    'timestamp',
    ['2024-01-05 25:00:00', '2024-01-05 10:60:00', '2024-02-30 10:00:00', '2024-01-05 10:00:00.5x'],
  ],
])('%s: what the server refuses is refused in its words', async (type, texts) => {
  const connection = await session(database.target);
  await connection.query(`create temp table one (v ${type})`);
  const target = { relation: 'one', columns: [{ name: 'v', type }] };
  for (const text of texts) {
    const error = await rejection(connection.load(target, batches([[text]])));
    const own = await rejection(
      connection.query(`insert into one select '${text}'::text::${type}`.replace('::varchar(3)', '')),
    );
    expect(error).toMatchObject({ code: own instanceof WarehouseError ? own.code : '' });
    expect(String(error)).toContain(own instanceof WarehouseError ? own.message.split('\n')[0] : '?');
  }
});

test('a source that stops because it was told to is no error of its own', async () => {
  const connection = await session(database.target);
  await connection.query('create table stopped (id int)');
  const abort = new AbortController();
  async function* stopping() {
    yield rowBlock([['1']]);
    abort.abort();
    throw new DOMException('cancelled', 'AbortError');
  }
  const target = { relation: 'stopped', columns: [{ name: 'id', type: 'int' }] };
  expect(await rejection(connection.load(target, stopping(), abort.signal))).toMatchObject({
    cancelled: true,
  });
  expect(await rows(connection, 'select count(*) from stopped')).toEqual([[0]]);
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

test('a column that brings its own quotes has the name between them', async () => {
  const connection = await session(database.target);
  await connection.query('create table own_quotes ("from" text, "a""b" text)');
  const columns = ['"from"', '"a""b"'].map((name) => ({ name, type: 'text' }));
  await connection.load({ relation: 'own_quotes', columns }, batches([['x', 'y']]));
  expect(await rows(connection, 'select "from", "a""b" from own_quotes')).toEqual([['x', 'y']]);
});
