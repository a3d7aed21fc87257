import { expect, test } from 'vitest';
import { project } from '../support/project.ts';

const FILES = {
  'macros/m.sql':
    "{% macro who() %}{{ print(model.name ~ ' ' ~ model.resource_type ~ ' ' ~ model.unique_id) }}{% endmacro %}",
};

test('model is the macro that an operation calls', async () => {
  const p = await project(FILES);
  expect((await p.runOperation('who')).output).toEqual(['who macro macro.test.who']);
});

test('model is the text of --inline', async () => {
  const p = await project(FILES);
  const { output } = await p.compile({ inline: "select '{{ model.name }} {{ model.resource_type }}' as it" });
  expect(output.join()).toContain('inline_query sql_operation');
});

test('a name without its package means the macro of any package', async () => {
  const p = await project({
    'dbt_packages/pkg/dbt_project.yml': 'name: pkg\nversion: "1.0"\n',
    'dbt_packages/pkg/macros/m.sql': "{% macro of_pkg() %}{{ print('pkg') }}{% endmacro %}",
  });
  expect((await p.runOperation('of_pkg')).output).toEqual(['pkg']);
  expect((await p.runOperation('pkg.of_pkg')).output).toEqual(['pkg']);
  expect((await p.runOperation('gone')).error?.first.message).toBe(
    "dbt could not find a macro with the name 'gone' in any package",
  );
});
