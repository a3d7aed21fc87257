import { expect, test } from 'vitest';
import { project } from '../support/project.ts';

const M = "{% set m = api.Relation.create(database='d', schema='s', identifier='m') %}";
const printing = (name: string, body: string): string => `{% macro ${name}() %}${M}${body}{% endmacro %}\n`;

test('grants as SQL: one statement for each privilege, none for nobody', async () => {
  const p = await project({
    'macros/m.sql':
      printing(
        'shown',
        "{{ print(get_dcl_statement_list(m, {'select': ['ann', 'bob'], 'insert': []}, get_grant_sql) | map('trim') | list) }}",
      ) + printing('taken', "{{ print(get_revoke_sql(m, 'select', ['ann', 'bob']) | trim) }}"),
  });
  expect((await p.runOperation('shown')).output).toEqual([`['grant select on "d"."s"."m" to ann, bob']`]);
  expect((await p.runOperation('taken')).output).toEqual(['revoke select on "d"."s"."m" from "ann", "bob"']);
});

test('what is missing is granted, what is too much is taken away', async () => {
  const p = await project({
    'macros/m.sql': `{% macro get_show_grant_sql(relation) %}select 'ann' as grantee, 'select' as privilege_type union all select 'old', 'select'{% endmacro %}
{% macro call_dcl_statements(statements) %}{{ print(statements | map('trim') | join('; ')) }}{% endmacro %}
${printing('change', "{% do default__apply_grants(m, {'select': ['ann', 'new'], 'insert': ['ann']}, true) %}")}
${printing('begin', "{% do default__apply_grants(m, {'select': ['ann']}, false) %}")}`,
  });
  const [change = ''] = (await p.runOperation('change')).output;
  expect(change.split('; ').sort()).toEqual([
    'grant insert on "d"."s"."m" to ann',
    'grant select on "d"."s"."m" to new',
    'revoke select on "d"."s"."m" from "old"',
  ]);
  expect((await p.runOperation('begin')).output).toEqual(['grant select on "d"."s"."m" to ann']);
});

test('DuckDB has no grants: models are built, and a warning is given once', async () => {
  const p = await project({
    'project.yml': 'name: test\nmodels: {+grants: {select: [ann]}}\n',
    'models/a.sql': 'select 1 as id',
    'models/b.sql': "{{ config(grants={'+select': ['bob']}) }} select 1 as id",
  });
  expect((await p.run()).statuses).toEqual({ a: 'success', b: 'success' });
  const warnings = p.diagnostics.filter(({ message }) => message.includes('Grants for relations'));
  expect(warnings).toHaveLength(1);
});
