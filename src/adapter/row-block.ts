import { isAscii } from 'node:buffer';

/** Rows to load, as stretches of bytes: the cells of a million rows are never a million texts. */
export interface RowBlock {
  readonly rows: number;
  /** Cells of each row. */
  readonly width: number;
  /** UTF-8. Valid until the next block is asked for. */
  readonly bytes: Buffer;
  /** Where each cell begins in `bytes` and where it ends, row after row; a begin below 0: NULL. */
  readonly bounds: Int32Array;
}

/** Reads a block's cells as texts, null for NULL. */
export function cellReader({
  width,
  bytes,
  bounds,
}: RowBlock): (row: number, column: number) => string | null {
  // Where each byte is a letter, parts of one text are had for less than texts of their own.
  const text = isAscii(bytes) ? bytes.toString('latin1') : undefined;
  return (row, column) => {
    const bound = 2 * (row * width + column);
    const start = bounds[bound] ?? 0;
    const end = bounds[bound + 1] ?? 0;
    return start < 0 ? null : (text?.slice(start, end) ?? bytes.toString('utf8', start, end));
  };
}

/** All rows of a block as texts, null for NULL. */
export function blockRows(block: RowBlock): (string | null)[][] {
  const cell = cellReader(block);
  return Array.from({ length: block.rows }, (_, row) =>
    Array.from({ length: block.width }, (_, column) => cell(row, column)),
  );
}

/** A block of texts; the first row tells how many cells each has. */
export function rowBlock(rows: readonly (readonly (string | null)[])[]): RowBlock {
  const cells = rows.flat().map((cell) => (cell === null ? null : Buffer.from(cell)));
  const bounds = new Int32Array(2 * cells.length).fill(-1);
  let end = 0;
  cells.forEach((cell, index) => {
    if (cell) bounds.set([end, end + cell.length], 2 * index);
    end += cell?.length ?? 0;
  });
  const bytes = Buffer.concat(cells.filter((cell) => cell !== null));
  return { rows: rows.length, width: rows[0]?.length ?? 0, bytes, bounds };
}
