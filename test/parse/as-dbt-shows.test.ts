import { describe, expect, test } from 'vitest';
import { asData, parsed } from './parsed.ts';

const macrosOf = (node: unknown): unknown => asData(asData(node).depends_on).macros;

describe('what macros call, as depends_on shows it', () => {
  test('a dispatch of the own name, with and without a package, and calls of the own name in full', async () => {
    const p = await parsed({
      'macros/m.sql': `
        {% macro bare() %}{{ return(adapter.dispatch('bare')()) }}{% endmacro %}
        {% macro default__bare() %}1{% endmacro %}
        {% macro full() %}{{ adapter.dispatch('full', 'test')() }}{% endmacro %}
        {% macro default__full() %}{{ test.default__full() }}{% endmacro %}
        {% macro other() %}{{ adapter.dispatch('full', 'test')() }}{% endmacro %}`,
    });
    const calls = (name: string): unknown => macrosOf(p.get(`macro.test.${name}`));
    expect(calls('bare')).toEqual(['macro.test.default__bare']);
    expect(calls('full')).toEqual(['macro.test.default__full']);
    expect(calls('default__full')).toEqual(['macro.test.default__full']);
    expect(calls('other')).toEqual(['macro.test.full', 'macro.test.default__full']);
  });
});

describe('macros of tests', () => {
  test('arguments name macros once the test is compiled; a test of the project hides that of a package', async () => {
    const p = await parsed({
      'dbt_project.yml': 'name: test\nversion: "1"\n',
      'packages.yml': 'packages: [{local: pack}]',
      'pack/dbt_project.yml': 'name: pack\nversion: "1"\n',
      'pack/macros/t.sql':
        '{% test near(model, value) %}select 1 from {{ model }} where {{ value }}{% endtest %}',
      'macros/t.sql': '{% test near(model) %}select 2{% endtest %}{% macro far() %}false{% endmacro %}',
      'models/a.sql': 'select 1 as id',
      'models/s.yml':
        'models: [{name: a, data_tests: [{pack.near: {name: t, arguments: {value: "{{ far() }}"}}}]}]',
    });
    const test = Object.values(asData(p.manifest.nodes)).find((node) => asData(node).name === 't');
    expect(macrosOf(test)).toEqual([
      'macro.test.test_near',
      'macro.dbt.get_where_subquery',
      'macro.pack.test_near',
    ]);
    await p.project.compile();
    const { nodes } = JSON.parse(p.project.read('target/manifest.json'));
    const compiled = Object.values(asData(nodes)).find((node) => asData(node).name === 't');
    expect(macrosOf(compiled)).toContain('macro.test.far');
  });
});

describe('what a model calls only when it is compiled', () => {
  test('is among what it stands on', async () => {
    const p = await parsed({
      'macros/m.sql': '{% macro late() %}1{% endmacro %}',
      'models/a.sql': 'select {% if execute %}{{ late() }}{% endif %} as id',
    });
    expect(macrosOf(p.get('model.test.a'))).toEqual([]);
    await p.project.compile();
    const { nodes } = JSON.parse(p.project.read('target/manifest.json'));
    expect(macrosOf(nodes['model.test.a'])).toEqual(['macro.test.late']);
  });
});

test('tests of what is missing or switched off stand among the nodes, switched off', async () => {
  const p = await parsed({
    'models/a.sql': '{{ config(enabled=false) }} select 1 as id',
    'models/s.yml': 'models: [{name: a, data_tests: [{unique: {arguments: {column_name: id}}}]}]',
    'tests/own.sql': '{{ config(enabled=false) }} select 1',
  });
  const nodes = asData(p.manifest.nodes);
  const [id = ''] = Object.keys(nodes);
  expect(Object.keys(nodes)).toEqual([expect.stringContaining('test.test.unique_a_id')]);
  expect(asData(asData(nodes[id]).config).enabled).toBe(false);
  expect(asData(p.manifest.parent_map)[id]).toEqual([]);
  expect(Object.keys(asData(p.manifest.disabled)).toSorted()).toEqual(['model.test.a', 'test.test.own']);
  expect(await p.project.ls()).toEqual([]);
});

