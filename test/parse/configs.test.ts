import { describe, expect, test } from 'vitest';
import { mark } from '../support/project.ts';
import { asData, at, parsed } from './parsed.ts';

const PROJECT = 'name: test\nversion: "1"\nprofile: null\n'.replace('profile: null\n', '');

describe('configs', () => {
  test('project file, then properties, then the file itself', async () => {
    const p = await parsed({
      'dbt_project.yml': `${PROJECT}models:
  +tags: all
  +meta: {from: project, p: 1}
  test:
    sub:
      +materialized: table
      +schema: s
      +grants: {select: [a]}
      +post-hook: select 1
`,
      'models/sub/a.sql':
        "{{ config(tags='file', meta={'from': 'file'}, materialized='incremental', grants={'+select': 'b'}, post_hook='select 2', own_key=7) }} select 1 as id",
      'models/sub/s.yml':
        'models: [{name: a, config: {tags: [yaml], meta: {from: yaml, y: 2}, materialized: view}}]',
    });
    const node = p.get('model.test.a');
    expect(node.config).toMatchObject({
      tags: ['all', 'yaml', 'file'],
      meta: { from: 'file', p: 1, y: 2 },
      materialized: 'incremental',
      schema: 's',
      grants: { select: ['a', 'b'] },
      'post-hook': [
        { sql: 'select 1', transaction: true, index: null },
        { sql: 'select 2', transaction: true, index: null },
      ],
      own_key: 7,
    });
    expect(node.schema).toMatch(/_s$/);
    expect(node.tags).toEqual(['all', 'file', 'yaml']);
    expect(node.unrendered_config).toMatchObject({ tags: 'file', materialized: 'incremental' });
  });

  test('the names macros of the project decide', async () => {
    const p = await parsed({
      'models/a.sql': "{{ config(schema='x') }} select 1",
      'macros/n.sql': `{% macro generate_schema_name(custom_schema_name, node) %} {{ custom_schema_name }}_{{ node.name }} {% endmacro %}
{% macro default__generate_alias_name(custom_alias_name=none, node=none) %}{{ node.name | upper }}{% endmacro %}`,
    });
    expect(p.get('model.test.a')).toMatchObject({ schema: 'x_a', alias: 'A' });
    expect(p.get('model.test.a').relation_name).toMatch(/"x_a"\."A"$/);
  });

  test('quoting of a node counts', async () => {
    const p = await parsed({ 'models/a.sql': "{{ config(quoting={'identifier': false}) }} select 1" });
    expect(p.get('model.test.a').relation_name).toMatch(/"\.a$/);
  });

  test('hooks of the project are operations', async () => {
    const p = await parsed({
      'dbt_project.yml': `${PROJECT}on-run-start: ["select 1"]\non-run-end: "insert into x select * from {{ ref('a') }}"\n`,
      'models/a.sql': 'select 1',
    });
    expect(p.get('operation.test.test-on-run-end-0')).toMatchObject({
      tags: ['on-run-end'],
      index: 0,
      path: 'hooks/test-on-run-end-0.sql',
      depends_on: { nodes: ['model.test.a'] },
    });
  });

  test('paths that lead nowhere are told', async () => {
    const p = await parsed({
      'dbt_project.yml': `${PROJECT}models:\n  test:\n    gone:\n      +enabled: false\n`,
      'models/a.sql': 'select 1',
    });
    expect(p.problems).toEqual(['TD216 dbt_project.yml:5:5']);
    expect(p.diagnostics[0]?.message).toContain('- models.test.gone');
  });

  const wrong: readonly (readonly [string, string])[] = [
    ['materialized=1', "1 is not of type 'string'"],
    ["tags={'a': 1}", 'is not valid under any of the given schemas'],
    ["enabled='maybe'", "'maybe' is not of type 'boolean'"],
    ['meta=[1]', 'expected dict, got [1]'],
    ["access='bogus'", "is not one of ['private', 'protected', 'public']"],
    ["on_configuration_change='bogus'", "is not one of ['apply', 'continue', 'fail']"],
    ['post_hook=5', "is not of type 'string'"],
    ["docs={'node_color': 'no color'}", 'Invalid color name for docs.node_color'],
  ];
  test.each(wrong)('%s', async (config, says) => {
    const p = await parsed({ 'models/a.sql': `{{ config(${config}) }} select 1` });
    expect(p.diagnostics.map((one) => one.code)).toEqual(['TD212']);
    expect(p.diagnostics[0]?.message).toContain(says);
  });

  test('a wrong value is shown where it stands', async () => {
    const p = await parsed({
      'models/a.sql': mark`select 1
{{ config(«materialized»=1) }}`,
      'models/b.sql': 'select 1',
      'models/s.yml': mark`models: [{name: b, config: {«enabled»: 1}}]`,
    });
    expect(p.problems.toSorted()).toEqual(
      [at('TD212', p.project.mark(0)), at('TD212', p.project.mark(1))].toSorted(),
    );
  });

  test('a disabled model is kept apart', async () => {
    const p = await parsed({
      'models/a.sql': "{{ config(enabled=false) }} select * from {{ ref('nowhere') }}",
    });
    expect(p.problems).toEqual([]);
    expect(asData(p.manifest.disabled)['model.test.a']).toHaveLength(1);
  });
});
