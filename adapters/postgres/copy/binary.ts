import type { RowBlock } from '../../../src/adapter/index.ts';
import { type CellWriter, LONGEST, REFUSED } from './cell-writer.ts';
import { cellBytes } from './size.ts';

/** What a COPY in binary begins with: its signature, no flags, no extension. */
export const BINARY_START = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
/** What it ends with: a row of -1 cells. */
export const BINARY_END = Buffer.from([0xff, 0xff]);

const [COUNT, LENGTH, NULL] = [2, 4, -1];

/** The rows of a block as COPY reads them in binary; undefined when one has a text that only the server can judge. */
export function binaryRows(block: RowBlock, writers: readonly CellWriter[]): Buffer | undefined {
  const { rows, width, bounds } = block;
  const most = rows * (COUNT + width * (LENGTH + LONGEST)) + cellBytes(block);
  const bytes = Buffer.allocUnsafe(most);
  const out = { bytes, view: new DataView(bytes.buffer, bytes.byteOffset, most) };
  let at = 0;
  for (let bound = 0; bound < 2 * rows * width; ) {
    out.view.setInt16(at, width);
    at += COUNT;
    for (const write of writers) {
      const start = bounds[bound] ?? 0;
      const end = bounds[bound + 1] ?? 0;
      const length = start < 0 ? NULL : write(block.bytes, start, end, out, at + LENGTH);
      if (length === REFUSED) return undefined;
      out.view.setInt32(at, length);
      at += LENGTH + Math.max(length, 0);
      bound += 2;
    }
  }
  return bytes.subarray(0, at);
}
