import { beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../support/postgres.ts';
import { project, type TestProject } from '../../support/project.ts';
import { picture } from './picture.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  await database.rows(`create function stamp() returns trigger language plpgsql as 'begin return new; end'`);
});

const table = (columns: string, config = ''): string =>
  `{{ config(materialized='table'${config}) }} select ${columns}`;

async function built(schema: string, files: Readonly<Record<string, string>>): Promise<TestProject> {
  const one = await project({ 'project.yml': database.projectYml(schema), ...files });
  const { exitCode } = await one.build();
  expect([exitCode, messages(one)]).toEqual([0, '']);
  return one;
}

const messages = (one: TestProject): string => one.diagnostics.map(({ message }) => message).join('\n');

test('what uses a column that is gone is named before, and the rest stays', async () => {
  const one = await built('lost', { 'models/t.sql': table('1 as id, 2 as b, 3 as c') });
  await database.rows(`create index by_b on lost.t (b, c); create index by_id on lost.t (id) where b > 0; create index by_c on lost.t (c);
    alter table lost.t add constraint some_b check (b > 0); create statistics lost.b_c on b, c from lost.t`);
  one.write('models/t.sql', table('1 as id, 3 as c'));
  expect((await one.run()).exitCode).toBe(0);
  for (const name of ['index by_b', 'index by_id', 'constraint some_b', 'statistics b_c'])
    expect(messages(one)).toContain(`${name} (uses b, which is no longer there)`);
  expect(messages(one)).not.toContain('by_c');
  expect((await picture(database, 'lost.t')).filter((fact) => fact.startsWith('index'))).toEqual([
    'index CREATE INDEX by_c ON lost.t USING btree (c) f,f',
  ]);
  one.write('models/t.sql', 'select 1 as id, 3 as c');
  expect((await one.run()).exitCode).toBe(0);
  expect(messages(one)).toContain('index by_c (a view cannot have one)');
});

test('rows that an index or constraint made by hand does not allow fail the node, and nothing changes', async () => {
  const one = await built('unfit', { 'models/t.sql': table('1 as id') });
  await database.rows('create unique index one_id on unfit.t (id)');
  one.write('models/t.sql', table('2 as id union all select 2'));
  expect((await one.run()).exitCode).toBe(1);
  expect(messages(one)).toContain('index one_id cannot be kept: could not create unique index');
  expect(messages(one)).toContain('Key (id)=(2) is duplicated.');
  expect(await database.rows('select id from unfit.t')).toEqual([['1']]);
  await database.rows('drop index unfit.one_id; create table unfit.child (t_id int)');
  await database.rows(
    'alter table unfit.t add primary key (id); alter table unfit.child add foreign key (t_id) references unfit.t',
  );
  one.write('models/t.sql', table('1 as key'));
  expect((await one.run()).exitCode).toBe(1);
  expect(messages(one)).toContain(
    'foreign key child_t_id_fkey of unfit.child (refers to id, which is no longer there)',
  );
  one.write('models/t.sql', 'select 1 as id');
  expect((await one.run()).exitCode).toBe(1);
  expect(messages(one)).toContain('foreign key child_t_id_fkey of unfit.child (cannot refer to a view)');
});

test('what hooks make is made again by them, as often as they run', async () => {
  const hooks = [
    'create index on {{ this }} (id)',
    'create index {{ this.name }}_of_name on {{ this }} (name)',
    'alter table {{ this }} add primary key (id)',
    'create trigger stamped before insert on {{ this }} for each row execute function stamp()',
    'alter table {{ this }} enable row level security',
    'create policy all_rows on {{ this }} for select using (true)',
    'create statistics hooked.both_columns on id, name from {{ this }}',
  ];
  const sql = table(
    `1 as id, 'x' as name`,
    `, post_hook=${JSON.stringify([...hooks, { sql: 'create index concurrently late on {{ this }} (name)', transaction: false }])}`,
  );
  const one = await built('hooked', {
    'models/t.sql': sql.replaceAll('"transaction":false', '"transaction":False'),
  });
  const before = await picture(database, 'hooked.t');
  for (const fullRefresh of [false, true]) {
    expect([(await one.run({ fullRefresh })).exitCode, messages(one)]).toEqual([0, '']);
    expect(await picture(database, 'hooked.t')).toEqual(before);
  }
  await database.rows(
    'create materialized view hooked.kept as select * from hooked.t; create index by_hand on hooked.t (id, name)',
  );
  const hung = await picture(database, 'hooked.t');
  for (const fullRefresh of [false, true]) {
    expect([(await one.run({ fullRefresh })).exitCode, messages(one)]).toEqual([0, '']);
    expect(await picture(database, 'hooked.t')).toEqual(hung);
  }
});

const indexes = (schema: string) =>
  database.rows(
    `select regexp_replace(indexdef, '"?[0-9a-f]{32}"? ', '') from pg_indexes where schemaname = '${schema}' and tablename = 't' order by 1`,
  );

