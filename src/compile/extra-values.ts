import { fromHost, type Value } from '../template/index.ts';

/** Plain data as the extra names of a scope: what on-run-end gets as `results` and `schemas`. */
export const extraValues = (data: Readonly<Record<string, unknown>>): ReadonlyMap<string, Value> =>
  new Map(Object.entries(data).map(([name, value]) => [name, fromHost(value)]));
