import { describe, expect, test } from 'vitest';
import { wordsOf } from '../../src/compat/index.ts';
import { createSameness } from '../../src/compat/sameness.ts';
import { sqlWords } from '../../src/compat/sql-words.ts';

describe('SQL up to white space', () => {
  const same = (a: string, b: string): boolean => sqlWords(a) === sqlWords(b);
  test('blanks and line breaks between words and signs do not count', () => {
    expect(same('select a,b\nfrom  t where x>=1', 'select a , b from t\n\nwhere x >= 1')).toBe(true);
    expect(same("select -- it's  one\n 1", "select -- it's one\n1")).toBe(true);
  });
  test('those in quotes do, and so does the end of a comment', () => {
    expect(same("select 'a, b'", "select 'a,b'")).toBe(false);
    expect(same('select "a b"', 'select "a  b"')).toBe(false);
    expect(same('-- a\nselect 1', '-- a select 1')).toBe(false);
    expect(same('select ab', 'select a b')).toBe(false);
  });
});

describe('what stands for the same', () => {
  const { text } = createSameness({
    names: [['/tmp/x/theirs/project', '<project>']],
    from: new Date('2026-05-05T10:00:00Z'),
    to: new Date('2026-05-05T10:01:00Z'),
  });
  test('folders, and moments of the run in any zone', () => {
    expect(text('/tmp/x/theirs/project/a.csv')).toBe('<project>/a.csv');
    expect(text("'2026-05-05 10:00:30.123456+00:00' and 2026-05-05T12:00:30")).toBe("'<now>' and <now>");
  });
  test('other days and plain dates stay', () => {
    expect(text('2026-05-03 10:00:30 2026-05-05')).toBe('2026-05-03 10:00:30 2026-05-05');
  });
});

test('a command is split as a shell does it', () => {
  expect(wordsOf(`uvx --from 'dbt duckdb' "d\\"b" a\\ b dbt`, '/')).toEqual([
    'uvx',
    '--from',
    'dbt duckdb',
    'd"b',
    'a b',
    'dbt',
  ]);
});
