import type { Json } from '../../core/json.ts';
import type { FixtureRow } from '../../manifest/index.ts';
import { LongFloat } from '../../project/yaml/long-float.ts';
import { isMapping } from '../../project/yaml.ts';
import { exactJson } from '../context/data.ts';

/**
 * A value of YAML for SQL: floats stay floats, and numbers with more digits than JSON holds become texts, which casts read
 * exactly. Within a mapping, which is JSON, a float stays a number.
 */
export function fixtureValue(value: unknown, inMapping = false): Json {
  if (value instanceof LongFloat) return inMapping ? value.value : value.text;
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (Array.isArray(value)) return value.map((item) => fixtureValue(item, inMapping));
  return isMapping(value) ? fixtureRow(value, true) : exactJson(value);
}

/** A mapping of YAML as a row. */
export const fixtureRow = (row: { readonly [key: string]: unknown }, inMapping = false): FixtureRow =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name, fixtureValue(value, inMapping)]));

/** The first row without nulls goes to the top, as in dbt: there it tells the types of the columns. */
export function fullRowFirst<T>(rows: readonly T[], valuesOf: (row: T) => object): readonly T[] {
  const full = rows.findIndex((row) => Object.values(valuesOf(row)).every((value) => value !== null));
  const [first, chosen] = [rows[0], rows[full]];
  if (full <= 0 || first === undefined || chosen === undefined) return rows;
  return rows.map((row, at) => (at === 0 ? chosen : at === full ? first : row));
}
