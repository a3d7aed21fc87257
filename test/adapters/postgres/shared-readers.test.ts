/** Relations that are rebuilt at the same time while one view reads them all. */
import pg from 'pg';
import { expect, test } from 'vitest';
import { testDatabase } from '../../support/postgres.ts';
import { project } from '../../support/project.ts';

/** A project of tables, a view on all of them, and somebody who reads it until `done`. */
async function held(names: readonly string[]) {
  const database = await testDatabase();
  const tables = Object.fromEntries(
    names.map((name) => [`models/${name}.sql`, "{{ config(materialized='table') }} select 1 as id"]),
  );
  const p = await project({ ...tables, 'project.yml': database.projectYml() });
  expect((await p.run()).exitCode).toBe(0);
  const from = names.map((name) => `main.${name}`).join(' natural join ');
  await database.rows(`create view main.all_of_them as select id from ${from}`);
  const { dbname, ...target } = database.target;
  const holder = new pg.Client({ ...target, database: dbname });
  await holder.connect();
  await holder.query('begin; select * from main.all_of_them');
  const run = p.run();
  const waiting =
    "select count(*) from pg_stat_activity where datname = current_database() and query like '%lock_timeout%' and pid <> pg_backend_pid()";
  while (Number((await database.rows(waiting))[0]?.[0]) < names.length)
    await new Promise((done) => setTimeout(done, 20));
  return { database, p, holder, run, from };
}

test('nodes that swap at once under a view that a query holds do not wait for each other for ever', async () => {
  const { database, holder, run } = await held(['a', 'b', 'c']);
  await holder.query('commit');
  await holder.end();
  expect((await run).statuses).toEqual({ a: 'success', b: 'success', c: 'success' });
  expect(await database.rows('select * from main.all_of_them')).toEqual([['1']]);
}, 60_000);

test('a view that gets another definition while a swap waits for it keeps that one', async () => {
  const { database, p, holder, run, from } = await held(['a']);
  await holder.query(
    `create or replace view main.all_of_them as select id, 'new' as word from ${from}; commit`,
  );
  await holder.end();
  expect((await run).statuses).toEqual({ a: 'success' });
  expect(await database.rows('select * from main.all_of_them')).toEqual([['1', 'new']]);
  const { adapter_response: response } = JSON.parse(p.read('target/run_results.json')).results[0];
  expect(response.retries).toBe(1);
}, 60_000);

test.each([
  ['made', 'create view main.newer as select id from main.a', '1,1'],
  ['dropped', 'drop view main.all_of_them; create view main.newer as select id from main.a', '1'],
])(
  'a view that is %s while a swap waits is no error',
  async (_, change, expected) => {
    const { database, p, holder, run } = await held(['a']);
    await holder.query(`${change}; commit`);
    await holder.end();
    expect((await run).statuses).toEqual({ a: 'success' });
    const views = await database.rows("select viewname from pg_views where schemaname = 'main'");
    const all = views.map(([name]) => `select id from main.${name}`).join(' union all ');
    expect(await database.rows(`select string_agg(id::text, ',') from (${all}) as v`)).toEqual([[expected]]);
    const { adapter_response: response } = JSON.parse(p.read('target/run_results.json')).results[0];
    expect(response.retries).toBe(1);
    expect(await database.rows("select relname from pg_class where relname like '%dbt%'")).toEqual([]);
  },
  60_000,
);
