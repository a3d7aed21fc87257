import { type FileHandle, open } from 'node:fs/promises';
import type { RowBlock } from '../../adapter/index.ts';
import { failure, type TsdbtError } from '../../core/diagnostic.ts';
import { CsvScanner, type RaggedRow } from './csv-scanner.ts';
import { wrongLine } from './utf8.ts';

/** A CSV file to read. */
export interface CsvFile {
  /** Absolute. */
  readonly path: string;
  /** As users see it, for errors. */
  readonly shown: string;
  readonly delimiter: string;
}

const PIECE = 1 << 18;
const LINE_FEED = 10;
const BOM = Buffer.from('\ufeff');

/** The rows of a file in blocks, never all in memory; the first block is the header. Rejects with TD504 and the place. */
export async function* readCsv(file: CsvFile, signal?: AbortSignal): AsyncGenerator<RowBlock> {
  if ([...file.delimiter].length !== 1)
    throw failure('TD212', `the delimiter must be one character, but is "${file.delimiter}"`, {
      at: { file: file.shown, line: 1, column: 1 },
      help: "delimiter: ';' in the seed's config",
    });
  const handle = await open(file.path).catch((error: unknown) => {
    throw openFailure(file, error);
  });
  try {
    yield* blocks(file, handle, signal);
  } finally {
    await handle.close();
  }
}

/** Reads piece by piece; what is left of a piece, a row that is not complete, comes before the next. */
async function* blocks(file: CsvFile, handle: FileHandle, signal?: AbortSignal): AsyncGenerator<RowBlock> {
  const scanner = new CsvScanner(file.delimiter);
  let bytes = Buffer.allocUnsafe(2 * PIECE);
  let left = 0;
  let isFirst = true;
  for (let isLast = false; !isLast; isFirst = false) {
    if (signal?.aborted) throw new DOMException('cancelled', 'AbortError');
    const { bytesRead } = await handle.read(bytes, left, bytes.length - left - 2);
    isLast = bytesRead === 0;
    let end = left + bytesRead;
    if (isLast) bytes[end++] = LINE_FEED;
    const wrong = wrongLine(bytes.subarray(0, end));
    if (wrong !== undefined)
      throw csvFailure(file, scanner.line + wrong, 'the file is not UTF-8', 'save it as UTF-8');
    const hasMark = isFirst && bytes.subarray(0, BOM.length).equals(BOM);
    const from = yield* rowsOf(file, scanner, bytes, hasMark ? BOM.length : 0, end);
    left = end - from;
    const rest = bytes.subarray(from, end);
    if (left > PIECE) bytes = Buffer.concat([rest, Buffer.allocUnsafe(left)]);
    else bytes.copyWithin(0, from, end);
  }
  if (left > 0) throw openQuote(file, scanner.quoteLine(bytes, 0));
  if (scanner.width === 0) throw csvFailure(file, 1, 'the file is empty', 'its first line names the columns');
}

/** The complete rows of a piece; returns where the rest begins. */
function* rowsOf(
  file: CsvFile,
  scanner: CsvScanner,
  bytes: Buffer,
  from: number,
  to: number,
): Generator<RowBlock, number> {
  for (;;) {
    const { rows, end, ragged } = scanner.scan(bytes, from, to);
    if (rows > 0) yield { rows, width: scanner.width, bytes: bytes.subarray(0, end), bounds: scanner.bounds };
    if (ragged) throw raggedRow(file, ragged, scanner.width);
    if (rows === 0) return end;
    from = end;
  }
}

function openFailure(file: CsvFile, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return csvFailure(file, 1, 'the file is gone');
  if (code === 'EACCES') return csvFailure(file, 1, 'the file may not be read');
  return error;
}

const raggedRow = (file: CsvFile, { line, cells }: RaggedRow, width: number): TsdbtError =>
  csvFailure(
    file,
    line,
    `this row has ${counted(cells, 'value')}, but the header names ${counted(width, 'column')}`,
    cells > width ? 'put values that hold the delimiter in double quotes' : 'add the missing values',
  );

const counted = (number: number, word: string): string => `${number} ${word}${number === 1 ? '' : 's'}`;

const openQuote = (file: CsvFile, line: number): TsdbtError =>
  csvFailure(
    file,
    line,
    'a quoted text begins here and never ends',
    'end it with a double quote; write "" for a quote inside of it',
  );

/** An error about a seed's file: TD504 with the line. */
function csvFailure(file: CsvFile, line: number, message: string, help?: string): TsdbtError {
  const at = { file: file.shown, line, column: 1 };
  return failure('TD504', message, { at, ...(help ? { help } : {}) });
}
