import { type Fault, WarehouseError } from '../../src/adapter/index.ts';
import { failure, type TsdbtError } from '../../src/core/diagnostic.ts';

const CONFLICT = /write-write conflict|Conflict on (update|tuple deletion)|Transaction conflict/i;

/** What a statement failed of: DuckDB's class of error, its text without the excerpt, and the place. */
export function statementError(error: unknown, sql: string, aborted: boolean): WarehouseError {
  if (error instanceof WarehouseError) return error;
  const full = textOf(error);
  const code = codeOf(full);
  const [message = full] = full.split(/\n\s*\nLINE \d+: /);
  return new WarehouseError(message.trim(), {
    code,
    position: positionOf(full, sql),
    fault: faultOf(code, full),
    cancelled: aborted || code === 'INTERRUPT Error',
    cause: error,
  });
}

/** What a store answers, or does not, when it has too much to do: another time it will. */
const PASSING = /\b(429|50[0234])\b|could not (connect|establish|resolve)|timed? ?out/i;

/** Two transactions that changed the same thing, or a store that did not answer. */
function faultOf(code: string | undefined, text: string): Fault | undefined {
  if (CONFLICT.test(text)) return 'serialization';
  return code === 'HTTP Error' && PASSING.test(text) ? 'unavailable' : undefined;
}

/** DuckDB's class of an error: `Catalog Error`. */
export const codeOf = (text: string): string | undefined => /^([A-Za-z][A-Za-z ]*? Error):/.exec(text)?.[1];

/** Python's name for a class of error, as `retryable_exceptions` lists them: `IO Error` is IOException. */
export const pythonName = (code: string): string =>
  `${code.replace(/ Error$/, '').replaceAll(' ', '')}Exception`;

/** Why a file cannot be opened: locked (TD604), too new (TD605), or else (TD603). */
export function openError(error: unknown, path: string, version: string): TsdbtError {
  const text = textOf(error);
  if (/set lock on file/i.test(text)) return locked(text, path, error);
  const newer = /database file with version number (\d+)/.exec(text)?.[1];
  if (newer) return tooNew(newer, path, version, error);
  const [line = text] = text.split('\n');
  const help = /No such file or directory/.test(text)
    ? 'create the folder, or change "path" in the profile'
    : 'check "path" and the other settings of the target';
  return failure('TD603', `cannot open ${path}: ${line}`, { help, cause: error });
}

function locked(text: string, path: string, cause: unknown): TsdbtError {
  const holder = /lock is held in (.+? \(PID \d+\)[^.]*)\./.exec(text)?.[1] ?? 'another process';
  return failure('TD604', `${path} is locked: ${holder} has it open (Could not set lock on file)`, {
    help: 'end that process, or wait for it with "retries: {connect_attempts: 5}" in the target',
    cause,
  });
}

function tooNew(storage: string, path: string, version: string, cause: unknown): TsdbtError {
  const message = `${path} was made by a newer DuckDB (storage version ${storage}); tsdbt has DuckDB ${version}`;
  const copy = `ATTACH 'old.duckdb' AS old (STORAGE_VERSION 'v1.5.0'); COPY FROM DATABASE <name> TO old;`;
  return failure('TD605', message, { help: `in the newer DuckDB: ${copy}`, cause });
}

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Reads `LINE 2: …` and the caret under it; long lines are shown in part, so the part is looked up in the statement. */
function positionOf(text: string, sql: string): { line: number; column: number } | undefined {
  const match = /\nLINE (\d+): (.*)\n( *)\^/.exec(text);
  if (!match) return undefined;
  const [, number = '1', shown = '', indent = ''] = match;
  const line = Number(number);
  const offset = indent.length - `LINE ${number}: `.length;
  if (!shown.startsWith('...')) return { line, column: offset + 1 };
  const part = shown.slice(3).replace(/\.\.\.$/, '');
  const start = sql.split('\n')[line - 1]?.indexOf(part) ?? -1;
  return { line, column: start < 0 ? 1 : start + offset - 3 + 1 };
}
