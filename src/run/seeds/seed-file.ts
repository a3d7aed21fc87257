import { blockRows, type RowBlock } from '../../adapter/index.ts';
import { columnNames } from './columns.ts';
import { type CsvFile, readCsv } from './csv-file.ts';
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
  let rows = 0;
  let testers: readonly ColumnTester[] | undefined;
  for await (const block of readCsv(file, signal)) {
    if (testers === undefined) testers = testersOf(block, named);
    else {
      testers.forEach((tester, column) => {
        tester.seeBlock(block, column);
      });
      rows += block.rows;
    }
  }
  return { columns: (testers ?? []).map((tester) => tester.column()), rows };
}

const testersOf = (header: RowBlock, named: ReadonlySet<string>): readonly ColumnTester[] =>
  columnNames(
    blockRows(header)
      .flat()
      .map((name) => name ?? ''),
  ).map((name) => new ColumnTester(name, named.has(name)));

/** The rows of a seed as the warehouse gets them, in blocks. Rejects as seedShape does. */
export async function* seedRows(
  file: CsvFile,
  columns: readonly SeedColumn[],
  signal?: AbortSignal,
): AsyncGenerator<RowBlock> {
  let isHeader = true;
  for await (const block of readCsv(file, signal)) {
    if (!isHeader) yield converted(block, columns);
    isHeader = false;
  }
}

/** The block with its cells in the shape of their columns: nearly all stay where they are, texts that are new come after them. */
function converted(block: RowBlock, columns: readonly SeedColumn[]): RowBlock {
  const { rows, width, bytes, bounds } = block;
  let size = bytes.length;
  let added = '';
  columns.forEach((column, index) => {
    for (let at = 2 * index; at < 2 * width * rows; at += 2 * width) {
      const start = bounds[at] ?? 0;
      const end = bounds[at + 1] ?? 0;
      if (column.isKept(bytes, start, end)) continue;
      const cell = bytes.toString('utf8', start, end);
      const value = column.convert(cell);
      if (value === null) bounds[at] = -1;
      else if (value !== cell) {
        bounds[at] = size;
        size += Buffer.byteLength(value);
        bounds[at + 1] = size;
        added += value;
      }
    }
  });
  return added === '' ? block : { ...block, bytes: Buffer.concat([bytes, Buffer.from(added)]) };
}
