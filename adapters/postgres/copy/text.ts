import type { RowBlock } from '../../../src/adapter/index.ts';
import { cellBytes } from './size.ts';

const [TAB, LINE_FEED, RETURN, BACKSLASH] = [9, 10, 13, 92];
/** The letter after a backslash that stands for a byte; 0: the byte stands for itself. */
const ESCAPES = new Uint8Array(256);
ESCAPES[TAB] = 't'.charCodeAt(0);
ESCAPES[LINE_FEED] = 'n'.charCodeAt(0);
ESCAPES[RETURN] = 'r'.charCodeAt(0);
ESCAPES[BACKSLASH] = BACKSLASH;
const NULL = Buffer.from('\\N');

/** The rows of a block as the lines that COPY reads. */
export function textRows(block: RowBlock): Buffer {
  const { rows, width, bytes, bounds } = block;
  const cells = rows * width;
  const out = Buffer.allocUnsafe(2 * cellBytes(block) + cells * (NULL.length + 1) + rows);
  let at = 0;
  for (let cell = 0; cell < cells; cell++) {
    const start = bounds[2 * cell] ?? 0;
    if (start < 0) at += NULL.copy(out, at);
    else at = escaped(bytes, start, bounds[2 * cell + 1] ?? 0, out, at);
    out[at++] = (cell + 1) % width === 0 ? LINE_FEED : TAB;
  }
  return out.subarray(0, at);
}

function escaped(bytes: Buffer, start: number, end: number, out: Buffer, from: number): number {
  let at = from;
  for (let i = start; i < end; i++) {
    const byte = bytes[i] ?? 0;
    const letter = ESCAPES[byte] ?? 0;
    if (letter !== 0) out[at++] = BACKSLASH;
    out[at++] = letter === 0 ? byte : letter;
  }
  return at;
}