test('a model that names a source twice lists it once', async () => {
  const p = await parsed({
    'models/a.sql': "select * from {{ source('s', 't') }} union all select * from {{ source('s', 't') }}",
    'models/s.yml': 'sources: [{name: s, tables: [{name: t}]}]',
  });
  expect(p.get('model.test.a').sources).toEqual([['s', 't']]);
});

test('white space at the end of a file is no part of its last text', async () => {
  const p = await parsed({
    'models/a.sql': 'select 1 as id',
    'models/b.sql': 'select 1 as id',
    'models/s.yml':
      'models:\n  - name: a\n    description: |\n      one\n      two\n  - name: b\n    description: >\n      one\n       deeper\n\n',
  });
  expect(p.get('model.test.a').description).toBe('one\ntwo\n');
  expect(p.get('model.test.b').description).toBe('one\n deeper');
});

test('selectors are shown with their definitions written out', async () => {
  const p = await parsed({
    'selectors.yml': `selectors:
  - {name: one, definition: '2+tag:nightly+'}
  - {name: two, definition: {union: [a, {tag: b}, {exclude: [models/c]}]}}
  - {name: three, definition: {method: selector, value: one}}
`,
    'models/a.sql': 'select 1 as id',
  });
  const nightly = { parents: true, parents_depth: '2', method: 'tag', value: 'nightly', children: true };
  const selectors = asData(p.manifest.selectors);
  expect(asData(selectors.one).definition).toEqual(nightly);
  expect(asData(selectors.two).definition).toEqual({
    union: [
      { method: 'fqn', value: 'a' },
      { method: 'tag', value: 'b' },
      { exclude: [{ method: 'path', value: 'models/c' }] },
    ],
  });
  expect(asData(selectors.three).definition).toEqual(nightly);
});

test('properties are of the resource that is switched on, whichever package it is in', async () => {
  const p = await parsed({
    'dbt_project.yml': 'name: test\nversion: "1"\nseeds: {pack: {s: {+enabled: false}}}\n',
    'packages.yml': 'packages: [{local: pack}]',
    'pack/dbt_project.yml': 'name: pack\nversion: "1"\n',
    'pack/seeds/s.csv': 'id\n1\n',
    'pack/seeds/s.yml': 'seeds: [{name: s, description: of the package, config: {column_types: {id: text}}}]',
    'seeds/s.csv': 'id\n1\n',
  });
  expect(p.get('seed.test.s').description).toBe('of the package');
  expect(asData(p.get('seed.test.s').config).column_types).toEqual({ id: 'text' });
});

test('with validate_macro_args the arguments of macros are listed, those of tests in their own folders are not', async () => {
  const p = await parsed({
    'dbt_project.yml': 'name: test\nversion: "1"\nflags: {validate_macro_args: true}\n',
    'macros/m.sql': '{% macro m(a) %}{% endmacro %}',
    'tests/generic/t.sql': '{% test t(model) %}select 1{% endtest %}',
  });
  expect(p.get('macro.test.m').arguments).toEqual([{ name: 'a', type: null, description: '' }]);
  expect(p.get('macro.test.test_t').arguments).toEqual([]);
});

test('a hook that ran shows its SQL, and when its turn was', async () => {
  const p = await parsed({
    'dbt_project.yml': 'name: test\nversion: "1"\non-run-end: ["select {{ 1 + 1 }}", "select 2"]\n',
    'models/a.sql': 'select 1 as id',
  });
  const hook = (n: number) =>
    asData(
      asData(JSON.parse(p.project.read('target/manifest.json')).nodes)[`operation.test.test-on-run-end-${n}`],
    );
  expect([hook(0).index, hook(0).compiled_code]).toEqual([0, undefined]);
  await p.project.run();
  expect([hook(0).index, hook(0).compiled_code, hook(1).index]).toEqual([1, 'select 2', 2]);
});
