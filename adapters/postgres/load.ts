import { type LoadTarget, type QueryResult, WarehouseError } from '../../src/adapter/index.ts';

/** Rows of text cells, some at a time. */
export type Batches = AsyncIterable<readonly (readonly (string | null)[])[]>;

/** The COPY that loads a table: by the names that its columns have in the database, for unquoted ones are in lower case there. */
export async function loadTarget(
  run: (sql: string) => Promise<QueryResult>,
  { relation, columns }: LoadTarget,
): Promise<{ readonly sql: string }> {
  const { rows } = await run(
    `select attname from pg_catalog.pg_attribute where attrelid = ${literal(relation)}::regclass and attnum > 0 and not attisdropped`,
  );
  const present = rows.map(([name]) => String(name));
  const names = columns.map(({ name }) => {
    const exact = present.includes(name) ? name : undefined;
    return quoted(exact ?? present.find((one) => one === name.toLowerCase()) ?? name);
  });
  return { sql: `copy ${relation} (${names.join(', ')}) from stdin` };
}

/** The rows as the lines that COPY reads, some at a time. */
export async function* copyLines(batches: Batches): AsyncGenerator<string> {
  for await (const batch of batches) {
    let lines = '';
    for (const row of batch) lines += `${row.map(field).join('\t')}\n`;
    yield lines;
  }
}

const SPECIAL = /[\\\t\n\r]/;
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

function field(value: string | null): string {
  if (value === null) return '\\N';
  return SPECIAL.test(value) ? value.replace(/[\\\t\n\r]/g, (char) => ESCAPES[char] ?? char) : value;
}

/** The error of a value that a column cannot hold, with its row and column; undefined for other errors. */
export function loadError(error: unknown): WarehouseError | undefined {
  if (!(error instanceof Error) || !('where' in error)) return undefined;
  const [, row, column] = /^COPY .*?, line (\d+)(?:, column ([^:]+))?/.exec(String(error.where)) ?? [];
  const code = 'code' in error ? String(error.code) : '';
  if (row === undefined || !/^2[23]/.test(code)) return undefined;
  const place = column === undefined ? `row ${row}` : `row ${row}, column "${column}"`;
  return new WarehouseError(`${place}: ${error.message}`, { code, cause: error });
}

/** A text as a literal of SQL. */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
