import type { Comparison, Difference } from './comparison.ts';
import { ROWS, VALUES } from './tables.ts';

/** What such tables are counted as. */
const KIND = 'table that changes by itself';

/**
 * The comparison of tables without what the other tool does not do twice the same (`again`: its first run against its
 * second): columns with other values each time, or with them other rows.
 */
export function withoutUnstable(tables: Comparison, again: Comparison): Comparison {
  const unstable = new Map(again.differences.map((one) => [one.id, one] as const));
  const excused = (one: Difference): boolean => isExcused(one, unstable.get(one.id));
  const left = tables.differences.filter((one) => !excused(one));
  const taken = tables.differences.length - left.length;
  const counts = tables.counts.map((count) => ({ ...count, total: count.total - taken }));
  return {
    counts: taken === 0 ? counts : [...counts, { kind: KIND, agreed: taken, total: taken }],
    differences: left,
  };
}

function isExcused(one: Difference, again: Difference | undefined): boolean {
  if (again === undefined) return false;
  if (again.path === ROWS) return one.path === ROWS || one.path === VALUES;
  if (again.path !== VALUES || one.path !== VALUES) return false;
  return columns(one).every((name) => columns(again).includes(name));
}

const columns = ({ theirs }: Difference): readonly string[] =>
  String(theirs)
    .replace(/^values of /, '')
    .split(', ');
