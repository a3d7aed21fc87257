import { createReadStream } from 'node:fs';
import { CsvParser, type CsvRow } from '../../core/csv-parser.ts';
import { failure, type TsdbtError } from '../../core/diagnostic.ts';

/** A CSV file to read. */
export interface CsvFile {
  /** Absolute. */
  readonly path: string;
  /** As users see it, for errors. */
  readonly shown: string;
  readonly delimiter: string;
}

/** The rows of a file in batches, header included; never all in memory. Rejects with TD504 and the place. */
export async function* readCsv(file: CsvFile, signal?: AbortSignal): AsyncGenerator<readonly CsvRow[]> {
  if ([...file.delimiter].length !== 1)
    throw failure('TD212', `the delimiter must be one character, but is "${file.delimiter}"`, {
      at: { file: file.shown, line: 1, column: 1 },
      help: "delimiter: ';' in the seed's config",
    });
  const parser = new CsvParser(file.delimiter);
  for await (const text of decoded(file, signal)) {
    const rows = parser.write(text);
    if (rows.length > 0) yield rows;
  }
  const last = parser.end();
  if ('line' in last)
    throw csvFailure(
      file,
      last.line,
      'a quoted text begins here and never ends',
      'end it with a double quote; write "" for a quote inside of it',
    );
  if (last.length > 0) yield last;
}

async function* decoded(file: CsvFile, signal: AbortSignal | undefined): AsyncGenerator<string> {
  // A BOM at the start is dropped by the decoder.
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let lines = 1;
  const stream = createReadStream(file.path, { highWaterMark: 1 << 18, ...(signal ? { signal } : {}) });
  try {
    for await (const chunk of stream) {
      const text = decoder.decode(bytesOf(chunk), { stream: true });
      lines += text.split('\n').length - 1;
      yield text;
    }
    yield decoder.decode();
  } catch (error) {
    throw readFailure(file, lines, error);
  }
}

const bytesOf = (chunk: unknown): Uint8Array =>
  chunk instanceof Uint8Array ? chunk : new TextEncoder().encode(String(chunk));

function readFailure(file: CsvFile, line: number, error: unknown): unknown {
  if (error instanceof TypeError) {
    return csvFailure(file, line, 'the file is not UTF-8', 'save it as UTF-8');
  }
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return csvFailure(file, 1, 'the file is gone');
  if (code === 'EACCES') return csvFailure(file, 1, 'the file may not be read');
  return error;
}

/** An error about a seed's file: TD504 with the line. */
export function csvFailure(file: CsvFile, line: number, message: string, help?: string): TsdbtError {
  const at = { file: file.shown, line, column: 1 };
  return failure('TD504', message, { at, ...(help ? { help } : {}) });
}
