import { describe, expect, test } from 'vitest';
import { project, type TestProject } from '../support/project.ts';

const ROWS = "select 1 as id, 'a,b' as name, date '2024-01-31' as day union all select 2, null, null";

const external = (config: string, sql = ROWS): Readonly<Record<string, string>> => ({
  'models/out.sql': `{{ config(materialized='external'${config}) }}\n${sql}`,
  'models/child.sql': "select * from {{ ref('out') }}",
});

const folder = { 'files/.keep': '' };

async function built(config: string, sql?: string): Promise<TestProject> {
  const p = await project({ ...folder, ...external(config, sql) });
  const root = p.root;
  p.write(
    'project.yml',
    `name: test\ntargets: {dev: {type: duckdb, path: test.duckdb, external_root: "${root}/files"}}\n`,
  );
  expect((await p.build()).statuses, p.problems.join()).toEqual({ out: 'success', child: 'success' });
  return p;
}

describe('a model as a file', () => {
  test('parquet below external_root, when nothing is said', async () => {
    const p = await built('');
    expect(await p.query(`select id, name, day from '${p.root}/files/out.parquet' order by 1`)).toEqual([
      [1, 'a,b', '2024-01-31'],
      [2, null, null],
    ]);
    expect(await p.query('select count(*) from child')).toEqual([[2]]);
    expect(
      await p.query("select table_type from information_schema.tables where table_name = 'out'"),
    ).toEqual([['VIEW']]);
  });

  test.each([
    [", format='csv', delimiter='|'", 'out.csv', 'id|name|day\n1|a,b|2024-01-31\n2||\n'],
    [
      ", options={'format': 'csv', 'header': 0}, location=target.external_root ~ '/other.txt', csv_read_options={'header': false}",
      'other.txt',
      '1,"a,b",2024-01-31\n2,,\n',
    ],
    [
      ", format='json'",
      'out.json',
      '{"id":1,"name":"a,b","day":"2024-01-31"}\n{"id":2,"name":null,"day":null}\n',
    ],
  ])('config(%s)', async (config, file, text) => {
    const p = await built(config);
    expect(p.read(`files/${file}`)).toBe(text);
    expect(await p.query('select count(*) from child')).toEqual([[2]]);
  });

  test('the name of the file tells format and compression', async () => {
    const p = await built(", location=target.external_root ~ '/rows.csv.gz'");
    expect(await p.query(`select count(*) from read_csv('${p.root}/files/rows.csv.gz')`)).toEqual([[2]]);
  });

  test('many files by partition', async () => {
    const p = await built(", options={'partition_by': 'day, id', 'overwrite_or_ignore': 1}");
    await p.build();
    expect(p.exists('files/out/day=2024-01-31/id=1')).toBe(true);
    expect(await p.query('select id, name from child order by id')).toEqual([
      [1, 'a,b'],
      [2, null],
    ]);
  });

  test.each(['', ", format='csv'", ", format='json'", ", options={'partition_by': 'id'}"])(
    'no rows, config(%s): the columns are there',
    async (config) => {
      const p = await built(config, `select * from (${ROWS}) where false`);
      expect(await p.query('select count(id), count(name), count(*) from child')).toEqual([[0, 0, 0]]);
    },
  );

  test('a table gives way to it, and it to a table', async () => {
    const p = await built('');
    const sql = p.read('models/out.sql');
    p.write('models/out.sql', sql.replace('external', 'table'));
    expect((await p.run()).exitCode).toBe(0);
    p.write('models/out.sql', sql);
    expect((await p.run()).exitCode).toBe(0);
    expect(await p.query('select count(*) from out')).toEqual([[2]]);
  });
});

test('files of models that are not selected are read by register_upstream_external_models', async () => {
  const p = await built('');
  p.write(
    'project.yml',
    `name: test\non-run-start: ["{{ register_upstream_external_models() }}"]\ntargets: {dev: {type: duckdb, path: other.duckdb, external_root: "${p.root}/files"}}\n`,
  );
  expect((await p.run({ select: ['child'] })).statuses).toMatchObject({ child: 'success' });
});

test.each([
  [", format='xlsx'", 'Invalid format: xlsx. Allowed formats are: csv, parquet, json'],
  [", plugin='glue'", 'are Python code'],
  [", options=['a']", 'The options argument must be a dictionary'],
  [", location='no/such/folder/out.csv'", 'no/such/folder/out.csv'],
])('config(%s) fails', async (config, message) => {
  const p = await project(external(config));
  expect((await p.run()).statuses).toEqual({ out: 'error', child: 'skipped' });
  expect(p.diagnostics.at(-1)?.message).toContain(message);
});
