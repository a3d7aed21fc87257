import { type CellWriter, REFUSED } from './cell-writer.ts';
import { writeFloat8, writeInt2, writeInt4, writeInt8 } from './numbers.ts';
import { writeDate, writeTimestamp } from './times.ts';

const SHORT = 24;

const writeText: CellWriter = (bytes, start, end, out, at) => {
  if (end - start > SHORT) bytes.copy(out.bytes, at, start, end);
  else for (let i = start; i < end; i++) out.bytes[at - start + i] = bytes[i] ?? 0;
  return end - start;
};

const writeBoolean: CellWriter = (bytes, start, end, { bytes: out }, at) => {
  const text = end - start > 5 ? '' : bytes.toString('latin1', start, end);
  if (text !== 'true' && text !== 'false') return REFUSED;
  out[at] = text === 'true' ? 1 : 0;
  return 1;
};

/** How values of a type are written in binary, by the type's id, which is the same in every Postgres. */
export const WRITERS: ReadonlyMap<string, CellWriter> = new Map([
  ['16', writeBoolean],
  ['20', writeInt8],
  ['21', writeInt2],
  ['23', writeInt4],
  ['25', writeText],
  ['701', writeFloat8],
  ['1043', writeText],
  ['1082', writeDate],
  ['1114', writeTimestamp],
]);
