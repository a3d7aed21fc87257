import { expect, test } from 'vitest';
import { type Content, mark, project, type TestProject } from '../support/project.ts';

const DOUBLE = {
  'functions/double.sql': 'select value * times',
  'functions/double.yml':
    'functions:\n  - name: double\n    description: Doubles\n    config: {volatility: deterministic, tags: [maths]}\n    arguments:\n      - {name: value, data_type: float}\n      - {name: times, data_type: integer, default_value: 2}\n    returns: {data_type: float}\n',
  'models/m.sql': "select {{ function('double') }}(4) as n, {{ function('double') }}(4, times := 3) as more",
} as const;

const withFiles = (more: Readonly<Record<string, Content>>): Promise<TestProject> =>
  project({ ...DOUBLE, ...more });

test('a function is made before what calls it', async () => {
  const p = await withFiles({});
  for (let run = 0; run < 2; run++)
    expect((await p.build()).statuses).toEqual({ double: 'success', m: 'success' });
  expect(await p.query('select n, more from m')).toEqual([[8, 12]]);
  expect((await p.show({ inline: "select {{ function('double') }}(1) as n" })).output.join()).toContain('2');
});

test('it may read models, and call other functions', async () => {
  const p = await withFiles({
    'models/numbers.sql': 'select 5 as n',
    'functions/total.sql': "select sum({{ function('double') }}(n)) from {{ ref('numbers') }}",
    'functions/total.yml': 'functions: [{name: total, returns: {data_type: integer}}]\n',
    'models/m.sql': "select {{ function('test', 'total') }}() as n",
  });
  expect((await p.build()).exitCode).toBe(0);
  expect(await p.query('select n from m')).toEqual([[10]]);
  expect(await p.ls({ select: ['+m'] })).toEqual(['test.double', 'test.total', 'test.m', 'test.numbers']);
});

test('it is listed, selected, compiled, named by its config, and stands in the manifest', async () => {
  const p = await withFiles({ 'project.yml': 'name: test\nfunctions: {+alias: twice}\n' });
  expect(await p.ls({ resourceTypes: ['function'] })).toEqual(['test.double']);
  expect(await p.ls({ select: ['tag:maths+'] })).toEqual(['test.double', 'test.m']);
  expect((await p.compile()).results.map(({ id }) => id)).toEqual(['function.test.double', 'model.test.m']);
  expect(p.read('target/compiled/test/models/m.sql')).toContain('"twice"(4)');
  const manifest = JSON.parse(p.read('target/manifest.json'));
  expect(Object.keys(manifest.nodes)).toEqual(['model.test.m']);
  expect(manifest.functions['function.test.double']).toMatchObject({
    description: 'Doubles',
    language: 'sql',
    returns: { data_type: 'float', description: null },
    arguments: [
      { name: 'value', default_value: null },
      { name: 'times', default_value: 2 },
    ],
    config: { type: 'scalar', volatility: 'deterministic', materialized: 'function' },
  });
  expect(manifest.parent_map['model.test.m']).toEqual(['function.test.double']);
});

test('run leaves functions alone', async () => {
  const p = await withFiles({});
  expect((await p.run()).statuses).toEqual({ m: 'error' });
});

test('a function that is missing or switched off', async () => {
  const p = await withFiles({ 'models/m.sql': mark`select {{ «function('duoble')» }}(4)` });
  const { error } = await p.parse();
  expect(error?.first).toMatchObject({ code: 'TD201', help: expect.stringContaining('"double"') });
  expect(p.problems).toEqual([expect.stringMatching(/^TD201 models\/m.sql:1:11/)]);
  const off = await withFiles({ 'project.yml': 'name: test\nfunctions: {+enabled: false}\n' });
  expect((await off.parse()).error?.first).toMatchObject({
    code: 'TD214',
    message: expect.stringContaining("depends on a function named 'double' which is disabled"),
  });
});

test('properties that cannot be: no type of what it returns, a default in front, one without arguments', async () => {
  const yaml = (rest: string): string => `functions:\n  - name: double\n${rest}`;
  for (const [text, message] of [
    ['    arguments: []\n', "'returns' is a required property"],
    ['    returns: {}\n', "'data_type' is a required property"],
    [
      '    returns: {data_type: float}\n    arguments:\n      - {name: a, data_type: int, default_value: 1}\n      - {name: b, data_type: int}\n',
      "Non-defaulted argument 'b' of function 'double' comes after a defaulted argument",
    ],
  ] as const) {
    const p = await withFiles({ 'functions/double.yml': yaml(text) });
    const { error } = await p.parse();
    expect(error?.first.code).toBe('TD206');
    expect(error?.first.message).toContain(message);
  }
});

test('an aggregate is an expression over the rows of the query that calls it', async () => {
  const p = await project({
    'functions/mean.sql': 'sum(x) / count(*);\n',
    'functions/mean.yml':
      'functions:\n  - {name: mean, config: {type: aggregate}, arguments: [{name: x, data_type: double}], returns: {data_type: double}}\n',
    'models/m.sql':
      "select g, {{ function('mean') }}(n) as mean from (values ('a', 1), ('a', 2), ('b', 5)) as t(g, n) group by g",
  });
  expect((await p.build()).statuses).toEqual({ mean: 'success', m: 'success' });
  expect(await p.query('select g, mean from m order by g')).toEqual([
    ['a', 1.5],
    ['b', 5],
  ]);
  p.write('functions/mean.sql', 'select sum(x) / count(*)');
  expect((await p.build()).statuses).toEqual({ mean: 'error', m: 'skipped' });
  expect(p.diagnostics[0]?.message).toContain('must be an expression alone');
});

test.each(['scalar', 'aggregate'])('a %s in Python is refused by name', async (type) => {
  const p = await project({
    'functions/py.py': 'def main(x):\n    return x\n',
    'functions/py.yml': `functions: [{name: py, config: {type: ${type}, runtime_version: "3.11", entry_point: main}, returns: {data_type: double}}]\n`,
  });
  expect((await p.build()).statuses).toEqual({ py: 'error' });
  expect(p.diagnostics[0]?.message).toContain('DuckDB runs no functions in Python: write py in SQL');
});
