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
