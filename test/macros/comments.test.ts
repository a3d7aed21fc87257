import { expect, test } from 'vitest';
import { project } from '../support/project.ts';

const COMMENT = `It's a "note" with $$money$$, \\ and {{ '{{' }} braces }};
-- two lines /* long */ 50% 日本 😀`;

test('persist_docs: descriptions become comments, whatever letters they and the names of columns hold', async () => {
  const p = await project({
    'models/t.sql': `{{ config(materialized='table', persist_docs={'relation': true, 'columns': true}) }}
select 1 as id, 2 as "Odd Name", 3 as "select", 4 as "quo""te", 5 as "per%cent", 6 as "日本", 7 as "MiXed"`,
    'models/v.sql': `{{ config(persist_docs={'relation': true, 'columns': true}) }} select "Odd Name" from {{ ref('t') }}`,
    'models/d.md': `{% docs note %}${COMMENT}{% enddocs %}`,
    'models/t.yml': `models:
  - name: t
    description: "{{ doc('note') }}"
    columns:
      - {name: id, description: "{{ doc('note') }}"}
      - {name: Odd Name, description: "odd 'name'", quote: true}
      - {name: select, description: reserved, quote: true}
      - {name: 'quo"te', description: quoted, quote: true}
      - {name: per%cent, description: 100%, quote: true}
      - {name: 日本, description: 日本語, quote: true}
      - {name: mixed, description: of another case}
  - name: v
    description: it's a view
    columns: [{name: Odd Name, description: of a view, quote: true}]
`,
  });
  await p.build();
  expect(p.problems).toEqual([]);
  await p.docsGenerate();
  const { nodes } = JSON.parse(p.read('target/catalog.json'));
  const note = COMMENT.replace("{{ '{{' }}", '{{');
  const comments = (id: string): unknown[] =>
    Object.values<{ comment: unknown }>(nodes[id].columns).map(({ comment }) => comment);
  expect(nodes['model.test.t'].metadata.comment).toBe(note);
  expect(comments('model.test.t')).toEqual([
    note,
    "odd 'name'",
    'reserved',
    'quoted',
    '100%',
    '日本語',
    'of another case',
  ]);
  expect(nodes['model.test.v'].metadata.comment).toBe("it's a view");
  expect(comments('model.test.v')).toEqual(['of a view']);
});
