import { createHash } from 'node:crypto';
import { type Cell, type Connection, WarehouseError } from '../adapter/index.ts';
import { type Comparison, counted, type Difference } from './comparison.ts';
import type { Sameness } from './sameness.ts';

/** A session of one side's warehouse, and the relations that it built: unique_id → name. */
export interface TableSide {
  readonly connection: Connection;
  readonly relations: ReadonlyMap<string, string>;
  readonly sameness: Sameness;
  readonly signal?: AbortSignal;
}

/** What a relation holds, whatever the order of its rows. */
interface Fingerprint {
  readonly columns: readonly string[];
  readonly rows: number;
  /** Of each column: the sum of the hashes of its cells. */
  readonly cells: readonly number[];
  readonly whole: number;
}

/** Compares columns, types and rows of the relations that both sides have built. Rejects with WarehouseError only when a session is lost. */
export async function compareTables(theirs: TableSide, ours: TableSide): Promise<Comparison> {
  const kind = 'table';
  const found = new Map<string, readonly Difference[]>();
  for (const [id, relation] of theirs.relations) {
    const own = ours.relations.get(id);
    if (own === undefined) continue;
    const [a, b] = [await fingerprint(theirs, relation), await fingerprint(ours, own)];
    found.set(
      id,
      differences(a, b).map((one) => ({ kind, id, ...one })),
    );
  }
  return counted(kind, found.keys(), (id) => found.get(id) ?? []);
}

async function fingerprint(side: TableSide, relation: string): Promise<Fingerprint | string> {
  const { connection, sameness, signal } = side;
  let print: Fingerprint = { columns: [], rows: 0, cells: [], whole: 0 };
  try {
    const batches = connection.stream(`select * from ${relation}`, signal ? { signal } : {});
    for await (const { columns, rows } of batches) {
      const texts = rows.map((row) => row.map((cell) => sameness.text(cellText(cell))));
      print = added(
        print,
        columns.map(({ name, type }) => `${name} ${type}`),
        texts,
      );
    }
    return print;
  } catch (error) {
    if (error instanceof WarehouseError) return sameness.text(error.message);
    throw error;
  }
}

function added(
  print: Fingerprint,
  columns: readonly string[],
  rows: readonly (readonly string[])[],
): Fingerprint {
  const cells = columns.map((_, i) =>
    rows.reduce((sum, row) => sum + hash(row[i] ?? ''), print.cells[i] ?? 0),
  );
  const whole = rows.reduce((sum, row) => sum + hash(row.join('\u0000')), print.whole);
  return { columns, rows: print.rows + rows.length, cells: cells.map(wrapped), whole: wrapped(whole) };
}

/** 40 bits: sums of thousands of them stay exact. */
const hash = (text: string): number => createHash('md5').update(text).digest().readUIntBE(0, 5);

const wrapped = (sum: number): number => sum % 2 ** 40;

function cellText(cell: Cell): string {
  if (cell === null) return '\u0001null';
  if (typeof cell !== 'object') return `${typeof cell === 'string' ? '' : '\u0001'}${cell}`;
  return cell.kind === 'float' ? String(cell.value) : cell.text;
}

function differences(a: Fingerprint | string, b: Fingerprint | string): Omit<Difference, 'kind' | 'id'>[] {
  if (typeof a === 'string' || typeof b === 'string')
    return a === b ? [] : [{ path: '', theirs: brief(a), ours: brief(b) }];
  if (a.columns.join() !== b.columns.join())
    return [{ path: 'columns', theirs: a.columns.join(', '), ours: b.columns.join(', ') }];
  if (a.rows !== b.rows) return [{ path: ROWS, theirs: a.rows, ours: b.rows }];
  if (a.whole === b.whole) return [];
  const names = a.columns.filter((_, i) => a.cells[i] !== b.cells[i]);
  const where = names.length === 0 ? 'which values stand in one row' : `values of ${names.join(', ')}`;
  return [{ path: VALUES, theirs: where, ours: `${where}, of ${b.rows} rows` }];
}

/** The path of a difference in the number of rows. */
export const ROWS = 'rows';

/** The path of a difference in values, where columns and the number of rows are the same. */
export const VALUES = 'values';

const brief = (print: Fingerprint | string): string =>
  typeof print === 'string' ? print.trim() : `${print.rows} rows`;
