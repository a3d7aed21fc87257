import type { Diagnostic } from '../../core/diagnostic.ts';
import { spanAt } from './text-span.ts';

/** So many values may the aliases of one text stand for. */
const MOST_VALUES = 1_000_000;

const ALIAS = /(?<=^|[\s,[{:-])\*[\w-]+/m;

/** What is wrong with a text whose few lines stand for millions of values, or for themselves; undefined for all others. */
export function aliasBomb(value: unknown, text: string, file: string): Diagnostic | undefined {
  const alias = ALIAS.exec(text);
  if (alias === null || sizeOf(value, new Map()) <= MOST_VALUES) return undefined;
  const end = alias.index + alias[0].length;
  return {
    code: 'TD102',
    message: `${file} cannot be read as YAML: its aliases stand for more than ${MOST_VALUES.toLocaleString('en')} values, or for themselves`,
    at: spanAt(text, file, alias.index, end),
    help: 'write out what the innermost aliases stand for',
  };
}

/** How many values there are once all aliases are written out. */
function sizeOf(value: unknown, known: Map<object, number>): number {
  if (typeof value !== 'object' || value === null) return 1;
  const before = known.get(value);
  if (before !== undefined) return before;
  known.set(value, Number.POSITIVE_INFINITY);
  const parts: readonly unknown[] = Array.isArray(value) ? value : Object.values(value);
  const size = parts.reduce((sum: number, part) => sum + sizeOf(part, known), 1);
  known.set(value, size);
  return size;
}
