import { CsvParser } from '../../src/core/csv-parser.ts';
import { columnNames } from '../../src/run/seeds/columns.ts';
import { ColumnTester } from '../../src/run/seeds/infer.ts';
import type { OddSeed } from './odd-seeds.ts';

/** A seed's file, read. */
export type ReadSeed =
  | {
      readonly status: 'read';
      readonly names: readonly string[];
      readonly types: readonly string[];
      readonly rows: readonly (readonly (string | null)[])[];
    }
  | { readonly status: 'wrong'; readonly line: number };

/** What a seed means: its file read as one text, cell by cell. What is done with bytes must come to the same. */
export function seedByText({ text, delimiter }: OddSeed, named: ReadonlySet<string> = new Set()): ReadSeed {
  const parser = new CsvParser(delimiter);
  const first = parser.write(text.replace(/^\ufeff/, ''));
  const last = parser.end();
  const [header, ...rows] = 'line' in last ? first : [...first, ...last];
  const ragged = rows.find(({ cells }) => cells.length !== header?.cells.length);
  if (ragged) return { status: 'wrong', line: ragged.line };
  if ('line' in last) return { status: 'wrong', line: last.line };
  if (!header) return { status: 'wrong', line: 1 };
  const names = columnNames(header.cells);
  const columns = names.map((name, index) => {
    const tester = new ColumnTester(name, named.has(name));
    for (const { cells } of rows) tester.see(cells[index] ?? '');
    return tester.column();
  });
  return {
    status: 'read',
    names,
    types: columns.map(({ type }) => type),
    rows: rows.map(({ cells }) => columns.map((column, index) => column.convert(cells[index] ?? ''))),
  };
}
