import { expect, test } from 'vitest';
import { parsed } from './parsed.ts';

const PROJECT = 'name: test\n';

test('arguments of macros are compared with their code where the flag wants it', async () => {
  const files = {
    'macros/m.sql': '{% macro cents(amount, digits) %}{% endmacro %}',
    'macros/m.yml': `macros:
  - name: cents
    arguments: [{name: amuont}, {name: digits, type: "list[number]"}]
`,
  };
  expect((await parsed(files)).problems).toEqual([]);
  const p = await parsed({
    ...files,
    'dbt_project.yml': `${PROJECT}flags: {validate_macro_args: true}\n`,
  });
  expect(p.problems).toEqual(['TD228 macros/m.yml:3:17', 'TD228 macros/m.yml:3:33']);
  expect(p.diagnostics.map(({ message }) => message)).toEqual([
    'Argument amuont in yaml for macro cents does not match the jinja definition.',
    'Argument digits in the yaml for macro cents has an invalid type.',
  ]);
});

test('names with spaces are errors, or warnings where the project says so', async () => {
  const files = { 'models/a b.sql': 'select 1 as id' };
  expect((await parsed(files)).problems).toEqual(['TD218 models/a b.sql:1:1']);
  const p = await parsed({
    ...files,
    'dbt_project.yml': `${PROJECT}flags: {require_resource_names_without_spaces: false}\n`,
  });
  expect(p.diagnostics.map(({ event }) => event?.name)).toEqual([
    'SpacesInResourceNameDeprecation',
    'ResourceNamesWithSpacesDeprecation',
  ]);
});

test('modules.itertools and odd names of exposures', async () => {
  const p = await parsed({
    'models/a.sql': "select {{ modules.itertools.product([1], ['x']) | list | length }} as id",
    'models/e.yml': 'exposures: [{name: my page!, type: dashboard, owner: {name: n}}]',
  });
  expect(
    p.diagnostics.map(({ event, at }) => `${event?.name} ${at?.file}:${at?.line}:${at?.column}`),
  ).toEqual([
    'ExposureNameDeprecation models/e.yml:1:14',
    'ModulesItertoolsUsageDeprecation models/a.sql:1:11',
  ]);
});
