import { expect, test } from 'vitest';
import { placeIn, sourceMap } from '../../src/compile/source-map.ts';

const file = 'models/m.sql';

/** The author's line of the compiled line that holds `text`. */
function lineOf(source: string, output: string, text: string): number | undefined {
  const place = placeIn(output, [
    { start: 0, length: output.length, place: sourceMap({ source, file }, output) },
  ]);
  const before = output.slice(0, output.indexOf(text)).split('\n');
  return place(before.length, (before.at(-1)?.length ?? 0) + 1)?.line;
}

test('text outside of tags leads to its own line', () => {
  const source =
    "{{ config(materialized='table') }}\n\nselect\n  {{ columns() }},\n  oops\nfrom {{ ref('a') }}\nwhere x";
  const output = '\n\nselect\n  a,\n  b,\n  c,\n  oops\nfrom "db"."main"."a"\nwhere x';
  expect(lineOf(source, output, 'oops')).toBe(5);
  expect(lineOf(source, output, 'where')).toBe(7);
});

test('what a tag made leads to the tag', () => {
  const source = 'select\n  {{ columns() }}\nfrom t';
  const output = 'select\n  a,\n  b\nfrom t';
  expect(lineOf(source, output, 'b')).toBe(2);
});

test('a loop leads into its body, what follows it to its own line', () => {
  const source =
    'select\n{% for c in cs %}\n  sum({{ c }}) as total_{{ c }},\n{% endfor %}\n  count(*) as n\nfrom t';
  const output = 'select\n\n  sum(a) as total_a,\n\n  sum(b) as total_b,\n\n  count(*) as n\nfrom t';
  expect(lineOf(source, output, 'sum(a)')).toBe(3);
  expect(lineOf(source, output, 'count')).toBe(5);
});

test('a branch that was not taken does not lead astray', () => {
  const source = 'select 1\n{% if x %}\nwhere never\n{% else %}\nwhere always\n{% endif %}\nlimit 5';
  const output = 'select 1\n\nwhere always\n\nlimit 5';
  expect(lineOf(source, output, 'always')).toBe(5);
  expect(lineOf(source, output, 'limit')).toBe(7);
});
