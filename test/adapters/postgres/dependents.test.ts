import pg from 'pg';
import { beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../support/postgres.ts';
import { project, type TestProject } from '../../support/project.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  await database.rows(`create function stamp() returns trigger language plpgsql as 'begin return new; end'`);
});

const model = (kind: string, columns: string): string =>
  `{{ config(materialized='${kind}') }} select ${columns}`;

async function built(schema: string, files: Readonly<Record<string, string>>): Promise<TestProject> {
  const one = await project({ 'project.yml': database.projectYml(schema), ...files });
  const { exitCode } = await one.build();
  expect([exitCode, messages(one)]).toEqual([0, '']);
  return one;
}

const messages = (one: TestProject): string => one.diagnostics.map(({ message }) => message).join('\n');

/** Somebody's session, until the test ends. */
async function session() {
  const { dbname, ...target } = database.target;
  const client = new pg.Client({ ...target, database: dbname });
  await client.connect();
  return client;
}

const left = (schema: string) =>
  database.rows(
    `select relname from pg_class where relnamespace = '${schema}'::regnamespace and relname like '%\\_\\_dbt\\_%' and relkind in ('r', 'v', 'm')`,
  );

test('a materialized view loses a column while who uses it is built later: that one is readable all the time', async () => {
  const one = await built('kept', {
    'models/m.sql': model('materialized_view', '1 as id, 2 as b'),
    'models/v.sql': `select b from {{ ref('m') }}`,
    'models/w.sql': model('table', '1 as seen'),
  });
  one.write('models/m.sql', model('materialized_view', '3 as id'));
  one.write(
    'models/w.sql',
    `{{ config(materialized='table') }} -- depends_on: {{ ref('m') }}
    {% set seen = run_query('select b from kept.v') %} select {{ seen[0][0] if execute else 0 }} as seen`,
  );
  one.write('models/v.sql', `select id from {{ ref('w') }} join {{ ref('m') }} on true`);
  expect([(await one.run({ fullRefresh: true })).exitCode, messages(one)]).toEqual([0, '']);
  expect(await database.rows('select * from kept.v, kept.w')).toEqual([['3', '2']]);
  expect(await left('kept')).toEqual([]);
});

test('a table with a trigger loses a column while who uses it is built later', async () => {
  const one = await built('hung', {
    'models/t.sql': model('table', '1 as id, 2 as b'),
    'models/v.sql': `select b from {{ ref('t') }}`,
  });
  await database.rows(
    `create trigger stamped before insert on hung.t for each row execute function stamp(); create view hung.of_id as select id from hung.t`,
  );
  one.write('models/t.sql', model('table', `'3'::text as id`));
  one.write('models/v.sql', `select id from {{ ref('t') }}`);
  expect([(await one.run()).exitCode, messages(one)]).toEqual([1, expect.stringContaining('hung.of_id')]);
  one.write('models/t.sql', model('table', `3 as id`));
  for (let n = 0; n < 2; n++) expect([(await one.run()).exitCode, messages(one)]).toEqual([0, '']);
  expect(await database.rows('select * from hung.t, hung.v')).toEqual([['3', '3']]);
  expect(await database.rows(`select id, pg_typeof(id) from hung.of_id`)).toEqual([['3', 'integer']]);
  one.write('models/v.sql', 'select 1 as id');
  one.write('models/t.sql', model('table', '3::bigint as id'));
  expect([(await one.run()).exitCode, messages(one)]).toEqual([0, '']);
  expect(await database.rows(`select id, pg_typeof(id) from hung.of_id`)).toEqual([['3', 'bigint']]);
});

test('a view that would have to be made anew is refused where triggers or functions hang on it', async () => {
  const one = await built('bound', { 'models/t.sql': model('table', '1 as id') });
  await database.rows(`create view bound.of_t as select id from bound.t;
    create trigger stamped instead of insert on bound.of_t for each row execute function stamp()`);
  one.write('models/t.sql', model('table', '1::bigint as id'));
  expect([(await one.run()).exitCode, messages(one)]).toEqual([
    1,
    expect.stringContaining('bound.of_t (uses id, which has another type now)'),
  ]);
  expect(await database.rows('select pg_typeof(id) from bound.of_t')).toEqual([['integer']]);
});

