import { expect, test } from 'vitest';
import { type Content, mark, project } from '../support/project.ts';

const A = { 'models/a.sql': 'select 1 as id' };
const property = (text: string): Record<string, string> => ({
  'models/s.yml': `models:\n  - name: a\n${text}`,
});

/** Mistakes that beginners make, and what they are told to do. */
test.each<[string, Record<string, Content>, RegExp]>([
  ['ref without braces', { 'models/b.sql': mark`select * from «»ref('a')` }, /write \{\{ ref\(…\) \}\}/],
  [
    'ref of a bare name',
    { 'models/b.sql': mark`select * from {{ «»ref(a) }}` },
    /put the name in quotes: ref/,
  ],
  [
    'one brace too few',
    { 'models/b.sql': mark`select * from {{ ref('a') «»}` },
    /an expression ends with \}\}/,
  ],
  [
    'a statement for a value',
    { 'models/b.sql': mark`select * from {% «»ref('a') %}` },
    /a value is written \{\{ ref/,
  ],
  ['a semicolon', { 'models/b.sql': "select * from {{ ref('a') }};" }, /take the semicolon out/],
  [
    'a misspelled materialization',
    { 'models/b.sql': "{{ config(materialized='tabel') }} select 1 as id" },
    /did you mean "table"/,
  ],
  [
    'a setting in the wrong place',
    property('    materialized: table\n'),
    /is a setting: put it under config:/,
  ],
  [
    'arguments without names',
    property('    columns: [{name: id, data_tests: [accepted_values: [1]]}]\n'),
    /accepted_values: \{arguments: \{values: \.\.\.\}\}/,
  ],
])('%s', async (_, files, help) => {
  const p = await project({ ...A, ...files });
  await p.run();
  expect(p.diagnostics[0]?.help).toMatch(help);
  if (Object.values(files).some((file) => typeof file === 'object')) {
    const { file, line, column } = p.mark(0);
    expect(p.diagnostics[0]?.at).toMatchObject({ file, line, column });
  }
});
