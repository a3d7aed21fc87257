import { CsvParser, type CsvRow } from '../../core/csv-parser.ts';
import { failure, type Span } from '../../core/diagnostic.ts';
import type { FixtureRow } from '../../manifest/index.ts';

/** Rows of CSV as mappings; an empty cell is null, cells that are missing too. TD206 at `at` for what cannot be read. */
export function csvRows(text: string, at: Span, delimiter = ','): readonly FixtureRow[] {
  const parser = new CsvParser(delimiter);
  const rows = parser.write(text);
  const last = parser.end();
  if ('line' in last) {
    throw failure('TD206', `a quoted text begins in line ${last.line} of the CSV and never ends`, {
      at,
      help: 'end it with a double quote; write "" for a quote inside of it',
    });
  }
  const [header, ...body] = [...rows, ...last];
  return body.map((row) => rowOf(header?.cells ?? [], row, at));
}

function rowOf(names: readonly string[], { cells, line }: CsvRow, at: Span): FixtureRow {
  if (cells.length > names.length) {
    const message = `line ${line} of the CSV has ${cells.length} values, but its header names ${names.length}`;
    throw failure('TD206', message, { at, help: 'put values that hold a comma in double quotes' });
  }
  return Object.fromEntries(names.map((name, index) => [name, cells[index] || null] as const));
}
