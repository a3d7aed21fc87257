/** What dbt refuses, warns of or merges while it parses. */
import { describe, expect, test } from 'vitest';
import { project } from '../support/project.ts';
import { asData, parsed } from './parsed.ts';

const A = { 'models/a.sql': 'select 1 as id' };

describe('time spines', () => {
  const spine = (columns: string, more = ''): Record<string, string> => ({
    ...A,
    'models/s.yml': `models:\n  - name: a\n    time_spine:\n      standard_granularity_column: day\n${more}    columns: ${columns}\n`,
  });
  const cases: readonly (readonly [what: string, files: Record<string, string>, says: string])[] = [
    ['its column', spine('[{name: other}]'), 'standard granularity column must be defined on the model'],
    ['its granularity', spine('[{name: day}]'), 'must have a granularity defined'],
    [
      'a custom column',
      spine('[{name: day, granularity: day}]', '      custom_granularities: [{name: x, column_name: y}]\n'),
      "custom granularity columns do not exist in the model. Got invalid column name 'y'",
    ],
  ];
  test.each(cases)('want %s', async (_, files, says) => {
    const p = await parsed(files);
    expect(p.diagnostics.map((one) => one.code)).toEqual(['TD206']);
    expect(p.diagnostics[0]?.message).toContain(says);
  });
});

describe('contracts', () => {
  const contract = "{{ config(contract={'enforced': true}) }} select 1 as id";
  const column = '[{name: id, data_type: int, constraints: [{type: not_null}]}]';
  test('constraints of a view are told to be ignored, unless that is known', async () => {
    const files = (more = ''): Record<string, string> => ({
      'models/a.sql': contract,
      'models/s.yml': `models:\n  - name: a\n    columns: ${column.replace('not_null', `not_null${more}`)}\n`,
    });
    const p = await parsed(files());
    expect(p.diagnostics).toMatchObject([{ code: 'TD233', at: { file: 'models/s.yml', line: 2 } }]);
    expect((await parsed(files(', warn_unsupported: false'))).diagnostics).toEqual([]);
  });
  test('without any properties the model fails when it runs', async () => {
    const p = await project({ 'models/a.sql': contract, 'models/b.sql': 'select 1 as id' });
    expect((await p.run()).statuses).toEqual({ a: 'error', b: 'success' });
    expect(p.diagnostics[0]?.message).toContain("its 'columns' specification is missing");
  });
  test('are for SQL', async () => {
    const p = await parsed({
      'models/a.py':
        "def model(dbt, session):\n    dbt.config(materialized='table', contract={'enforced': True})\n",
      'models/s.yml': `models:\n  - name: a\n    columns: ${column}\n`,
    });
    expect(p.diagnostics[0]?.message).toContain("Language Error: Expected 'sql' but found 'python'");
  });
});

test('a name of an exposure stands once', async () => {
  const one = '  - {name: e, type: dashboard, owner: {name: x}}\n';
  const p = await parsed({ 'models/s.yml': `exposures:\n${one}${one}` });
  expect(p.diagnostics).toMatchObject([
    {
      code: 'TD203',
      at: { line: 3 },
      message: expect.stringContaining('found two exposures with the name "e"'),
    },
  ]);
});

test('tags and meta that the project gives to all exposures are kept', async () => {
  const p = await parsed({
    'dbt_project.yml': 'name: test\nversion: "1"\nexposures: {tags: [b], meta: {x: 1, y: 1}}\n',
    'models/s.yml':
      'exposures: [{name: e, type: dashboard, owner: {name: x}, config: {tags: [a], meta: {x: 2}}}]\n',
  });
  expect(asData(p.manifest.exposures)['exposure.test.e']).toMatchObject({
    tags: ['a', 'b'],
    meta: { x: 2, y: 1 },
  });
});

test('grants that several config() calls add are all there', async () => {
  const p = await parsed({
    'dbt_project.yml': 'name: test\nversion: "1"\nmodels: {+grants: {select: [a]}}\n',
    'models/a.sql':
      "{{ config(grants={'+select': ['b']}) }}{{ config(grants={'+select': 'c'}) }} select 1 as id",
  });
  expect(asData(p.get('model.test.a').config).grants).toEqual({ select: ['a', 'b', 'c'] });
});

test('properties switch on one disabled file, not several of a name', async () => {
  const off = '{{ config(enabled=false) }} select 1 as id';
  const p = await parsed({
    'models/x/a.sql': off,
    'models/y/a.sql': off,
    'models/s.yml': 'models: [{name: a, config: {enabled: true}}]\n',
  });
  expect(p.diagnostics[0]?.message).toContain("Found 2 matching disabled nodes for model 'a'");
});

test('one name for a model and a seed is an error where the project says so', async () => {
  const files = {
    ...A,
    'seeds/a.csv': 'id\n1\n',
    'macros/m.sql':
      '{% macro generate_alias_name(name, node) %}{{ node.name }}_{{ node.resource_type }}{% endmacro %}',
  };
  const levels = async (flags: string) => {
    const p = await project({ ...files, 'project.yml': `name: test\nversion: "1"\n${flags}` });
    return (await p.parse()).exitCode;
  };
  expect(await levels('')).toBe(0);
  expect(await levels('flags: {require_unique_project_resource_names: true}\n')).toBe(2);
});

test('colors of nodes have names that CSS knows', async () => {
  const p = await parsed({
    'dbt_project.yml': 'name: test\nversion: "1"\nmodels: {+docs: {node_color: notacolor}}\n',
    ...A,
  });
  expect(p.diagnostics.map((one) => one.message)).toEqual([
    expect.stringContaining('Invalid color name for docs.node_color: notacolor'),
  ]);
});
