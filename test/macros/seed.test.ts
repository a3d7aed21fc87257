import { expect, test } from 'vitest';
import { project } from '../support/project.ts';

test('a seed is filled anew; a full refresh gives it new columns', async () => {
  const p = await project({ 'seeds/s.csv': 'id,name\n1,x\n2,\n' });
  await p.seed();
  expect(await p.query('select id, name from s order by id')).toEqual([
    [1, 'x'],
    [2, null],
  ]);
  p.write('seeds/s.csv', 'id,name\n3,y\n');
  await p.seed();
  expect(await p.query('select id, name from s')).toEqual([[3, 'y']]);
  p.write('seeds/s.csv', 'id,day\n4,2024-01-01\n');
  expect((await p.seed()).statuses).toEqual({ s: 'error' });
  expect(await p.query('select id, name from s')).toEqual([[3, 'y']]);
  expect((await p.seed({ fullRefresh: true })).statuses).toEqual({ s: 'success' });
  expect(await p.query('select id, day::text from s')).toEqual([[4, '2024-01-01']]);
});

test('column_types hold; a bad value leaves the old rows', async () => {
  const p = await project({
    'project.yml': 'name: test\nseeds: {test: {s: {+column_types: {id: varchar, n: "decimal(10,2)"}}}}\n',
    'seeds/s.csv': 'id,n\n007,1.5\n',
  });
  await p.seed();
  expect(await p.query('select id, n::text, typeof(n) from s')).toEqual([['007', '1.50', 'DECIMAL(10,2)']]);
  p.write('seeds/s.csv', 'id,n\n8,2\n9,x\n');
  await p.seed();
  expect(p.diagnostics.at(-1)?.message).toContain(
    `row 2, column "n": 'x' is not a value of type DECIMAL(10,2)`,
  );
  expect(await p.query('select id from s')).toEqual([['007']]);
});

test('a view is not turned into a seed', async () => {
  const p = await project({
    'seeds/s.csv': 'id\n1\n',
    'macros/make.sql':
      '{% macro make() %}{% do run_query("create view s as select 1 as id") %}{% endmacro %}',
  });
  await p.runOperation('make');
  await p.seed();
  expect(p.diagnostics.at(-1)?.message).toContain('it is a view');
});

test('texts keep the word null and blanks, unless the seed is not loaded the fast way', async () => {
  const text = 'id,x,y,z\n1,null,  ,null\n2,"",NULL,5\n3,a,b,\n';
  const p = await project({
    'project.yml': 'name: test\nseeds: {test: {slow: {+fast: false}, s: {+column_types: {y: varchar(9)}}}}\n',
    'seeds/s.csv': text,
    'seeds/slow.csv': text,
  });
  await p.seed();
  expect(await p.query('select x, y, z from s order by id')).toEqual([
    ['null', '  ', null],
    [null, 'NULL', 5],
    ['a', 'b', null],
  ]);
  expect(await p.query('select x, y, z from slow order by id')).toEqual([
    [null, null, null],
    [null, null, 5],
    ['a', 'b', null],
  ]);
});

test('seed --empty makes tables of the right types without rows; build --empty loads seeds', async () => {
  const p = await project({
    'seeds/s.csv': 'id,price,day\n1,1.5,2024-01-31\n',
    'models/a.sql': "select * from {{ ref('s') }}",
  });
  await p.seed({ empty: true });
  expect(await p.query('select count(*) from s')).toEqual([[0]]);
  const types =
    "select string_agg(data_type, ' ' order by ordinal_position) from information_schema.columns where table_name = 's'";
  const [[empty]] = (await p.query(types)) as [[string]];
  await p.seed({ fullRefresh: true });
  expect(await p.query(types)).toEqual([[empty]]);
  await p.build({ empty: true });
  expect(await p.query('select (select count(*) from s), (select count(*) from a)')).toEqual([[1, 0]]);
});
