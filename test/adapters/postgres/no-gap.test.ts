import { beforeAll, expect, test } from 'vitest';
import { reader, type TestDatabase, testDatabase } from '../../support/postgres.ts';
import { project, type TestProject } from '../../support/project.ts';

let database: TestDatabase;
/** For runs as another role. */
let other: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  other = await testDatabase();
  await database.rows('drop role if exists tsdbt_analyst; create role tsdbt_analyst');
});

const FILES = {
  'seeds/raw.csv': 'id,name\n1,Ann\n2,Bob\n',
  'models/as_view.sql': `select * from {{ ref('raw') }}`,
  'models/as_table.sql': `{{ config(materialized='table') }} select * from {{ ref('as_view') }}`,
  'models/as_rows.sql': `{{ config(materialized='incremental', unique_key='id') }} select * from {{ ref('as_view') }}`,
  'models/as_kept.sql': `{{ config(materialized='materialized_view') }} select * from {{ ref('as_view') }}`,
};
const RELATIONS = ['raw', 'as_view', 'as_table', 'as_rows', 'as_kept'] as const;

async function built(schema: string, files: Readonly<Record<string, string>> = FILES): Promise<TestProject> {
  const one = await project({ 'project.yml': database.projectYml(schema), ...files });
  expect((await one.build()).statuses).not.toContain('error');
  return one;
}

/** Views of others, grants and comments on everything that the project built. */
async function stand(schema: string): Promise<void> {
  const on = RELATIONS.map((name) => {
    const word = name === 'as_view' ? 'view' : name === 'as_kept' ? 'materialized view' : 'table';
    return `create view ${schema}.of_${name} with (security_barrier=true) as select id, name from ${schema}.${name};
      create view ${schema}.far_${name} as select name from ${schema}.of_${name};
      comment on view ${schema}.of_${name} is 'for ${name}';
      comment on ${word} ${schema}.${name} is 'it''s kept';
      comment on column ${schema}.${name}.id is 'a key';
      grant select on ${schema}.${name}, ${schema}.of_${name} to tsdbt_analyst;
      grant update (name) on ${schema}.of_${name} to public;`;
  });
  await database.rows(on.join('\n'));
}

/** What stands: rows through the views, rights, comments, options. */
const standing = (schema: string) =>
  database.rows(`
    ${RELATIONS.map((name) => `select '${name}' as name, string_agg(name, ',' order by name) from ${schema}.far_${name}`).join(' union all ')}
    union all
    select relname, concat_ws(' ', relkind, reloptions, obj_description(oid, 'pg_class'), col_description(oid, 1),
      (select string_agg(e::text, '' order by e::text) from aclexplode(relacl) as e where grantee <> relowner))
    from pg_class where relnamespace = '${schema}'::regnamespace and relkind in ('r', 'v', 'm')
    order by 1, 2`);

test.each([
  ['a run', {}],
  ['a full refresh', { fullRefresh: true }],
] as const)('%s keeps views, rights and comments of others, who read the new data', async (_, options) => {
  const schema = 'fullRefresh' in options ? 'kept_full' : 'kept';
  const one = await built(schema);
  await stand(schema);
  const before = await standing(schema);
  one.write('seeds/raw.csv', 'id,name\n1,Anna\n3,Cy\n2,Bob\n');
  expect((await one.build(options)).exitCode).toBe(0);
  const after = await standing(schema);
  const data = (rows: typeof before) =>
    rows.filter(([name]) => RELATIONS.some((known) => known === name)).map(String);
  expect(after.filter(([, text]) => !/^\w+(,\w+)+$/.test(text ?? ''))).toEqual(
    before.filter(([, text]) => !/^\w+(,\w+)+$/.test(text ?? '')),
  );
  expect(data(after)).toEqual(expect.arrayContaining(RELATIONS.map((name) => `${name},Anna,Bob,Cy`)));
});

test('what would be lost is named, and nothing changes', async () => {
  const one = await built('named', {
    'models/t.sql': `{{ config(materialized='table') }} select 1 as id, 2 as b`,
  });
  await database.rows(
    'create view named.of_b as select b from named.t; create view named.of_id as select id from named.t',
  );
  one.write('models/t.sql', `{{ config(materialized='table') }} select 3 as id`);
  const { exitCode } = await one.run();
  expect([exitCode, one.problems]).toEqual([1, ['TD309 models/t.sql:1:1']]);
  expect(one.diagnostics[0]?.message).toContain('named.of_b (uses b, which is no longer there)');
  expect(one.diagnostics[0]?.message).not.toContain('of_id');
  expect(await database.rows('select b, (select count(*) from named.of_id) from named.of_b')).toEqual([
    ['2', '1'],
  ]);
});

