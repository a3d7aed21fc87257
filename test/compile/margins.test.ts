import { expect, test } from 'vitest';
import { project } from '../support/project.ts';

test('compiled text has no more blanks around it than raw_code; errors still name the line of the file', async () => {
  const p = await project({
    'models/a.sql': '\n\n{{ config(materialized="table") }}\nselect 1 as id\n\n\n',
    'models/b.sql': '\n  select {{ 1 }} as id  \n',
    'models/c.sql': '\n\n\nselect no_column from {{ ref("a") }}\n\n',
    'models/d.sql': '\n{%- if true %}select 1 as id{% endif -%}\n\n',
    'snapshots/s.sql':
      "{% snapshot s %}\n{{ config(strategy='check', unique_key='id', check_cols='all') }}\nselect 1 as id\n{% endsnapshot %}",
  });
  const { results } = await p.build();
  const code = (id: string) => results.find((one) => one.id === id)?.compiledCode;
  expect(code('model.test.a')).toBe('\nselect 1 as id');
  expect(code('model.test.b')).toBe('select 1 as id');
  expect(code('model.test.d')).toBe('select 1 as id');
  expect(code('snapshot.test.s')).toBe('\n\nselect 1 as id');
  const failed = results.find(({ id }) => id === 'model.test.c');
  expect(failed).toMatchObject({ diagnostic: { at: { file: 'models/c.sql', line: 4, column: 8 } } });
});
