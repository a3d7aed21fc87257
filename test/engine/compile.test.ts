import { expect, test } from 'vitest';
import { project } from '../support/project.ts';

const TWO = { 'models/a.sql': 'select 1 as id', 'models/b.sql': "select * from {{ ref('a') }}" };

test('compile leaves a summary of the graph behind', async () => {
  const p = await project(TWO);
  await p.compile();
  const { _invocation_id, linked } = JSON.parse(p.read('target/graph_summary.json'));
  expect(_invocation_id).toMatch(/^[0-9a-f-]{36}$/);
  expect(linked).toEqual({
    0: { name: 'model.test.a', type: 'model', succ: [1] },
    1: { name: 'model.test.b', type: 'model' },
  });
});

test('errors of an inline text are told from those of the warehouse', async () => {
  const p = await project(TWO);
  const missing = await p.compile({ inline: "select * from {{ ref('c') }}" });
  expect(missing.error?.first.message).toMatch(/^Error parsing inline query: .* 'c' which was not found/);
  const refused = await p.show({ inline: 'slect 1' });
  expect(refused.error?.first).toMatchObject({
    code: 'TD501',
    message: expect.stringMatching(/^Parser Error/),
  });
});

const KEY = `models:
  - name: a
    config: {contract: {enforced: true}}
    columns: [{name: id, data_type: int, constraints: [{type: primary_key}]}]
  - name: b
    config: {contract: {enforced: true}}
    constraints: [{type: foreign_key, columns: [id], to: ref('a'), to_columns: [id]}]
    columns: [{name: id, data_type: int}]
`;

test('with --defer a foreign key points to where the saved state has its parent', async () => {
  const p = await project({
    ...TWO,
    'models/s.yml': KEY,
    'macros/name.sql':
      "{% macro generate_alias_name(name=none, node=none) %}{{ node.name ~ '_' ~ var('at', 'dev') }}{% endmacro %}",
  });
  await p.cli(['compile', '--vars', 'at: prod']);
  p.write('state/manifest.json', p.read('target/manifest.json'));
  await p.compile({ defer: true, state: 'state' });
  const { nodes } = JSON.parse(p.read('target/manifest.json'));
  expect(nodes['model.test.b'].constraints[0].to).toContain('"a_prod"');
});

test('--no-inject-ephemeral-ctes leaves ephemeral models out of compiled SQL', async () => {
  const p = await project({
    'models/a.sql': "{{ config(materialized='ephemeral') }} select 1 as id",
    'models/b.sql': "select * from {{ ref('a') }}",
  });
  await p.cli(['compile', '--no-inject-ephemeral-ctes']);
  expect(p.read('target/compiled/test/models/b.sql')).toBe('select * from __dbt__cte__a');
  await p.cli(['compile']);
  expect(p.read('target/compiled/test/models/b.sql')).toContain('with __dbt__cte__a as (');
});
