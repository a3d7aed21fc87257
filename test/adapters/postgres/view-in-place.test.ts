import { beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../support/postgres.ts';
import { project, type TestProject } from '../../support/project.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});

async function built(schema: string, sql: string, more = ''): Promise<TestProject> {
  const files = { 'project.yml': database.projectYml(schema, more), 'models/v.sql': sql };
  const one = await project(files);
  expect((await one.run()).exitCode).toBe(0);
  return one;
}

async function again(one: TestProject, sql: string): Promise<void> {
  one.write('models/v.sql', sql);
  const { exitCode } = await one.run();
  expect([exitCode, one.problems]).toEqual([0, []]);
}

/** Whether the last run gave the view its query in place, or built it beside. */
const way = (one: TestProject): string | undefined =>
  /^create (or replace )?view \S+?(__dbt_tmp)?" as/.exec(
    one.read('target/run/test/models/v.sql').trim(),
  )?.[0];

const IN_PLACE = expect.stringMatching(/^create or replace view \S+"v" as$/);
const BESIDE = expect.stringMatching(/^create view \S+"v__dbt_tmp" as$/);

const identity = async (schema: string): Promise<string> =>
  String(await database.rows(`select '${schema}.v'::regclass::oid`));

test('a view gets its new query in one statement and stays who it is', async () => {
  const one = await built('stays', 'select 1 as a');
  const before = await identity('stays');
  await again(one, 'select 2 as a, 3 as b');
  expect(way(one)).toEqual(IN_PLACE);
  expect(await identity('stays')).toBe(before);
  expect(await database.rows('select * from stays.v')).toEqual([['2', '3']]);
});

test.each([
  ['fewer columns', 'select 1 as a', '1'],
  ['other types', `select 'x'::text as a, 2 as b`, 'x,2'],
  ['other names', 'select 1 as c, 2 as b', '1,2'],
])('a view with %s is built beside', async (what, sql, row) => {
  const schema = what.replace(' ', '_');
  const one = await built(schema, 'select 1 as a, 2 as b');
  await again(one, sql);
  expect(way(one)).toEqual(BESIDE);
  expect(String(await database.rows(`select * from ${schema}.v`))).toBe(row);
  expect(
    await database.rows(`select relname from pg_class where relnamespace = '${schema}'::regnamespace`),
  ).toEqual([['v']]);
});

test('options that were set by hand stay', async () => {
  const one = await built('guarded', 'select 1 as a');
  await database.rows('alter view guarded.v set (security_invoker = true)');
  await again(one, 'select 2 as a');
  expect(await database.rows(`select reloptions from pg_class where oid = 'guarded.v'::regclass`)).toEqual([
    ['{security_invoker=true}'],
  ]);
  expect(await database.rows('select a from guarded.v')).toEqual([['2']]);
});

test('what belongs to the view goes with it in one transaction, where locks are waited for as the server says', async () => {
  const one = await built(
    'whole',
    `{{ config(post_hook="create table if not exists {{ this.schema }}.said as select current_setting('lock_timeout') as wait") }} select 1 as a`,
    'models: {+grants: {select: [public]}}',
  );
  await database.rows('drop table whole.said');
  await again(one, one.read('models/v.sql').replace('select 1', 'select 2'));
  expect(way(one)).toEqual(IN_PLACE);
  expect(await database.rows('select wait, a from whole.said, whole.v')).toEqual([['0', '2']]);
  one.write(
    'models/v.sql',
    one.read('models/v.sql').replace('select 2', 'select 3').replace('create table', 'create tabel'),
  );
  expect((await one.run()).exitCode).toBe(1);
  expect(await database.rows('select a from whole.v')).toEqual([['2']]);
});

test('a mistake in the query is shown at its line, and the old view stays', async () => {
  const one = await built('wrong', 'select 1 as a');
  one.write('models/v.sql', 'select 1 as a,\n  nothing as b');
  expect((await one.run()).exitCode).toBe(1);
  expect(one.problems).toEqual(['TD501 models/v.sql:2:3']);
  expect(await database.rows('select a from wrong.v')).toEqual([['1']]);
});

test('a view that a long query reads is replaced when that ends, and others read on meanwhile', async () => {
  const one = await built('held', 'select 1 as a');
  const ended: string[] = [];
  const long = database
    .rows('begin; select * from held.v; select pg_sleep(3); commit')
    .then(() => ended.push('long query'));
  one.write('models/v.sql', 'select 2 as a');
  const run = one.run().then(({ exitCode }) => {
    ended.push('run');
    return exitCode;
  });
  for (let i = 0; i < 4; i++) await database.rows('select a from held.v');
  ended.push('reads');
  await long;
  expect(await run).toBe(0);
  expect(ended).toEqual(['reads', 'long query', 'run']);
  expect(await database.rows('select a from held.v')).toEqual([['2']]);
});
