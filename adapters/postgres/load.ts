import { type LoadTarget, type QueryResult, type RowBlock, WarehouseError } from '../../src/adapter/index.ts';
import { BINARY_END, BINARY_START, binaryRows } from './copy/binary.ts';
import type { CellWriter } from './copy/cell-writer.ts';
import { textRows } from './copy/text.ts';
import { WRITERS } from './copy/writers.ts';

/** What loading needs of a session. */
export interface LoadSession {
  run(sql: string): Promise<QueryResult>;
  /** Sends what a COPY reads; the number of rows. */
  copy(sql: string, chunks: AsyncIterable<Buffer>): Promise<number>;
}

/**
 * Loads rows by COPY: in binary, which costs the server half of the work, up to the first text whose value only the server
 * can tell; from there on as text. Within a transaction, for both parts are to be seen at once.
 */
export async function loadRows(
  session: LoadSession,
  target: LoadTarget,
  blocks: AsyncIterable<RowBlock>,
): Promise<number> {
  const { sql, writers } = await copyInto(session, target);
  const source = blocks[Symbol.asyncIterator]();
  const left = new Left(source);
  let count = 0;
  try {
    await left.next();
    if (writers) count += await session.copy(`${sql} (format binary)`, inBinary(left, writers));
    if (left.block || !writers) count += await session.copy(sql, asText(left));
    return count;
  } catch (error) {
    throw loadError(error, count) ?? error;
  } finally {
    await source.return?.();
  }
}

/** Blocks that can be looked at before they are passed. */
class Left {
  readonly #source: AsyncIterator<RowBlock>;
  /** What comes next; undefined at the end. */
  block: RowBlock | undefined;

  constructor(source: AsyncIterator<RowBlock>) {
    this.#source = source;
  }

  async next(): Promise<void> {
    const { done, value } = await this.#source.next();
    this.block = done ? undefined : value;
  }
}

async function* inBinary(left: Left, writers: readonly CellWriter[]): AsyncGenerator<Buffer> {
  yield BINARY_START;
  for (; left.block; await left.next()) {
    const rows = binaryRows(left.block, writers);
    if (rows === undefined) break;
    yield rows;
  }
  yield BINARY_END;
}

async function* asText(left: Left): AsyncGenerator<Buffer> {
  for (; left.block; await left.next()) yield textRows(left.block);
}

/**
 * The COPY into a table: by the names that its columns have in the database, for unquoted ones are in lower case there.
 * With what writes each column's values, where all of its types are known.
 */
async function copyInto(
  { run }: LoadSession,
  { relation, columns }: LoadTarget,
): Promise<{ readonly sql: string; readonly writers: readonly CellWriter[] | undefined }> {
  const { rows } = await run(
    `select attname, atttypid::text from pg_catalog.pg_attribute where attrelid = ${literal(relation)}::regclass and attnum > 0 and not attisdropped`,
  );
  const types = new Map(rows.map(([name, type]) => [String(name), String(type)]));
  const names = columns.map(({ name }) => {
    const found = [name, name.toLowerCase(), unquoted(name)].find((one) => types.has(one));
    return found ?? name;
  });
  const writers = names.flatMap((name) => WRITERS.get(types.get(name) ?? '') ?? []);
  return {
    sql: `copy ${relation} (${names.map(quoted).join(', ')}) from stdin`,
    writers: writers.length === names.length ? writers : undefined,
  };
}

/** The error of a value that a column cannot hold, with its row, before which `done` were loaded, and its column; undefined for other errors. */
function loadError(error: unknown, done: number): WarehouseError | undefined {
  const cause = error instanceof WarehouseError ? error.cause : undefined;
  if (!(cause instanceof Error) || !('where' in cause)) return undefined;
  const [, row, column] = /^COPY .*?, line (\d+)(?:, column ([^:]+))?/m.exec(String(cause.where)) ?? [];
  const code = 'code' in cause ? String(cause.code) : '';
  if (row === undefined || !/^2[23]/.test(code)) return undefined;
  const place =
    column === undefined ? `row ${done + Number(row)}` : `row ${done + Number(row)}, column "${column}"`;
  return new WarehouseError(`${place}: ${cause.message}`, { code, cause });
}

/** The name that `"from"` stands for where a seed's columns are not quoted, and its header has the quotes itself. */
const unquoted = (name: string): string =>
  /^".+"$/s.test(name) ? name.slice(1, -1).replaceAll('""', '"') : name;

/** A text as a literal of SQL. */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