test('a column may go when all who use it are built later in the run; they are readable all the time', async () => {
  const one = await built('moving', {
    'models/t.sql': `{{ config(materialized='table') }} select 1 as id, 2 as b`,
    'models/v.sql': `select id, b from {{ ref('t') }}`,
    'models/m.sql': `{{ config(materialized='materialized_view') }} select b from {{ ref('t') }}`,
    'models/w.sql': `select * from {{ ref('v') }}`,
  });
  one.write('models/t.sql', `{{ config(materialized='table') }} select 3 as id`);
  one.write('models/v.sql', `select id from {{ ref('t') }}`);
  one.write('models/m.sql', `{{ config(materialized='materialized_view') }} select id from {{ ref('t') }}`);
  const watching = reader(database, [
    'select count(*) from moving.v',
    'select count(*) from moving.w',
    'select count(*) from moving.m',
  ]);
  const { exitCode } = await one.run();
  const { errors, empty } = await watching.stop();
  expect([exitCode, errors, empty]).toEqual([0, [], 0]);
  expect(await database.rows('select * from moving.v, moving.w, moving.m')).toEqual([['3', '3', '3']]);
  expect(
    await database.rows(
      `select relname from pg_class where relname like '%\\_\\_dbt\\_%' and relnamespace = 'moving'::regnamespace`,
    ),
  ).toEqual([]);
});

test('a column may get another type: views of others are made anew with what belongs to them', async () => {
  const one = await built('retyped', {
    'models/t.sql': `{{ config(materialized='table') }} select 1 as id, 'x'::varchar(5) as name`,
  });
  await database.rows(`create view retyped.near as select id, name from retyped.t; create view retyped.far as select id from retyped.near;
    grant select on retyped.far to tsdbt_analyst; comment on column retyped.far.id is 'far'`);
  one.write(
    'models/t.sql',
    `{{ config(materialized='table') }} select 5000000000 as id, 'x'::varchar(50) as name`,
  );
  expect((await one.run()).exitCode).toBe(0);
  expect(
    await database.rows(
      `select id, has_table_privilege('tsdbt_analyst', 'retyped.far', 'select'), col_description('retyped.far'::regclass, 1) from retyped.far`,
    ),
  ).toEqual([['5000000000', 't', 'far']]);
});

test('a table with triggers, materialized views of others or keys to it gets its new rows in place', async () => {
  const one = await built('fixed', { 'models/t.sql': `{{ config(materialized='table') }} select 1 as id` });
  await database.rows(`create materialized view fixed.of_t as select * from fixed.t`);
  one.write('models/t.sql', `{{ config(materialized='table') }} select 2 as id, 'new' as name`);
  expect((await one.run()).exitCode).toBe(0);
  await database.rows('refresh materialized view fixed.of_t');
  expect(await database.rows('select t.id, name, of_t.id from fixed.t, fixed.of_t')).toEqual([
    ['2', 'new', '2'],
  ]);
  const keyed = await built('keyed', {
    'models/p.sql': `{{ config(materialized='table') }} select 1 as id`,
    'models/p.yml': `models: [{name: p, config: {contract: {enforced: true}}, columns: [{name: id, data_type: int, constraints: [{type: primary_key}]}]}]`,
  });
  await database.rows(
    'create table keyed.child (p_id int references keyed.p (id)); insert into keyed.child values (1)',
  );
  expect((await keyed.run()).exitCode).toBe(0);
  await expect(database.rows('insert into keyed.child values (7)')).rejects.toThrow(
    'violates foreign key constraint',
  );
});

test('four readers see no error and no empty relation while everything is built again and again', async () => {
  const models: Record<string, string> = {};
  for (let n = 0; n < 12; n++) {
    const kind = ['view', 'table', 'incremental'][n % 3];
    models[`models/m${n}.sql`] =
      `{{ config(materialized='${kind}') }} select * from {{ ref('${n === 0 ? 'raw' : `m${n - 1}`}') }}`;
  }
  const one = await built('busy', { 'seeds/raw.csv': FILES['seeds/raw.csv'], ...models });
  const queries = ['raw', ...Array.from({ length: 12 }, (_, n) => `m${n}`)].map(
    (name) => `select count(*) from busy.${name}`,
  );
  const joined =
    'select count(*) from busy.m1 join busy.m3 using (id) join busy.m6 using (id) join busy.m11 using (id)';
  const readers = [queries, [...queries].reverse(), [joined], queries].map((list) => reader(database, list));
  const codes = [];
  for (const fullRefresh of [false, true, true]) codes.push((await one.build({ fullRefresh })).exitCode);
  const seen = await Promise.all(readers.map((one) => one.stop()));
  expect(codes).toEqual([0, 0, 0]);
  expect(seen.flatMap(({ errors }) => errors)).toEqual([]);
  expect(seen.map(({ empty }) => empty)).toEqual([0, 0, 0, 0]);
  expect(Math.min(...seen.map(({ reads }) => reads))).toBeGreaterThan(20);
});