test('cursors, prepared statements and transactions of readers go on', async () => {
  const one = await built('reading', {
    'models/t.sql': model('table', '1 as id'),
    'models/v.sql': `select * from {{ ref('t') }}`,
  });
  const reader = await session();
  await reader.query('prepare of_t as select id from reading.t; prepare of_v as select id from reading.v');
  const ids = async (): Promise<unknown[]> => [
    (await reader.query('execute of_t')).rows,
    (await reader.query('execute of_v')).rows,
  ];
  expect(await ids()).toEqual([[{ id: 1 }], [{ id: 1 }]]);
  one.write('models/t.sql', model('table', '2 as id'));
  expect((await one.run()).exitCode).toBe(0);
  expect(await ids()).toEqual([[{ id: 2 }], [{ id: 2 }]]);
  await reader.query(
    'begin; declare c cursor for select id from reading.t union all select id + 1 from reading.v',
  );
  expect((await reader.query('fetch 1 from c')).rows).toEqual([{ id: 2 }]);
  one.write('models/t.sql', model('table', '5 as id'));
  const running = one.run();
  await new Promise((resolve) => setTimeout(resolve, 1500));
  expect((await reader.query('fetch 1 from c')).rows).toEqual([{ id: 3 }]);
  await reader.query('commit');
  expect((await running).exitCode).toBe(0);
  expect(await ids()).toEqual([[{ id: 5 }], [{ id: 5 }]]);
  await reader.end();
});

test('a swap that waits longer than lock_timeout fails its node, and the table stays', async () => {
  const settings = JSON.stringify({ ...database.target, schema: 'locked', lock_timeout: '1s' });
  const one = await project({
    'project.yml': `name: test\nversion: "1.0"\ntargets: {dev: ${settings}}\n`,
    'models/t.sql': model('table', '1 as id'),
  });
  expect((await one.run()).exitCode).toBe(0);
  const reader = await session();
  await reader.query('begin; select * from locked.t');
  one.write('models/t.sql', `{{ config(timeout='4s') }} ${model('table', '2 as id')}`);
  expect((await one.run()).exitCode).toBe(1);
  await reader.query('commit');
  expect((await reader.query('select id from locked.t')).rows).toEqual([{ id: 1 }]);
  await reader.end();
});

test('who reads a table and then what refers to it is in nobody’s way', async () => {
  const contract = (name: string, constraint: string): string =>
    `models: [{name: ${name}, config: {contract: {enforced: true}}, columns: [{name: id, data_type: int, constraints: [${constraint}]}]}]`;
  const one = await built('refers', {
    'models/p.sql': model('table', '1 as id'),
    'models/p.yml': contract('p', '{type: primary_key}'),
    'models/c.sql': `${model('table', '1 as id')} -- {{ ref('p') }}`,
    'models/c.yml': contract('c', '{type: foreign_key, expression: "refers.p (id)"}'),
  });
  const reader = await session();
  await reader.query('begin; select * from refers.p');
  const running = one.run({ select: ['c'] });
  await new Promise((resolve) => setTimeout(resolve, 1500));
  expect((await reader.query('select id from refers.c')).rows).toEqual([{ id: 1 }]);
  await reader.query('commit');
  expect([(await running).exitCode, messages(one)]).toEqual([0, '']);
  await reader.end();
});

test('failures that are stored stay readable, with the views and rights on them', async () => {
  const one = await built('audit', {
    'models/t.sql': model('table', '1 as id'),
    'tests/wrong.sql': `{{ config(store_failures=true, severity='warn') }} select * from {{ ref('t') }} where id < 0`,
  });
  await database.rows(
    'create view audit.seen as select id from audit_dbt_test__audit.wrong; grant select on audit_dbt_test__audit.wrong to public',
  );
  one.write('models/t.sql', model('table', '-1 as id'));
  expect((await one.build()).exitCode).toBe(0);
  expect(
    await database.rows(
      `select id, has_table_privilege('pg_monitor', 'audit_dbt_test__audit.wrong', 'select') from audit.seen`,
    ),
  ).toEqual([['-1', 't']]);
});

