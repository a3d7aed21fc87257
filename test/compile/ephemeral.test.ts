import { expect, test } from 'vitest';
import { injectCtes } from '../../src/compile/ephemeral.ts';
import { nodeId } from '../../src/core/ids.ts';

const cte = (name: string, code = 'select 1') => ({ id: nodeId(name), name, code, place: () => undefined });
const inject = (query: string, ...names: string[]): string =>
  injectCtes(
    query,
    names.map((name) => cte(name)),
    () => undefined,
  ).text;

test('a query without a with clause gets one in front of its first character', () => {
  expect(inject('\n-- note\nselect 2', 'a')).toBe('\nwith a as (\nselect 1\n) -- note\nselect 2');
});

test('a query with a with clause keeps it', () => {
  expect(inject('-- note\nwith x as (select 2) select 3', 'a', 'b')).toBe(
    '-- note\nwith  a as (\nselect 1\n),  b as (\nselect 1\n), x as (select 2) select 3',
  );
});

test.each([
  [
    'with recursive\n x as (select 2) select 3',
    'with recursive\n  a as (\nselect 1\n), x as (select 2) select 3',
  ],
  ['with-- why\n x as (select 2) select 3', 'with a as (\nselect 1\n), -- why\n x as (select 2) select 3'],
  ['(with x as (select 2) select 3)', 'with a as (\nselect 1\n) (with x as (select 2) select 3)'],
  ['select * from t with ordinality', 'with a as (\nselect 1\n) select * from t with ordinality'],
  ['withdrawals', 'with a as (\nselect 1\n) withdrawals'],
])('%j', (query, expected) => {
  expect(inject(query, 'a')).toBe(expected);
});

test('nothing to inject leaves the text alone, a second statement too', () => {
  expect(inject('select 1;\nselect 2;\n')).toBe('select 1;\nselect 2;\n');
  expect(inject('select 1;\nselect 2;\n', 'a')).toContain('select 2;\n');
});
