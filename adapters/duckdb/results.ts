import type { Cell, ResultColumn } from '../../src/adapter/index.ts';
import { cellsOf } from './cells.ts';
import type { DriverResult } from './client.ts';

type Rows = readonly (readonly Cell[])[];

/** Names and types of a result's columns. */
export function columnsOf(result: DriverResult): readonly ResultColumn[] {
  return result.columnNames().map((name, index) => ({ name, type: typeName(result, index) }));
}

function typeName(result: DriverResult, index: number): string {
  const type = result.columnType(index);
  return type.alias ?? String(type);
}

/** All rows, or the first `limit` of them. */
export async function readRows(result: DriverResult, limit?: number): Promise<Rows> {
  const rows: (readonly Cell[])[] = [];
  for await (const batch of readBatches(result, limit)) for (const row of batch) rows.push(row);
  return rows;
}

/** Rows as they come, some 2,000 at a time. */
export async function* readBatches(
  result: DriverResult,
  limit = Number.POSITIVE_INFINITY,
): AsyncGenerator<Rows, void> {
  const converters = result.columnTypes().map((type) => cellsOf(String(type)));
  let left = limit;
  while (left > 0) {
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) return;
    const columns = converters.map((convert, index) => {
      return chunk.getColumnValues(index).map((value) => (value === null ? null : convert(value)));
    });
    const count = Math.min(left, chunk.rowCount);
    left -= count;
    yield Array.from({ length: count }, (_, row) => columns.map((column) => column[row] ?? null));
  }
}

const CHANGED = 1;
const NOTHING = 2;

/**
 * How many rows a statement changed; null when it only read.
 * `create table as` tells it in its result, which is read by that.
 */
export async function affectedRows(
  result: DriverResult,
): Promise<{ readonly count: number | null; readonly read: boolean; readonly rows: Rows }> {
  const kind: number = result.returnType;
  if (kind !== CHANGED && kind !== NOTHING) return { count: null, read: false, rows: [] };
  // A view, a rename or a commit has nothing to fetch.
  const rows = 'rowCount' in result && result.rowCount === 0 ? [] : await readRows(result);
  const counted = result.columnCount === 1 && result.columnName(0) === 'Count';
  const cell = counted ? rows[0]?.[0] : undefined;
  if (typeof cell === 'number') return { count: cell, read: true, rows };
  return { count: kind === CHANGED ? result.rowsChanged : null, read: true, rows };
}