test.each([
  ['traded', ''],
  ['in_place', 'create materialized view $s.kept as select id from $s.t'],
])('configured indexes and constraints change where the table is %s', async (schema, hang) => {
  const contract = (columns: string) =>
    `models: [{name: t, config: {contract: {enforced: true}}, columns: [${columns}]}]`;
  const one = await built(schema, {
    'models/t.sql': table(
      '1 as id, 2 as b',
      `, indexes=[{'columns': ['id']}, {'columns': ['b'], 'unique': true}]`,
    ),
    'models/t.yml': contract(
      '{name: id, data_type: int, constraints: [{type: primary_key}, {type: check, expression: id > 0}]}, {name: b, data_type: int, constraints: [{type: not_null}]}',
    ),
  });
  await database.rows(`${hang.replaceAll('$s', schema)}; create index by_hand on ${schema}.t (b, id)`);
  one.write(
    'models/t.sql',
    table('1 as id, 2 as b', `, indexes=[{'columns': ['id']}, {'columns': ['b'], 'type': 'hash'}]`),
  );
  one.write(
    'models/t.yml',
    contract('{name: id, data_type: int, constraints: [{type: unique}]}, {name: b, data_type: int}'),
  );
  for (const fullRefresh of [false, false, true]) {
    expect([(await one.run({ fullRefresh })).exitCode, messages(one)]).toEqual([0, '']);
    expect((await indexes(schema)).map(([text]) => text?.replace(/INDEX t__dbt_tmp\w* /, 'INDEX '))).toEqual([
      [`CREATE INDEX ON ${schema}.t USING btree (id)`].join(),
      `CREATE INDEX ON ${schema}.t USING hash (b)`,
      `CREATE INDEX by_hand ON ${schema}.t USING btree (b, id)`,
      `CREATE UNIQUE INDEX ON ${schema}.t USING btree (id)`,
    ]);
    const facts = await picture(database, `${schema}.t`);
    expect(
      facts.filter((fact) => fact.startsWith('constraint')).map((fact) => fact.replace(/t__\w+/, '')),
    ).toEqual(['constraint  UNIQUE (id)']);
    expect(facts.filter((fact) => fact.startsWith('column'))).toEqual(['column b f  p', 'column id f  p']);
  }
});

test('a materialized view that changes its configured indexes keeps those made by hand', async () => {
  const model = (column: string) =>
    `{{ config(materialized='materialized_view', indexes=[{'columns': ['${column}']}]) }} select 1 as id, 2 as b`;
  const one = await built('kept', { 'models/t.sql': model('id') });
  await database.rows('create unique index "by Hand" on kept.t (id, b)');
  one.write('models/t.sql', model('b'));
  expect([(await one.run()).exitCode, messages(one)]).toEqual([0, '']);
  expect(await indexes('kept')).toEqual([
    ['CREATE INDEX ON kept.t USING btree (b)'],
    ['CREATE UNIQUE INDEX "by Hand" ON kept.t USING btree (id, b)'],
  ]);
});

test('table, view, incremental and materialized view take turns under views, rights and names of all sorts', async () => {
  const name = `Ü "b" 'c' ${'x'.repeat(50)}`;
  const quoted = `turns."${name.replaceAll('"', '""')}"`;
  const kinds = [
    'table',
    'view',
    'incremental',
    'materialized_view',
    'table',
    'materialized_view',
    'view',
    'view',
  ];
  const model = (kind: string, n: number) =>
    `{{ config(materialized='${kind}', alias=${JSON.stringify(name).replaceAll("'", "\\'")}) }} select ${n} as id, 'x' as "Na""me"`;
  const one = await built('turns', { 'models/t.sql': model('view', 0) });
  await database.rows(`create view turns.of_it with (security_barrier) as select id, "Na""me" from ${quoted}; create materialized view turns.far as select * from turns.of_it;
    comment on column ${quoted}."Na""me" is 'a name'; grant select on ${quoted} to public`);
  for (const [n, kind] of kinds.entries()) {
    one.write('models/t.sql', model(kind, n + 1));
    expect([(await one.run({ fullRefresh: true })).exitCode, messages(one)]).toEqual([0, '']);
    await database.rows('refresh materialized view turns.far');
    expect(
      await database.rows(
        `select of_it.id, far.id, col_description('${quoted.replaceAll("'", "''")}'::regclass, 2), has_table_privilege('pg_monitor', '${quoted.replaceAll("'", "''")}', 'select') from turns.of_it, turns.far`,
      ),
    ).toEqual([[String(n + 1), String(n + 1), 'a name', 't']]);
  }
  expect(
    await database.rows(
      `select relname from pg_class where relnamespace = 'turns'::regnamespace and relkind in ('r', 'v', 'm') order by 1`,
    ),
  ).toEqual([['far'], ['of_it'], [name]]);
});