test('a long query holds up the swap, but nobody else', async () => {
  const one = await built('patient', { 'models/t.sql': `{{ config(materialized='table') }} select 1 as id` });
  const long = database.rows('begin; select count(*) from patient.t; select pg_sleep(4); commit');
  const watching = reader(database, ['select count(*) from patient.t']);
  const running = one.run();
  await long;
  expect((await running).exitCode).toBe(0);
  const { errors, slowest } = await watching.stop();
  expect(errors).toEqual([]);
  expect(slowest).toBeLessThan(3000);
});

test('a view that belongs to somebody else stays as well', async () => {
  const { dbname } = other.target;
  await other.rows(`drop role if exists tsdbt_loader; create role tsdbt_loader login password 'loads it';
    grant create on database ${dbname} to tsdbt_loader`);
  const target = { ...other.target, user: 'tsdbt_loader', password: 'loads it', schema: 'loaded' };
  const one = await project({
    'project.yml': `name: test\nversion: "1.0"\ntargets: {dev: ${JSON.stringify(target)}}\n`,
    'models/t.sql': `{{ config(materialized='table') }} select 1 as id`,
  });
  expect((await one.run()).exitCode).toBe(0);
  await other.rows('create schema theirs; create view theirs.of_t as select id from loaded.t');
  one.write('models/t.sql', `{{ config(materialized='table') }} select 2 as id, 'new' as name`);
  expect((await one.run()).exitCode).toBe(0);
  expect(await other.rows('select t.id, name, of_t.id from loaded.t, theirs.of_t')).toEqual([
    ['2', 'new', '2'],
  ]);
  one.write('models/t.sql', `select 3 as id`);
  expect((await one.run()).exitCode).toBe(1);
  expect(one.diagnostics[0]?.message).toContain('theirs.of_t');
  expect(await other.rows('select id from theirs.of_t')).toEqual([['2']]);
});

test('tables under one view are built at the same time, again and again', { timeout: 60_000 }, async () => {
  const names = ['a', 'b', 'c', 'd'];
  const nap = '(select 1 as id from pg_sleep(0.05))';
  const one = await built('under_one', {
    ...Object.fromEntries(
      names.map((name) => [
        `models/${name}.sql`,
        `{{ config(materialized='table') }} select id, '${name}' as name from ${nap} as s`,
      ]),
    ),
    'models/all_of_them.sql': names.map((name) => `select * from {{ ref('${name}') }}`).join(' union all '),
  });
  for (let turn = 0; turn < 5; turn++) {
    const { results } = await one.run();
    expect(results.map(({ status, response }) => [status, response.retries])).toEqual(
      Array(5).fill(['success', undefined]),
    );
  }
  expect(await database.rows('select count(*) from under_one.all_of_them')).toEqual([['4']]);
});

test('a table whose readers were left on its older self, for they failed, is built again all the same', async () => {
  const kept = (sql: string) => `{{ config(materialized='materialized_view') }} ${sql}`;
  const one = await built('left_twice', {
    'models/t.sql': "{{ config(materialized='table') }} select 1 as id",
    'models/kept.sql': kept("select id from {{ ref('t') }}"),
  });
  one.write('models/kept.sql', kept("select nope from {{ ref('t') }}"));
  for (let turn = 0; turn < 3; turn++)
    expect((await one.run({ fullRefresh: true })).statuses).toEqual({ t: 'success', kept: 'error' });
  expect(await database.rows('select id from left_twice.kept')).toEqual([['1']]);
  one.write('models/kept.sql', kept("select id from {{ ref('t') }}"));
  expect((await one.run()).statuses).toEqual({ t: 'success', kept: 'success' });
  const names = "select relname from pg_class where relnamespace = 'left_twice'::regnamespace order by 1";
  expect(await database.rows(names)).toEqual([['kept'], ['t']]);
});
