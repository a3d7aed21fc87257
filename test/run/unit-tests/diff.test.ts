import { expect, test } from 'vitest';
import { createColors } from '../../../src/cli/console/colors.ts';
import { paintDiffLine } from '../../../src/cli/console/diff-lines.ts';
import { diffRows } from '../../../src/run/unit-tests/diff.ts';
import { diffText } from '../../../src/run/unit-tests/diff-text.ts';
import type { TextRow } from '../../../src/run/unit-tests/sides.ts';

const diff = (expected: readonly TextRow[], actual: readonly TextRow[]) =>
  diffRows({ columns: ['a', 'b'], expected, actual });

test('the order of rows does not count, how often a row comes does', () => {
  const [one, two] = [
    ['1', null],
    ['2', 'x'],
  ] as const;
  expect(diff([one, two, one], [two, one, one])).toMatchObject({ same: true, equal: 3, rows: [] });
  expect(diff([one, one, two], [one, two, two])).toMatchObject({
    same: false,
    equal: 2,
    rows: [
      { kind: 'missing', row: one },
      { kind: 'unexpected', row: two },
    ],
  });
  expect(diff([['null', '1']], [[null, '1']]).same).toBe(false);
});

test('rows are paired with the most alike, and none with one that shares nothing', () => {
  const { rows } = diff(
    [
      ['1', 'x'],
      ['2', 'y'],
      ['3', 'z'],
    ],
    [
      ['2', 'Y'],
      ['9', 'x'],
      ['7', 'q'],
    ],
  );
  expect(rows).toEqual([
    { kind: 'changed', expected: ['1', 'x'], actual: ['9', 'x'] },
    { kind: 'changed', expected: ['2', 'y'], actual: ['2', 'Y'] },
    { kind: 'missing', row: ['3', 'z'] },
    { kind: 'unexpected', row: ['7', 'q'] },
  ]);
});

test('many rows that differ are compared at once, and not all shown', () => {
  const rows = (from: number): TextRow[] => Array.from({ length: 3000 }, (_, at) => [`${from + at}`, 'x']);
  const text = diffText(diff(rows(0), rows(1_000_000)));
  expect(text.split('\n')).toHaveLength(55);
  expect(text).toContain('5950 more rows differ');
});

test('cells stay on their line and keep their columns, whatever they hold', () => {
  const text = diffText(
    diff(
      [
        ['日本', 'x'],
        ['a', ''],
      ],
      [
        ['日本', 'y\nz'],
        ['a', null],
      ],
    ),
  );
  expect(text.split('\n').slice(2, 5)).toEqual([
    '@@ | a    | b',
    '→  | a    | "" → null',
    '→  | 日本 | x → "y\\nz"',
  ]);
});

test('changed cells, missing and unexpected rows have their colors', () => {
  const colors = createColors(true);
  const { red, green } = colors;
  expect(paintDiffLine('→   | 1 | x → y', colors)).toBe(
    `${colors.yellow('→')}   | 1 | ${red('x')} → ${green('y')}`,
  );
  expect(paintDiffLine('--- | 1', colors)).toBe(red('--- | 1'));
  expect(paintDiffLine('+++ | 1', colors)).toBe(green('+++ | 1'));
  expect(paintDiffLine('actual differs from expected:', colors)).toBe('actual differs from expected:');
});
