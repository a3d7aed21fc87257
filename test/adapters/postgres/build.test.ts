import { beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../support/postgres.ts';
import { project } from '../../support/project.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});

test('seeds, views, tables, incremental models, snapshots and tests', async () => {
  const one = await project({
    'project.yml': database.projectYml('all_kinds'),
    'seeds/people.csv': 'id,name,joined\n1,Ann,2024-01-01\n2,"B\tob",2024-02-01\n',
    'models/staged.sql': `select * from {{ ref('people') }}`,
    'models/counted.sql': `{{ config(materialized='table') }} select count(*) as people from {{ ref('staged') }}`,
    'models/kept.sql': `{{ config(materialized='incremental', unique_key='id') }} select * from {{ ref('staged') }}`,
    'snapshots/history.yml': `snapshots:
  - name: history
    relation: ref('people')
    config: {unique_key: id, strategy: check, check_cols: all, schema: all_kinds}
`,
    'models/all.yml':
      'models:\n  - name: kept\n    columns:\n      - name: id\n        data_tests: [unique, not_null]\n',
  });
  const first = await one.build();
  expect([first.exitCode, new Set(Object.values(first.statuses))]).toEqual([0, new Set(['success', 'pass'])]);
  one.write('seeds/people.csv', 'id,name,joined\n1,Anna,2024-01-01\n3,Cy,2024-03-01\n');
  expect((await one.build()).exitCode).toBe(0);
  expect(await one.query('select id, name from all_kinds.kept order by id')).toEqual([
    [1, 'Anna'],
    [2, 'B\tob'],
    [3, 'Cy'],
  ]);
  expect(await one.query('select people from all_kinds.counted')).toEqual([[2]]);
  const changes = 'select id, name, dbt_valid_to is null from all_kinds_all_kinds.history order by 1, 3';
  expect(await one.query(changes)).toEqual([
    [1, 'Ann', false],
    [1, 'Anna', true],
    [2, 'B\tob', true],
    [3, 'Cy', true],
  ]);
});

test('an error of the server leads to the line of the model', async () => {
  const one = await project({
    'project.yml': database.projectYml('wrong'),
    'models/a.sql': 'select 1 as id,\n  nothing\n',
  });
  const { exitCode } = await one.run();
  expect([exitCode, one.problems]).toEqual([1, ['TD501 models/a.sql:2:3']]);
});

test('names of 63 letters are built in every way; longer ones are refused', async () => {
  const long = (start: string): string => start.padEnd(63, 'x');
  const kinds = { t: 'table', i: 'incremental', v: 'view', m: 'materialized_view' };
  const models = Object.entries(kinds).map(([start, kind]) => [
    `models/${long(start)}.sql`,
    `{{ config(materialized='${kind}', unique_key='id') }} select 1 as id`,
  ]);
  const one = await project({ 'project.yml': database.projectYml('long'), ...Object.fromEntries(models) });
  for (const fullRefresh of [false, false, true]) expect((await one.run({ fullRefresh })).exitCode).toBe(0);
  expect(
    await one.query(
      `select relname from pg_class where relnamespace = 'long'::regnamespace and relkind in ('r', 'v', 'm') order by 1`,
    ),
  ).toEqual(['i', 'm', 't', 'v'].map((start) => [long(start)]));
  one.write(`models/${'y'.repeat(64)}.sql`, 'select 1 as id');
  const { statuses } = await one.run();
  expect(statuses['y'.repeat(64)]).toBe('error');
  expect(one.diagnostics.map(({ message }) => message).join()).toContain('is longer than 63 characters');
});

test('rights, comments, indexes and unlogged tables', async () => {
  await database.rows(
    'drop role if exists tsdbt_a; drop role if exists tsdbt_b; create role tsdbt_a; create role tsdbt_b',
  );
  const model = (grantee: string): string =>
    `{{ config(materialized='table', unlogged=true, grants={'select': ['${grantee}']}, persist_docs={'relation': true, 'columns': true},
      indexes=[{'columns': ['id'], 'unique': true}, {'columns': ['name'], 'type': 'hash'}]) }} select 1 as id, 'x' as name`;
  const one = await project({
    'project.yml': database.projectYml('extras'),
    'models/t.sql': model('tsdbt_a'),
    'models/t.yml': `models: [{name: t, description: "it's a $$table$$", columns: [{name: id, description: a key}]}]`,
  });
  expect((await one.run()).exitCode).toBe(0);
  one.write('models/t.sql', model('tsdbt_b'));
  expect((await one.run()).exitCode).toBe(0);
  const facts = `select relpersistence, obj_description(oid, 'pg_class'), col_description(oid, 1),
    has_table_privilege('tsdbt_a', oid, 'select'), has_table_privilege('tsdbt_b', oid, 'select'),
    (select string_agg(indexdef, '; ' order by indexdef) from pg_indexes where schemaname = 'extras') from pg_class where relname = 't' and relnamespace = 'extras'::regnamespace`;
  const [[persistence, comment, column, a, b, indexes] = []] = await database.rows(facts);
  expect([persistence, comment, column, a, b]).toEqual(['u', "it's a $$table$$", 'a key', 'f', 't']);
  expect(indexes?.replace(/INDEX "?[0-9a-f]{32}"?/g, 'INDEX')).toBe(
    'CREATE INDEX ON extras.t USING hash (name); CREATE UNIQUE INDEX ON extras.t USING btree (id)',
  );
});

test('columns of an incremental model get room, types and company; views of others stay', async () => {
  const model = (columns: string): string =>
    `{{ config(materialized='incremental', on_schema_change='sync_all_columns') }} select ${columns}`;
  const one = await project({
    'project.yml': database.projectYml('grown'),
    'models/t.sql': model(`1 as id, 'ab'::varchar(2) as name`),
  });
  await one.run();
  await database.rows('create view grown.of_t as select id, name from grown.t');
  one.write('models/t.sql', model(`2::bigint as id, 'abcdef'::varchar(6) as name, true as extra`));
  expect([(await one.run()).exitCode, one.problems]).toEqual([0, []]);
  expect(await database.rows('select id, name from grown.of_t order by 1')).toEqual([
    ['1', 'ab'],
    ['2', 'abcdef'],
  ]);
});
