import type { Cell, ResultColumn } from '../adapter/index.ts';
import { csvHeader, csvLines } from './rows-csv.ts';
import { objectsJson } from './rows-json.ts';
import { tableOf } from './table-text.ts';

/** Rows as they come from the warehouse. */
export interface Batch {
  readonly columns: readonly ResultColumn[];
  readonly rows: readonly (readonly Cell[])[];
}

type Batches = AsyncIterable<Batch>;

/** The texts that print rows while they come, each without its last line break; together what printing them at once gives. */
export const PIECES = {
  json: jsonPieces,
  csv: csvPieces,
  text: textPieces,
} as const satisfies Readonly<Record<string, (batches: Batches, title: string) => AsyncGenerator<string>>>;

/** `title`: the members of the object before the rows. */
async function* jsonPieces(batches: Batches, title: string): AsyncGenerator<string> {
  let last: string | undefined;
  for await (const batch of batches) {
    if (batch.rows.length === 0) continue;
    const text = objectsJson(batch, '  ');
    if (last !== undefined) yield `${last},`;
    last = last === undefined ? `{\n${title}  "show": [\n${text}` : text;
  }
  yield last === undefined ? `{\n${title}  "show": []\n}` : `${last}\n  ]\n}`;
}

async function* csvPieces(batches: Batches): AsyncGenerator<string> {
  let isFirst = true;
  for await (const batch of batches) {
    const lines = [...(isFirst ? [csvHeader(batch)] : []), ...csvLines(batch.rows)];
    isFirst = false;
    if (lines.length > 0) yield lines.join('\n');
  }
}

/** The first rows say how wide the columns are. */
async function* textPieces(batches: Batches, title: string): AsyncGenerator<string> {
  let table: ReturnType<typeof tableOf> | undefined;
  for await (const batch of batches) {
    const head = table === undefined ? [...(title === '' ? [] : [title])] : [];
    if (table === undefined) {
      table = tableOf(batch);
      head.push(...table.head);
    }
    const lines = [...head, ...batch.rows.map(table.line)];
    if (lines.length > 0) yield lines.join('\n');
  }
  yield '';
}
