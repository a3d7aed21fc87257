import { describe, expect, test } from 'vitest';
import { mark } from '../support/project.ts';
import { at, parsed } from './parsed.ts';

describe('refs', () => {
  test('a missing model is named at its place, with the nearest name', async () => {
    const p = await parsed({
      'models/orders.sql': 'select 1 as id',
      'models/b.sql': mark`select *
from {{ «ref('oders')» }}`,
    });
    expect(p.problems).toEqual([at('TD201', p.project.mark(0))]);
    const [problem] = p.diagnostics;
    expect(problem?.message).toContain(
      "Model 'model.test.b' (models/b.sql) depends on a node named 'oders' which was not found",
    );
    expect(problem?.help).toContain('orders');
  });

  test('all problems of a project are told together', async () => {
    const p = await parsed({
      'models/a.sql': "select * from {{ ref('x') }} join {{ source('s', 't') }}",
      'models/b.sql': "select * from {{ ref('y') }}",
    });
    expect(p.problems.map((one) => one.split(' ')[0]).toSorted()).toEqual(['TD201', 'TD201', 'TD202']);
  });

  test('a ref of a disabled model says so', async () => {
    const p = await parsed({
      'models/off.sql': '{{ config(enabled=false) }} select 1',
      'models/b.sql': mark`select * from {{ «ref('off')» }}`,
    });
    expect(p.problems).toEqual([at('TD214', p.project.mark(0))]);
    expect(p.diagnostics[0]?.message).toContain('which is disabled');
  });

  test('a generic test of a disabled model is switched off without a word', async () => {
    const p = await parsed({
      'models/off.sql': '{{ config(enabled=false) }} select 1 as id',
      'models/s.yml':
        'models: [{name: off_, columns: []}, {name: "off", columns: [{name: id, data_tests: [unique]}]}]',
    });
    expect(p.problems).toEqual(['TD207 models/s.yml:1:11']);
    expect(Object.values(p.manifest.nodes ?? {})).toMatchObject([
      { name: 'unique_off_id', config: { enabled: false } },
    ]);
    expect(Object.keys(p.manifest.disabled ?? {})).toContain('model.test.off');
  });

  test('a test of a model that is not there is switched off with a warning', async () => {
    const p = await parsed({ 'tests/t.sql': mark`select * from {{ «ref('gone')» }}` });
    expect(p.problems).toEqual([at('TD215', p.project.mark(0))]);
    expect(Object.values(p.manifest.nodes ?? {})).toMatchObject([{ name: 't', config: { enabled: false } }]);
  });

  test('sources come before refs in depends_on, each once', async () => {
    const p = await parsed({
      'models/a.sql': 'select 1 as id',
      'models/b.sql': "select * from {{ ref('a') }} join {{ ref('test', 'a') }} join {{ source('s', 't') }}",
      'models/s.yml': 'sources: [{name: s, tables: [{name: t}]}]',
    });
    expect(p.get('model.test.b').depends_on).toEqual({
      macros: [],
      nodes: ['source.test.s.t', 'model.test.a'],
    });
    expect(p.get('model.test.b').refs).toEqual([
      { name: 'a', package: null, version: null },
      { name: 'a', package: 'test', version: null },
    ]);
  });

  test('literal calls are read as rendering would find them', async () => {
    const body =
      "{{ config(tags=['a', 'b'], meta={'k': 1.5}) }} {{ ref('a') }} {{ source('s', 't') }} {{ var('v', 1) }}";
    const p = await parsed({
      'models/a.sql': 'select 1 as id',
      'models/read.sql': body,
      'models/rendered.sql': `{% set x = 1 %}${body}`,
      'models/s.yml': 'sources: [{name: s, tables: [{name: t}]}]',
    });
    const [read, rendered] = [p.get('model.test.read'), p.get('model.test.rendered')];
    for (const key of ['config', 'refs', 'sources', 'depends_on', 'tags', 'meta', 'unrendered_config'])
      expect(read[key]).toEqual(rendered[key]);
  });

  test('a private model is only for its group', async () => {
    const p = await parsed({
      'models/a.sql': "{{ config(group='g', access='private') }} select 1",
      'models/b.sql': "select * from {{ ref('a') }}",
      'models/s.yml': 'groups: [{name: g, owner: {name: me}}]',
    });
    expect(p.diagnostics[0]?.message).toContain("is private to the 'g' group");
  });

  test('versions answer to their number, the latest also to the bare name', async () => {
    const p = await parsed({
      'models/v_v1.sql': 'select 1 as id',
      'models/v.sql': 'select 1 as id',
      'models/use.sql': "select * from {{ ref('v') }} join {{ ref('v', v=1) }}",
      'models/s.yml': 'models: [{name: v, latest_version: 2, versions: [{v: 1}, {v: 2}]}]',
    });
    expect(p.problems).toEqual([]);
    expect(p.get('model.test.use').depends_on).toEqual({
      macros: [],
      nodes: ['model.test.v.v2', 'model.test.v.v1'],
    });
    expect(p.get('model.test.v.v1')).toMatchObject({
      name: 'v',
      version: 1,
      alias: 'v_v1',
      fqn: ['test', 'v', 'v1'],
    });
  });
});

describe('names', () => {
  test('two models of one name', async () => {
    const p = await parsed({ 'models/x/a.sql': 'select 1', 'models/y/a.sql': 'select 1' });
    expect(p.problems).toEqual(['TD203 models/y/a.sql:1:1']);
    expect(p.diagnostics[0]?.message).toContain('dbt found two models with the name "a"');
  });

  test('two models of one relation', async () => {
    const p = await parsed({
      'models/a.sql': 'select 1',
      'models/b.sql': "{{ config(alias='a') }} select 1",
    });
    expect(p.problems).toEqual(['TD204 models/b.sql:1:1']);
  });

  test('a name with a space', async () => {
    const p = await parsed({ 'models/a b.sql': 'select 1' });
    expect(p.problems).toEqual(['TD218 models/a b.sql:1:1']);
  });

  test('two macros of one name', async () => {
    const macro = '{% macro m() %}1{% endmacro %}';
    const p = await parsed({ 'macros/a.sql': macro, 'macros/b.sql': macro });
    expect(p.problems).toEqual(['TD203 macros/b.sql:1:1']);
  });
});

describe('packages', () => {
  const files = {
    'packages.yml': 'packages: [{local: pkg}]\n',
    'dbt_packages/pkg/dbt_project.yml': 'name: pkg\nversion: "1"\n',
    'models/own.sql': 'select 1 as id',
  };

  test('a package that leans on the root project is told of', async () => {
    const p = await parsed({ ...files, 'dbt_packages/pkg/models/b.sql': "select * from {{ ref('own') }}" });
    expect(p.problems).toEqual(['TD221 dbt_packages/pkg/models/b.sql:1:18']);
    expect(p.get('model.pkg.b').depends_on).toEqual({ macros: [], nodes: ['model.test.own'] });
  });

  test('its configs come before those of the root project', async () => {
    const p = await parsed({
      ...files,
      'dbt_project.yml': 'name: test\nversion: "1"\nmodels: {pkg: {+materialized: table, +tags: root}}\n',
      'dbt_packages/pkg/dbt_project.yml':
        'name: pkg\nversion: "1"\nmodels: {pkg: {+materialized: ephemeral, +tags: pkg}}\n',
      'dbt_packages/pkg/models/b.sql': "{{ config(materialized='view', tags='file') }} select 1",
    });
    expect(p.get('model.pkg.b').config).toMatchObject({
      materialized: 'table',
      tags: ['pkg', 'file', 'root'],
    });
  });
});
