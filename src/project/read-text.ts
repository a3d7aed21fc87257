import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { failure, type TsdbtError } from '../core/diagnostic.ts';

/** Reads a file as strict UTF-8, without a byte order mark; TD113 at the first wrong byte, TD114 when it cannot be read. */
export function readText(absolutePath: string, shownPath: string): string {
  const bytes = readBytes(absolutePath, shownPath);
  if (!isUtf8(bytes)) throw notUtf8(bytes, shownPath);
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  return bytes.toString('utf8', start);
}

function readBytes(absolutePath: string, shownPath: string): Buffer {
  try {
    return readFileSync(absolutePath);
  } catch (error) {
    throw failure('TD114', `${shownPath} cannot be read: ${reason(error)}`, {
      at: { file: shownPath, line: 1, column: 1 },
      cause: error,
    });
  }
}

/** Whether a file operation failed because there is nothing at that path. */
export const isMissing = (error: unknown): boolean => ['ENOENT', 'ENOTDIR'].includes(codeOf(error));

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : '';

/** The reason of a failed file operation in words: `it is not there`, `permission denied`, … */
export function reason(error: unknown): string {
  const code = codeOf(error);
  return REASONS.get(code) ?? (code || String(error));
}

const REASONS: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'it is not there'],
  ['EACCES', 'permission denied'],
  ['EPERM', 'permission denied'],
  ['EISDIR', 'it is a folder'],
  ['ENOTDIR', 'a part of its path is not a folder'],
  ['ENOSPC', 'the disk is full'],
  ['EROFS', 'the disk is read-only'],
  ['EMFILE', 'too many files are open'],
]);

function notUtf8(bytes: Buffer, shownPath: string): TsdbtError {
  const { line, column } = firstWrongByte(bytes);
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  return failure(
    'TD113',
    `${shownPath} is not UTF-8${utf16 ? ' but UTF-16' : ''} (line ${line}, column ${column})`,
    {
      at: { file: shownPath, line, column },
      help: 'save the file as UTF-8',
    },
  );
}

function firstWrongByte(bytes: Buffer): { line: number; column: number } {
  let line = 1;
  for (let start = 0; start <= bytes.length; line++) {
    const newline = bytes.indexOf(10, start);
    const end = newline < 0 ? bytes.length : newline;
    const text = bytes.subarray(start, end);
    if (!isUtf8(text)) return { line, column: goodPrefix(text) + 1 };
    start = end + 1;
  }
  return { line: 1, column: 1 };
}

/** How many UTF-16 units of a line can be read before the wrong byte. */
const goodPrefix = (line: Buffer): number => {
  const text = line.toString('utf8');
  return text.indexOf('\ufffd');
};
