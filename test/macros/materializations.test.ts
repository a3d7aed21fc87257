import { expect, test } from 'vitest';
import { runCli } from '../support/cli.ts';
import { project } from '../support/project.ts';

const TABLES =
  "select table_name, table_type from information_schema.tables where table_schema = 'main' order by 1";

test('a model may become a table, a view and a table again; what reads it goes on', async () => {
  const p = await project({
    'models/a.sql': "{{ config(materialized='view') }} select 1 as n",
    'models/b.sql': "select * from {{ ref('a') }}",
  });
  await p.run();
  for (const [type, n] of [
    ['table', 2],
    ['view', 3],
    ['table', 4],
  ] as const) {
    p.write('models/a.sql', `{{ config(materialized='${type}') }} select ${n} as n`);
    await p.run({ select: ['a'] });
    expect(await p.query('select n from b')).toEqual([[n]]);
  }
  expect(await p.query(TABLES)).toEqual([
    ['a', 'BASE TABLE'],
    ['b', 'VIEW'],
  ]);
});

test('a model that fails leaves the old table and nothing beside it', async () => {
  const p = await project({ 'models/a.sql': "{{ config(materialized='table') }} select 1 as n" });
  await p.run();
  p.write('models/a.sql', "{{ config(materialized='table', post_hook='select nope') }} select 2 as n");
  expect((await p.run()).statuses).toEqual({ a: 'error' });
  expect(await p.query('select n from a')).toEqual([[1]]);
  expect(await p.query(TABLES)).toEqual([['a', 'BASE TABLE']]);
});

test('a run that is killed leaves the old table; the next run builds the new one', async () => {
  const p = await project({ 'models/a.sql': "{{ config(materialized='table') }} select 1 as n" });
  await p.run();
  p.write(
    'models/a.sql',
    "{{ config(materialized='table') }} select count(*) as n from range(100000000000) r, range(9) s",
  );
  const killed = await runCli(['run'], {
    cwd: p.root,
    started: (child) => {
      child.stdout?.on('data', (data: Buffer) => {
        if (String(data).includes('START')) setTimeout(() => child.kill('SIGKILL'), 300);
      });
    },
  });
  expect(killed.code).not.toBe(0);
  expect(await p.query('select n from a')).toEqual([[1]]);
  p.write('models/a.sql', "{{ config(materialized='table') }} select 2 as n");
  expect((await p.run()).statuses).toEqual({ a: 'success' });
  expect(await p.query('select n from a')).toEqual([[2]]);
});

test('relations that dbt left behind are cleaned up', async () => {
  const p = await project({
    'models/a.sql': "{{ config(materialized='table') }} select 1 as n",
    'macros/leave.sql':
      '{% macro leave() %}{% do run_query("create table a__dbt_tmp as select 1 as x; create view a__dbt_backup as select 1 as x") %}{% endmacro %}',
  });
  await p.runOperation('leave');
  expect((await p.run()).statuses).toEqual({ a: 'success' });
  expect(await p.query(TABLES)).toEqual([['a', 'BASE TABLE']]);
});

test('a table may be built from itself', async () => {
  const own = '{% if load_relation(this) %} union all select max(n) + 1 from {{ this }} {% endif %}';
  const p = await project({ 'models/a.sql': `{{ config(materialized='table') }} select 1 as n ${own}` });
  await p.run();
  await p.run();
  expect(await p.query('select n from a order by 1')).toEqual([[1], [2]]);
});

test('hooks run before, inside and after the transaction', async () => {
  const log = (word: string): string => `insert into log select coalesce(max(i), 0) + 1, '${word}' from log`;
  const p = await project({
    'project.yml': 'name: test\non-run-start: create table if not exists log (i integer, word text)\n',
    'models/a.sql': `{{ config(
      materialized='table',
      pre_hook=["${log('pre')}", {"sql": "${log('before')}", "transaction": false}],
      post_hook=[after_commit("${log('after')}"), "${log('post')}"]) }} select 1 as n`,
  });
  expect((await p.run()).exitCode).toBe(0);
  expect(await p.query('select word from log order by i')).toEqual([
    ['before'],
    ['pre'],
    ['post'],
    ['after'],
  ]);
});

