import { expect, test } from 'vitest';
import { project } from '../support/project.ts';

const FAILS_LATE = `{% materialization fails_late, default %}
  {% set old = load_cached_relation(this) %}
  {% call statement('begun') %}select 1{% endcall %}
  {% do adapter.drop_relation(old) if old %}
  {% call statement('main') %}select nope{% endcall %}
  {{ return({'relations': [this]}) }}
{% endmaterialization %}`;

test('what a transaction did that was rolled back is not believed by those who come after', async () => {
  const files = {
    'macros/m.sql': FAILS_LATE,
    'models/a.sql': "{{ config(materialized='table') }} select 1 as id",
    'models/b.sql':
      "select '{{ adapter.get_relation(target.database, target.schema, 'a') is not none }}' as is_there",
  };
  const p = await project(files, { threads: 1 });
  await p.run({ select: ['a'] });
  p.write('models/a.sql', "{{ config(materialized='fails_late') }} select 1 as id");
  expect((await p.run()).statuses).toEqual({ a: 'error', b: 'success' });
  expect(await p.query('select is_there, id from b, a')).toEqual([['True', 1]]);
});
