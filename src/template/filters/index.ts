/** All filters of Jinja2 as dbt has them, by name. */
import type { HostFunction } from '../python/value.ts';
import { markupFilters } from './markup.ts';
import { nativeFilters } from './native.ts';
import { numberFilters } from './numbers.ts';
import { selectFilters } from './select.ts';
import { sequenceFilters } from './sequences.ts';
import { sortFilters } from './sorting.ts';
import { textFilters } from './text.ts';
import { wrapFilters } from './wrap.ts';

/** The table: a filter is a function whose first argument is what stands before the `|`. */
export const filters: ReadonlyMap<string, HostFunction> = new Map(
  [
    ...textFilters,
    ...wrapFilters,
    ...numberFilters,
    ...sequenceFilters,
    ...sortFilters,
    ...selectFilters,
    ...markupFilters,
    ...nativeFilters,
  ].map((filter) => [filter.name, filter]),
);
