/** compat --build where both tools work in one server: in schemas of their own, or in targets that the user names. */
import { existsSync, rmSync } from 'node:fs';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../support/postgres.ts';
import { compat, other } from './other.ts';

let database: TestDatabase;
let second: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  second = await testDatabase();
});

const profile = (
  ...outputs: readonly (readonly [name: string, of: TestDatabase, schema: string])[]
): string =>
  JSON.stringify({
    test: {
      target: 'dev',
      outputs: Object.fromEntries(
        outputs.map(([name, { target }, schema]) => [name, { ...target, schema, threads: 4 }]),
      ),
    },
  });

const FILES = {
  'dbt_project.yml': 'name: test\nversion: "1.0"\nprofile: test\n',
  'seeds/s.csv': 'id,name\n1,a\n2,b\n',
  'models/a.sql': "select id, name, '{{ this }}' as own, 1.10::numeric as n from {{ ref('s') }}",
  'models/b.sql': "{{ config(schema='deep') }} select *, now() as at from {{ ref('a') }}",
  'models/c.sql':
    "{{ config(materialized='incremental') }} select 1 as id {% if is_incremental() %} union all select 2 {% endif %}",
  'models/raw.sql': 'select id from existing.facts',
};

const schemas = async (of: TestDatabase): Promise<readonly unknown[]> =>
  (await of.rows("select nspname from pg_namespace where nspname !~ '^(pg_|information)' order by 1")).flat();

test('both build in schemas of their own beside what is there, always from nothing, and leave nothing behind', async () => {
  await database.rows('create schema existing; create table existing.facts as select 7 as id');
  const before = await schemas(database);
  const files = { ...FILES, 'profiles.yml': profile(['dev', database, 'main']) };
  const kept = await compat(files, other(), '--build', '--keep');
  expect(kept.stdout).toContain('No differences.');
  const folder = /Copies are kept in (\S+)/.exec(kept.p.read('logs/dbt.log'))?.[1] ?? '';
  expect(existsSync(folder)).toBe(true);
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  expect(await schemas(database)).toEqual(
    expect.arrayContaining([
      'main_compat_ours',
      'main_compat_ours_deep',
      'main_compat_theirs',
      'main_compat_theirs_deep',
    ]),
  );
  const { stdout, code } = await compat(files, other(), '--build');
  expect(stdout).toContain('No differences.');
  expect(stdout).toMatch(/table +5 +5/);
  expect(code).toBe(0);
  expect((await schemas(database)).filter((name) => name !== 'tsdbt_state')).toEqual(before);
  expect(await database.rows('select * from tsdbt_state.relations')).toEqual([]);
});

test('rows that differ are told with their column', async () => {
  const change = other("if (args[0] === 'build') edit('seeds/s.csv', (text) => text.replace('2,b', '2,c'));");
  const files = {
    ...FILES,
    'models/raw.sql': 'select 1 as id',
    'profiles.yml': profile(['dev', database, 'main']),
  };
  const { stdout, code } = await compat(files, change, '--build');
  expect(stdout).toMatch(/table model\.test\.a values\n {4}theirs: values of name text\n/);
  expect(code).toBe(1);
});

test('what would be built elsewhere is TD905 before anything is built, unless it is left out', async () => {
  const files = {
    ...FILES,
    'models/raw.sql': 'select 1 as id',
    'profiles.yml': profile(['dev', database, 'main']),
    'macros/n.sql':
      "{% macro generate_schema_name(name, node) %}{{ 'prod' if node.name == 'a' else target.schema }}{% endmacro %}",
  };
  const { stdout, code } = await compat(files, other(), '--build');
  expect(stdout).toContain('error TD905: these would not be built in a schema of their own: a in prod');
  expect(code).toBe(2);
  expect(await schemas(database)).not.toContain('prod');
  expect((await compat(files, other(), '--build', '--exclude', 'a+')).stdout).toContain('No differences.');
});

test('--targets names where each builds; what differs between them stands for the same', async () => {
  const files = {
    ...FILES,
    'models/raw.sql': 'select 1 as id',
    'profiles.yml': profile(
      ['dev', database, 'main'],
      ['one', database, 'team_one'],
      ['two', second, 'team_two'],
    ),
    'macros/n.sql': '{% macro generate_schema_name(name, node) %}{{ name or target.schema }}{% endmacro %}',
  };
  const { stdout, code } = await compat(files, other(), '--build', '--targets', 'one,two');
  expect(stdout).toContain('No differences.');
  expect(stdout).toMatch(/table +5 +5/);
  expect(code).toBe(0);
  expect(await schemas(database)).toContain('team_one');
  expect(await schemas(second)).toContain('team_two');
  const few = await compat(files, other(), '--build', '--twice', '--targets', 'one,two');
  expect(few.stdout).toContain('error TD901: --targets goes with --build, and names 3 targets');
});

test('a relation that is gone on both sides is no difference', async () => {
  const files = {
    ...FILES,
    'models/raw.sql': 'select 1 as id',
    'profiles.yml': profile(['dev', database, 'main']),
    'models/gone.sql': "{{ config(materialized='table', post_hook='drop table {{ this }}') }} select 1 as id",
  };
  const { stdout } = await compat(files, other(), '--build');
  expect(stdout).toContain('No differences.');
  expect(stdout).toMatch(/table +6 +6/);
});

test('what a run before has left and cannot be dropped is an error before anything is built', async () => {
  const [owner, guest] = [`tsdbt_owner_${process.pid}`, `tsdbt_guest_${process.pid}`];
  await second.rows(`
    create role ${owner};
    create role ${guest} login password 'guest';
    create schema main_compat_theirs authorization ${owner}`);
  const target = { ...second.target, user: guest, password: 'guest' };
  const files = {
    ...FILES,
    'models/raw.sql': 'select 1 as id',
    'profiles.yml': profile(['dev', { ...second, target }, 'main']),
  };
  const { stdout, code } = await compat(files, other(), '--build');
  expect(stdout).toContain('must be owner of schema main_compat_theirs');
  expect(code).toBe(2);
  await second.rows(`drop role ${guest}; drop owned by ${owner}; drop role ${owner}`);
});
