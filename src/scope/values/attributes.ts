import type { Value } from '../../template/index.ts';

/** What `x.name` gives, by name. */
export type Attributes<T> = ReadonlyMap<string, (self: T) => Value>;

/** A table of attributes; only what stands in it is reachable from a template. */
export const attributes = <T>(table: Readonly<Record<string, (self: T) => Value>>): Attributes<T> =>
  new Map(Object.entries(table));
