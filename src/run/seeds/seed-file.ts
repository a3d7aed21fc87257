import type { CsvRow } from '../../core/csv-parser.ts';
import { columnNames } from './columns.ts';
import { type CsvFile, csvFailure, readCsv } from './csv-file.ts';
import { ColumnTester, type SeedColumn } from './infer.ts';

/** A seed's file after reading it through once. */
export interface SeedShape {
  readonly columns: readonly SeedColumn[];
  readonly rows: number;
}

/** Reads a seed once through and tells its columns. Rejects with TD504 and the line that is wrong. */
export async function seedShape(
  file: CsvFile,
  named: ReadonlySet<string>,
  signal?: AbortSignal,
): Promise<SeedShape> {
  let count = 0;
  let testers: ColumnTester[] | undefined;
  for await (const rows of readCsv(file, signal)) {
    let from = 0;
    if (testers === undefined) {
      testers = columnNames(rows[0]?.cells ?? []).map((name) => new ColumnTester(name, named.has(name)));
      from = 1;
    }
    for (let i = from; i < rows.length; i++) seeRow(file, testers, rows[i]);
    count += rows.length - from;
  }
  if (testers === undefined)
    throw csvFailure(file, 1, 'the file is empty', 'its first line names the columns');
  return { columns: testers.map((tester) => tester.column()), rows: count };
}

function seeRow(file: CsvFile, testers: readonly ColumnTester[], row: CsvRow | undefined): void {
  if (row === undefined) return;
  if (row.cells.length !== testers.length) throw ragged(file, row, testers.length);
  for (let i = 0; i < testers.length; i++) testers[i]?.see(row.cells[i] ?? '');
}

const ragged = (file: CsvFile, row: CsvRow, columns: number): Error =>
  csvFailure(
    file,
    row.line,
    `this row has ${counted(row.cells.length, 'value')}, but the header names ${counted(columns, 'column')}`,
    row.cells.length > columns
      ? 'put values that hold the delimiter in double quotes'
      : 'add the missing values',
  );

const counted = (number: number, word: string): string => `${number} ${word}${number === 1 ? '' : 's'}`;

/** The rows of a seed as the warehouse gets them, in batches. Rejects as seedShape does. */
export async function* seedRows(
  file: CsvFile,
  columns: readonly SeedColumn[],
  signal?: AbortSignal,
): AsyncGenerator<readonly (readonly (string | null)[])[]> {
  let header = true;
  for await (const rows of readCsv(file, signal)) {
    const batch = (header ? rows.slice(1) : rows).map((row) => {
      if (row.cells.length !== columns.length) throw ragged(file, row, columns.length);
      return columns.map((column, i) => column.convert(row.cells[i] ?? ''));
    });
    header = false;
    if (batch.length > 0) yield batch;
  }
}
