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
