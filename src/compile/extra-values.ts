import { resultObject } from '../scope/index.ts';
import { fromHost, PyTuple, type Value } from '../template/index.ts';

/** Plain data as the extra names of a scope: what on-run-end gets as `results`, `schemas` and `database_schemas`. */
export const extraValues = (data: Readonly<Record<string, unknown>>): ReadonlyMap<string, Value> =>
  new Map(Object.entries(data).map(([name, value]) => [name, extraValue(name, value)]));

function extraValue(name: string, value: unknown): Value {
  if (!Array.isArray(value)) return fromHost(value);
  if (name === 'results') return value.map(resultObject);
  return name === 'database_schemas' ? value.map(pair) : fromHost(value);
}

/** `(database, schema)`, as dbt has it. */
const pair = (value: unknown): Value =>
  Array.isArray(value) ? new PyTuple(value.map(fromHost)) : fromHost(value);
