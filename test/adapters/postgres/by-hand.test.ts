import { beforeAll, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../support/postgres.ts';
import { project, type TestProject } from '../../support/project.ts';
import { picture } from './picture.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  await database.rows(`do $$ begin create role tsdbt_hand; exception when duplicate_object then null; end $$;
    create function stamp() returns trigger language plpgsql as 'begin return coalesce(new, old); end';
    create extension if not exists btree_gist`);
});

const COLUMNS = `1 as id, 1 as other, 'x'::text as name, array['a'] as tags, int4range(1, 2) as span`;
const model = (kind: string, columns = COLUMNS): string =>
  `{{ config(materialized='${kind}') }} select ${columns} {% if is_incremental() %} where false {% endif %}`;

async function built(schema: string, files: Readonly<Record<string, string>>): Promise<TestProject> {
  const one = await project({ 'project.yml': database.projectYml(schema), ...files });
  const { exitCode } = await one.build();
  expect([exitCode, one.problems]).toEqual([0, []]);
  return one;
}

/** Builds again and again and expects what was made by hand to stay. */
async function stays(one: TestProject, relation: string): Promise<void> {
  const before = await picture(database, relation);
  for (const fullRefresh of [false, true, true]) {
    const { exitCode } = await one.build({ fullRefresh });
    expect([exitCode, one.diagnostics.map(({ message }) => message)]).toEqual([0, []]);
    expect(await picture(database, relation)).toEqual(before);
  }
}

const INDEXES = `
  create unique index "Of ""id"" USING x" on $t (id) include (name) where id > 0;
  create index by_expression on $t (lower(name), other desc nulls last) with (fillfactor = 70);
  create index by_tags on $t using gin (tags);
  comment on index $s.by_tags is 'it''s for tags';
  alter table $t cluster on by_expression;
  create statistics $s.both (dependencies) on id, other from $t;
  comment on statistics $s.both is 'both';
  alter table $t set (fillfactor = 80, toast.autovacuum_enabled = false);
  alter table $t alter column other set statistics 500;
  alter table $t alter column name set storage external;
  alter table $t alter column id set (n_distinct = 5);
  grant select, delete on $t to tsdbt_hand with grant option;
  grant update (name) on $t to tsdbt_hand with grant option;
  comment on column $t.name is 'a "name"';
  create view $s.of_t with (security_barrier) as select id, name from $t where id > 0 with local check option;
`;
const CONSTRAINTS = `
  create table $s.parent (id int primary key); insert into $s.parent values (1);
  alter table $t add constraint positive check (id > 0);
  comment on constraint positive on $t is 'no zero';
  alter table $t add primary key (id);
  alter table $t add constraint one_name unique (name) deferrable initially deferred;
  alter table $t add constraint apart exclude using gist (span with &&);
  alter table $t alter column other set not null;
  alter table $t alter column name set default 'none';
  create sequence $s.others owned by $t.other; alter table $t alter column other set default nextval('$s.others');
  alter table $t add foreign key (id) references $s.parent on delete cascade;
  alter table $t add foreign key (other) references $t (id);
  create table $s.child (t_id int references $t on delete cascade); insert into $s.child values (1);
  alter table $t replica identity using index t_pkey;
  alter table $t enable row level security;
`;

const byHand = (schema: string, statements: string): Promise<unknown> =>
  database.rows(statements.replaceAll('$t', `${schema}.t`).replaceAll('$s', schema));

describe.each(['table', 'incremental'])('a %s', (kind) => {
  test('keeps indexes, statistics, storage, rights and views that were made by hand', async () => {
    const one = await built(`i_${kind}`, { 'models/t.sql': model(kind) });
    await byHand(`i_${kind}`, INDEXES);
    await stays(one, `i_${kind}.t`);
  });

  test('keeps constraints, defaults, sequences and foreign keys, and the rows that refer to it', async () => {
    const one = await built(`c_${kind}`, { 'models/t.sql': model(kind) });
    await byHand(`c_${kind}`, CONSTRAINTS);
    await stays(one, `c_${kind}.t`);
    expect(await database.rows(`select * from c_${kind}.child`)).toEqual([['1']]);
  });

  test('stays where it is when something hangs on the table itself', async () => {
    const schema = `f_${kind}`;
    const one = await built(schema, { 'models/t.sql': model(kind) });
    await byHand(
      schema,
      `${INDEXES} ${CONSTRAINTS}
      create trigger stamped before update on $t for each row execute function stamp();
      create policy mine on $t for select to tsdbt_hand using (id > 1); alter table $t force row level security;
      create rule quiet as on delete to $t where old.id > 100 do instead nothing;
      create publication ${schema} for table $t;
      alter table $t replica identity nothing;
      create function $s.named($t) returns text language sql as 'select $1.name';
      create function $s.bound() returns int language sql begin atomic select max(id) from $t; end;
      create view $s.whole as select t from $t;
      create materialized view $s.kept as select id from $t; create unique index on $s.kept (id);
      create table $s.below () inherits ($t)`,
    );
    await stays(one, `${schema}.t`);
    expect(await database.rows(`select * from ${schema}.child`)).toEqual([['1']]);
    expect(await database.rows(`select count(*), ${schema}.bound() from ${schema}.t`)).toEqual([['1', '1']]);
  });
});

test('a seed keeps what was made by hand, and the rows that refer to it', async () => {
  const one = await built('seeded', {
    'seeds/t.csv': 'id,other,name\n1,2,x\n',
    'seeds/t.yml': 'seeds: [{name: t, config: {indexes: [{columns: [other]}]}}]',
  });
  await database.rows(`create unique index one_id on seeded.t (id); alter table seeded.t add primary key (id);
    create table seeded.child (t_id int references seeded.t on delete cascade); insert into seeded.child values (1);
    grant select on seeded.t to tsdbt_hand`);
  await stays(one, 'seeded.t');
  expect(await database.rows('select * from seeded.child')).toEqual([['1']]);
  expect(
    await database.rows(`select count(*) from pg_indexes where schemaname = 'seeded' and tablename = 't'`),
  ).toEqual([['3']]);
});

test('seeds and tables that are published stay so, also without a key', async () => {
  const one = await built('published', {
    'seeds/s.csv': 'id\n1\n',
    'models/t.sql': model('table'),
  });
  await database.rows(`create publication all_of_it for table published.s, published.t;
    alter table published.s replica identity nothing`);
  const before = [await picture(database, 'published.s'), await picture(database, 'published.t')];
  await stays(one, 'published.t');
  expect([await picture(database, 'published.s'), await picture(database, 'published.t')]).toEqual(before);
  expect(await database.rows('select count(*) from published.s')).toEqual([['1']]);
});

test('a materialized view keeps indexes, rights, statistics and views', async () => {
  const one = await built('kept', { 'models/t.sql': model('materialized_view') });
  await byHand(
    'kept',
    INDEXES.replace(/alter table \$t set \(.*\n/, 'alter materialized view $t set (fillfactor = 80);')
      .replace(/.*set storage.*\n/, '')
      .replace(' with local check option', ''),
  );
  await stays(one, 'kept.t');
});

test('a view keeps its options, defaults, triggers, rights and who reads it', async () => {
  const one = await built('seen', { 'models/t.sql': model('view') });
  await byHand(
    'seen',
    `alter view $t set (security_barrier = true); alter view $t alter column name set default 'none';
    create trigger t instead of insert on $t for each row execute function stamp();
    grant select (id) on $t to tsdbt_hand; create view $s.of_t as select id from $t; create materialized view $s.kept as select id from $t`,
  );
  await stays(one, 'seen.t');
});
