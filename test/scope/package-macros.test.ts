import { expect, test } from 'vitest';
import { project } from '../support/project.ts';

test('a package is a dictionary of its macros, by way of context too', async () => {
  const p = await project({
    'macros/m.sql': '{% macro one() %}1{% endmacro %}{% macro two() %}2{% endmacro %}',
    'models/a.sql': `{% set own = context.get(project_name, {}) %}
select '{{ own.get('one')() }}{{ own.get('three') }}{{ own.get('three', 3) }}{{ 'two' in own }}' as a,
  '{{ test.keys() | list | sort }}{{ test | length }}' as b
  {% for name, macro in test.items() %}, {{ macro() }} as {{ name }}{% endfor %}`,
  });
  expect((await p.compile()).exitCode).toBe(0);
  const sql = p.read('target/compiled/test/models/a.sql').replace(/\s+/g, ' ').trim();
  expect(sql).toBe(`select '1None3True' as a, '['one', 'two']2' as b , 1 as one, 2 as two`);
});
