import type { Sides, TextRow } from './sides.ts';

/** A row of which both sides differ: expected but not there, there but not expected, or a pair with some cells changed. */
export type DiffRow =
  | { readonly kind: 'missing' | 'unexpected'; readonly row: TextRow }
  | { readonly kind: 'changed'; readonly expected: TextRow; readonly actual: TextRow };

/** How what came out differs from what was expected; the order of rows does not count. */
export interface Diff {
  readonly columns: readonly string[];
  readonly rows: readonly DiffRow[];
  /** How many rows are as expected. */
  readonly equal: number;
  readonly same: boolean;
}

/** Beyond so many pairs the rows are not paired by likeness. */
const MOST_PAIRS = 250_000;

/** Compares the two sides: equal rows first, then the rows that are left are paired with the most alike. */
export function diffRows({ columns, actual, expected }: Sides): Diff {
  const missing = [...expected];
  const unexpected = without(actual, missing);
  const rows = paired(missing.sort(inOrder), unexpected.sort(inOrder));
  return { columns, rows, equal: actual.length - unexpected.length, same: rows.length === 0 };
}

/** The rows that have no equal among `others`; their equals are taken out of these. */
function without(rows: readonly TextRow[], others: TextRow[]): TextRow[] {
  const waiting = new Map<string, number>();
  for (const row of others) waiting.set(keyOf(row), (waiting.get(keyOf(row)) ?? 0) + 1);
  const left = rows.filter((row) => !take(waiting, row));
  const kept = others.filter((row) => take(waiting, row));
  others.splice(0, others.length, ...kept);
  return left;
}

function take(waiting: Map<string, number>, row: TextRow): boolean {
  const count = waiting.get(keyOf(row)) ?? 0;
  if (count > 0) waiting.set(keyOf(row), count - 1);
  return count > 0;
}

const keyOf = (row: TextRow): string => JSON.stringify(row);

function inOrder(a: TextRow, b: TextRow): number {
  for (const [at, cell] of a.entries()) {
    const other = b[at] ?? null;
    if (cell === other) continue;
    if (cell === null || other === null) return cell === null ? 1 : -1;
    const [x, y] = [Number(cell), Number(other)];
    if (!Number.isNaN(x) && !Number.isNaN(y) && x !== y) return x - y;
    return cell < other ? -1 : 1;
  }
  return 0;
}

/** Pairs rows with at least one equal cell, the most alike first; the others stay alone. */
function paired(missing: readonly TextRow[], unexpected: readonly TextRow[]): readonly DiffRow[] {
  const partners = partnersOf(missing, unexpected);
  const taken = new Set(partners.values());
  return [
    ...missing.map((row, at): DiffRow => {
      const actual = unexpected[partners.get(at) ?? -1];
      return actual ? { kind: 'changed', expected: row, actual } : { kind: 'missing', row };
    }),
    ...unexpected.flatMap((row, at): DiffRow[] => (taken.has(at) ? [] : [{ kind: 'unexpected', row }])),
  ];
}

function partnersOf(missing: readonly TextRow[], unexpected: readonly TextRow[]): Map<number, number> {
  if (missing.length * unexpected.length > MOST_PAIRS) return new Map();
  const pairs = missing
    .flatMap((row, left) => unexpected.map((other, right) => ({ left, right, alike: likeness(row, other) })))
    .filter(({ alike }) => alike > 0)
    .sort((a, b) => b.alike - a.alike || a.left - b.left || a.right - b.right);
  const partners = new Map<number, number>();
  const taken = new Set<number>();
  for (const { left, right } of pairs) {
    if (partners.has(left) || taken.has(right)) continue;
    partners.set(left, right);
    taken.add(right);
  }
  return partners;
}

/** How many cells are equal; nulls say little. */
const likeness = (a: TextRow, b: TextRow): number =>
  a.reduce((sum, cell, at) => sum + (cell !== b[at] ? 0 : cell === null ? 0.1 : 1), 0);
