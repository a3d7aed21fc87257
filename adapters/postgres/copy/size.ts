import type { RowBlock } from '../../../src/adapter/index.ts';

/** The bytes of all cells of a block. */
export function cellBytes({ rows, width, bounds }: RowBlock): number {
  let sum = 0;
  for (let at = 0; at < 2 * rows * width; at += 2) {
    const start = bounds[at] ?? 0;
    if (start >= 0) sum += (bounds[at + 1] ?? 0) - start;
  }
  return sum;
}
