/** What nodes keep of what authors wrote: `unrendered_config`, and texts of YAML. */
import { expect, test } from 'vitest';
import { asData, parsed } from './parsed.ts';

const FILES = {
  'models/a.sql': "{{ config(post_hook='select 3', materialized='table') }} select 1 as id",
  'models/v_v1.sql': 'select 1 as id',
  'models/v_v2.sql': 'select 1 as id',
  'models/s.yml': `
models:
  - name: a
    config:
      tags: [yaml]
      pre_hook: select 1
      post_hook: select 2
      meta:
        text: |
          one line
  - name: v
    config: {tags: [base], meta: {list: [1], left: 1}}
    versions: [{v: 1}, {v: 2, config: {tags: [own], meta: {list: [2], right: 1}}}]
`,
  'functions/f.sql': 'select 1',
  'functions/f.yml': 'functions: [{name: f, returns: {data_type: int}}]',
};
const project = (flag: boolean): string => `
name: test
version: "1"
flags: {state_modified_compare_more_unrendered_values: ${flag}}
models: {+enabled: true}
functions: {+alias: g}
`;

test('hooks keep the spelling of the YAML file; a config() call has that of the config', async () => {
  const p = await parsed({ ...FILES, 'dbt_project.yml': project(false) });
  expect(p.get('model.test.a').unrendered_config).toEqual({
    enabled: true,
    tags: ['yaml'],
    pre_hook: 'select 1',
    post_hook: 'select 2',
    meta: { text: 'one line' },
    materialized: 'table',
    'post-hook': 'select 3',
  });
  expect(p.get('function.test.f').unrendered_config).toEqual({ enabled: true, alias: 'g' });
});

test('under the flag that compares more, calls stand as their source, and lists of properties twice, as in dbt', async () => {
  const p = await parsed({ ...FILES, 'dbt_project.yml': project(true) });
  expect(p.get('model.test.a').unrendered_config).toMatchObject({
    tags: ['yaml', 'yaml'],
    pre_hook: 'select 1',
    post_hook: "Keyword(key='post_hook', value=Const(value='select 3'))",
    meta: { text: 'one line\n' },
  });
});

test('lists of a version come before those of its model', async () => {
  const p = await parsed({ ...FILES, 'dbt_project.yml': project(false) });
  expect(p.get('model.test.v.v1').config).toMatchObject({ tags: ['base'], meta: { list: [1], left: 1 } });
  expect(p.get('model.test.v.v2').config).toMatchObject({
    tags: ['own', 'base'],
    meta: { list: [2, 1], left: 1, right: 1 },
  });
});

test('columns of a source are quoted in its tests as quoting: of the table says, else of the source', async () => {
  const p = await parsed({
    'models/s.yml': `
sources:
  - name: s
    quoting: {column: true}
    tables:
      - {name: all, columns: [{name: Id, data_tests: [unique]}, {name: raw, quote: false, data_tests: [unique]}]}
      - {name: none, quoting: {column: false}, columns: [{name: Id, data_tests: [unique]}, {name: Is, quote: true, data_tests: [unique]}]}
`,
  });
  const names = Object.values(asData(p.manifest.nodes))
    .map((node) => asData(node).name)
    .sort();
  expect(names).toEqual([
    'source_unique_s_all__Id_',
    'source_unique_s_all_raw',
    'source_unique_s_none_Id',
    'source_unique_s_none__Is_',
  ]);
});
