import type { Cell, QueryResult } from '../../adapter/index.ts';

/** A row as texts by column; null where there is no value. */
export type TextRow = readonly (string | null)[];

/** What came out and what was expected, with the names of the columns that are compared. */
export interface Sides {
  readonly columns: readonly string[];
  readonly actual: readonly TextRow[];
  readonly expected: readonly TextRow[];
}

/** The rows of the query of a unit test (get_unit_test_sql), told apart by its last column. */
export function sidesOf({ columns, rows }: QueryResult): Sides {
  const side = columns.findIndex(({ name }) => name.toLowerCase() === 'actual_or_expected');
  const of = (which: string): TextRow[] =>
    rows
      .filter((row) => cellText(row[side] ?? null) === which)
      .map((row) => row.filter((_, at) => at !== side).map(cellText));
  return {
    columns: columns.filter((_, at) => at !== side).map(({ name }) => name.toLowerCase()),
    actual: of('actual'),
    expected: of('expected'),
  };
}

function cellText(cell: Cell): string | null {
  if (cell === null) return null;
  if (typeof cell !== 'object') return String(cell);
  return cell.kind === 'float' ? String(cell.value) : cell.text;
}