test('a contract fixes columns and constraints', async () => {
  const p = await project({
    'models/a.sql': "{{ config(materialized='table') }} select 'x' as name, 1 as id",
    'models/a.yml': `models:
  - name: a
    description: the "a"'s
    config: {contract: {enforced: true}, persist_docs: {relation: true, columns: true}}
    columns:
      - {name: id, data_type: integer, description: it's an id, constraints: [{type: not_null}, {type: primary_key}]}
      - {name: name, data_type: text}
`,
  });
  expect((await p.run()).exitCode).toBe(0);
  const columns =
    "select column_name, is_nullable, comment from duckdb_columns() where table_name = 'a' order by column_index";
  expect(await p.query(columns)).toEqual([
    ['id', false, "it's an id"],
    ['name', true, ''],
  ]);
  expect(await p.query("select comment from duckdb_tables() where table_name = 'a'")).toEqual([
    ['the "a"\'s'],
  ]);
  p.write('models/a.sql', "{{ config(materialized='table') }} select 'x' as name, 'y' as id");
  expect((await p.run()).statuses).toEqual({ a: 'error' });
});

test('a foreign key points to what its ref means; the table can be built again', async () => {
  const p = await project({
    'models/users.sql': "{{ config(materialized='table') }} select 1 as id",
    'models/orders.sql': "{{ config(materialized='table') }} select 1 as user_id",
    'models/all.yml': `models:
  - name: users
    config: {contract: {enforced: true}}
    columns: [{name: id, data_type: integer, constraints: [{type: primary_key}]}]
  - name: orders
    config: {contract: {enforced: true}}
    columns:
      - {name: user_id, data_type: integer, constraints: [{type: foreign_key, to: ref('users'), to_columns: [id]}]}
`,
  });
  expect((await p.run()).statuses).toEqual({ users: 'success', orders: 'success' });
  expect((await p.run({ select: ['orders'] })).statuses).toEqual({ orders: 'success' });
  expect((await p.run()).statuses).toEqual({ users: 'success', orders: 'success' });
  expect((await p.run({ select: ['users'] })).statuses).toEqual({ users: 'error' });
  expect(p.diagnostics.at(-1)?.message).toContain('select both');
  expect(await p.query('select count(*) from orders')).toEqual([[1]]);
  const keys = "select referenced_table from duckdb_constraints() where constraint_type = 'FOREIGN KEY'";
  expect(await p.query(keys)).toEqual([['users']]);
});

test('indexes are made anew with the table', async () => {
  const config = "materialized='table', indexes=[{'columns': ['n'], 'unique': true}]";
  const p = await project({ 'models/a.sql': `{{ config(${config}) }} select 1 as n` });
  await p.run();
  await p.run();
  expect(await p.query('select table_name, is_unique from duckdb_indexes()')).toEqual([['a', true]]);
});

test('failing rows are kept where store_failures asks for it', async () => {
  const p = await project({
    'models/a.sql': 'select null as id',
    'models/a.yml': `models:
  - name: a
    columns:
      - {name: id, data_tests: [{not_null: {config: {store_failures: true}}}]}
`,
  });
  expect((await p.build()).statuses).toEqual({ a: 'success', not_null_a_id: 'fail' });
  await p.test();
  expect(await p.query('select count(*) from main_dbt_test__audit.not_null_a_id')).toEqual([[1]]);
});

test('columns of a relation that is not there are none', async () => {
  const p = await project({
    'models/a.sql':
      "select '{{ adapter.get_columns_in_relation(api.Relation.create(database=this.database, schema=this.schema, identifier='nope')) | length }}' as n",
  });
  await p.run();
  expect(await p.query('select n from a')).toEqual([['0']]);
});

test('a materialized view is refused where the warehouse has none; what is there stays', async () => {
  const p = await project({ 'models/a.sql': "{{ config(materialized='table') }} select 1 as n" });
  await p.run();
  p.write('models/a.sql', "{{ config(materialized='materialized_view') }} select 2 as n");
  expect((await p.run()).statuses).toEqual({ a: 'error' });
  expect(p.diagnostics[0]?.message).toMatch(
    /`get_create_materialized_view_as_sql` has not been implemented for this adapter.*use materialized='table'/,
  );
  expect(await p.query('select n from a')).toEqual([[1]]);
});
