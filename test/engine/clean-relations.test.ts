/** Relations that the project no longer has: shown, dropped when asked, and nothing else is ever touched. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { project, type TestProject } from '../support/project.ts';
import { projectFile, type TestPlace, testWarehouses } from '../support/warehouses.ts';

const FILES = {
  'models/kept.sql': 'select 1 as id',
  'models/old.sql': "{{ config(materialized='table') }} select 1 as id",
  'models/older.sql': "{{ config(materialized='view') }} select * from {{ ref('old') }}",
  'seeds/file.csv': 'id\n1\n',
  'snapshots/s.sql':
    "{% snapshot s %}{{ config(unique_key='id', strategy='check', check_cols='all') }} select 1 as id{% endsnapshot %}",
};

const said = (p: TestProject): string[] =>
  p.events.flatMap((event) => (event.type === 'note' && event.level === 'info' ? [event.message] : []));

const remove = (p: TestProject, ...paths: string[]): void => {
  for (const path of paths) rmSync(join(p.root, path));
};

describe.each(testWarehouses())('on %s', (_, warehouse) => {
  let place: () => TestPlace;
  beforeAll(async () => {
    place = await warehouse.start();
  });
  const start = async (): Promise<{
    p: TestProject;
    schema: string;
    relations: () => Promise<unknown[]>;
  }> => {
    const at = place();
    const p = await project({ ...FILES, 'project.yml': projectFile(at) }, { env: process.env });
    expect((await p.build()).exitCode).toBe(0);
    const list = `select table_name from information_schema.tables where table_schema = '${at.schema}' order by 1`;
    return { p, schema: at.schema, relations: async () => (await p.query(list)).flat() };
  };

  test('what was removed is shown, then dropped with --apply; a second time nothing is left', async () => {
    const { p, relations } = await start();
    await p.cleanRelations();
    expect(said(p)).toContain('No relation is left over.');
    remove(p, 'models/old.sql', 'models/older.sql', 'seeds/file.csv', 'snapshots/s.sql');
    await p.cleanRelations();
    expect(said(p).join('\n')).toMatch(/old \(table, made \d{4}-\d\d-\d\d for model\.test\.old\)/);
    expect(said(p)).toContain('4 relations left over; --apply drops what is.');
    const names = said(p).flatMap((line) => /^\w+\.(\w+) \(/.exec(line)?.[1] ?? []);
    expect(names).toEqual(['file', 'old', 'older', 's']);
    expect(await relations()).toHaveLength(5);
    expect((await p.cleanRelations({ apply: true })).exitCode).toBe(0);
    expect(said(p)).toContain('Dropped 4 relations.');
    expect(await relations()).toEqual(['kept']);
    await p.cleanRelations({ apply: true });
    expect(said(p)).toContain('Dropped 0 relations.');
  });

  test('what somebody else made, or put in its place, stays', async () => {
    const { p, schema, relations } = await start();
    remove(p, 'models/old.sql', 'models/older.sql');
    await p.query(`create table ${schema}.mine as select 1 as id`);
    await p.query(`drop view ${schema}.older`);
    await p.query(`drop table ${schema}.old`);
    await p.query(`create table ${schema}.old as select 2 as mine`);
    await p.cleanRelations({ apply: true });
    expect(said(p).join('\n')).toContain('changed since by somebody else: stays');
    expect(await relations()).toEqual(['file', 'kept', 'mine', 'old', 's']);
  });

  test('a view that somebody gave another query stays', async () => {
    const { p, schema, relations } = await start();
    remove(p, 'models/old.sql', 'models/older.sql');
    await p.query(`create or replace view ${schema}.older as select 7 as id`);
    await p.cleanRelations({ apply: true });
    expect(said(p).join('\n')).toMatch(/older \(view, .*; changed since by somebody else: stays\)/);
    expect(await relations()).toEqual(['file', 'kept', 'older', 's']);
  });

  test('another project or target of the same warehouse is a stranger', async () => {
    const { p, relations } = await start();
    remove(p, 'models/old.sql', 'models/older.sql');
    p.write('project.yml', p.read('project.yml').replace('name: test', 'name: other'));
    await p.cleanRelations({ apply: true });
    expect(said(p)).toContain('Dropped 0 relations.');
    expect(await relations()).toHaveLength(5);
  });
});

test('on postgres a relation that a foreign view reads is not dropped: TD515', async () => {
  const postgres = testWarehouses().find(([name]) => name === 'postgres')?.[1];
  if (postgres === undefined) return;
  const at = (await postgres.start())();
  const p = await project({ ...FILES, 'project.yml': projectFile(at) }, { env: process.env });
  await p.build();
  await p.query(`create view ${at.schema}.theirs as select * from ${at.schema}.old`);
  remove(p, 'models/old.sql', 'models/older.sql');
  expect((await p.cleanRelations({ apply: true })).exitCode).toBe(1);
  expect(p.diagnostics).toMatchObject([{ code: 'TD515' }]);
  expect(await p.query(`select * from ${at.schema}.theirs`)).toEqual([[1]]);
});

test('a project can name the schema, or have nothing remembered', async () => {
  const schemas = async (answer: string): Promise<unknown[]> => {
    const macros = {
      'macros/m.sql': `{% macro tsdbt_state_schema() %}{{ return(${answer}) }}{% endmacro %}`,
    };
    const p = await project({ ...FILES, ...macros });
    expect((await p.build()).exitCode).toBe(0);
    const found = await p.query('select distinct table_schema from information_schema.tables order by 1');
    return found.flat();
  };
  expect(await schemas("'kept_by_tsdbt'")).toEqual(['kept_by_tsdbt', 'main']);
  expect(await schemas('none')).toEqual(['main']);
});

test('the command line', async () => {
  const p = await project(FILES);
  await p.build();
  remove(p, 'models/older.sql');
  expect((await p.cli(['clean', '--relations'])).stdout).toContain('main.older (view');
  expect((await p.cli(['clean', '--relations', '--apply'])).stdout).toContain('Dropped 1 relation.');
  expect(p.exists('target')).toBe(true);
});