test('a column leaves an incremental model when its views are built later; what others made of it is refused or named', async () => {
  const rows = (columns: string): string =>
    `{{ config(materialized='incremental', on_schema_change='sync_all_columns') }} select ${columns}`;
  const one = await built('synced', {
    'models/t.sql': rows('1 as id, 2 as b, 3 as c'),
    'models/v.sql': `select id, b from {{ ref('t') }}`,
  });
  await database.rows(
    'create view synced.of_c as select c from synced.t; create index by_b on synced.t (b, id)',
  );
  one.write('models/t.sql', rows('2 as id'));
  one.write('models/v.sql', `select id from {{ ref('t') }}`);
  expect([(await one.run()).exitCode, messages(one)]).toEqual([
    1,
    expect.stringContaining('synced.of_c (uses c'),
  ]);
  expect(await database.rows('select id, b, c from synced.t')).toEqual([['1', '2', '3']]);
  await database.rows('drop view synced.of_c');
  expect((await one.run()).exitCode).toBe(0);
  expect(await database.rows('select * from synced.v order by 1')).toEqual([['1'], ['2']]);
  expect((await one.run()).exitCode).toBe(0);
  expect(messages(one)).toContain('index synced.by_b');
  expect(await database.rows('select * from synced.t order by 1')).toEqual([['1'], ['2'], ['2']]);
});

test('a foreign key of a table that belongs to somebody else is named before anything changes', async () => {
  await database.rows(`do $$ begin create role tsdbt_owner login password 'owns it'; exception when duplicate_object then null; end $$;
    grant create on database ${database.target.dbname} to tsdbt_owner`);
  const target = { ...database.target, user: 'tsdbt_owner', password: 'owns it', schema: 'owned' };
  const one = await project({
    'project.yml': `name: test\nversion: "1.0"\ntargets: {dev: ${JSON.stringify(target)}}\n`,
    'models/t.sql': model('table', '1 as id'),
    'seeds/s.csv': 'id\n1\n',
  });
  expect((await one.build()).exitCode).toBe(0);
  await database.rows(`alter table owned.t add primary key (id); alter table owned.s add primary key (id);
    create table public.child (t_id int references owned.t, s_id int references owned.s on delete cascade); insert into public.child values (1, 1)`);
  expect((await one.build()).exitCode).toBe(1);
  for (const name of ['t', 's'])
    expect(messages(one)).toMatch(new RegExp(`foreign key child_${name}_id_fkey of (public\\.)?child`));
  expect(await database.rows('select * from public.child')).toEqual([['1', '1']]);
  await database.rows(
    `drop table public.child; alter table owned.t owner to current_user; grant all on owned.t to tsdbt_owner`,
  );
  expect((await one.run()).exitCode).toBe(1);
  expect(messages(one)).toContain('must be owner of table t');
});

test('a column may get another collation under a view of others', async () => {
  const one = await built('collated', { 'models/t.sql': model('table', `'x'::text as name`) });
  await database.rows(`create view collated.of_t with (security_invoker) as select name from collated.t`);
  one.write('models/t.sql', model('table', `'y'::text collate "C" as name`));
  expect([(await one.run()).exitCode, messages(one)]).toEqual([0, '']);
  expect(
    await database.rows(
      `select name, collation for (name), (select reloptions from pg_class where oid = 'collated.of_t'::regclass) from collated.of_t`,
    ),
  ).toEqual([['y', '"C"', expect.stringContaining('security_invoker')]]);
});

test('tables that refer to each other are built side by side, again and again', async () => {
  const one = await built('circle', {
    'models/a.sql': model('table', '1 as id'),
    'models/b.sql': model('table', '1 as id'),
    'models/c.sql': model('table', '1 as id'),
  });
  await database.rows(`alter table circle.a add primary key (id); alter table circle.b add primary key (id); alter table circle.c add primary key (id);
    alter table circle.a add foreign key (id) references circle.b on delete cascade;
    alter table circle.b add foreign key (id) references circle.c on delete cascade;
    alter table circle.c add foreign key (id) references circle.a on delete cascade`);
  for (let n = 0; n < 4; n++) expect([(await one.run()).exitCode, messages(one)]).toEqual([0, '']);
  expect(
    await database.rows(
      `select conrelid::regclass::text, confrelid::regclass::text, convalidated from pg_constraint where contype = 'f' and connamespace = 'circle'::regnamespace order by 1`,
    ),
  ).toEqual([
    ['circle.a', 'circle.b', 't'],
    ['circle.b', 'circle.c', 't'],
    ['circle.c', 'circle.a', 't'],
  ]);
  expect(await database.rows('select * from circle.a, circle.b, circle.c')).toEqual([['1', '1', '1']]);
});
