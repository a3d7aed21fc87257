import type { Json } from '../../core/json.ts';
import type { FixtureRow } from '../../manifest/index.ts';
import { isMapping } from '../../project/yaml.ts';
import { exactJson } from '../context/data.ts';

/** A value of YAML for SQL: floats stay floats, and integers too large for JSON become texts, which casts read as exactly. */
export function fixtureValue(value: unknown): Json {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (Array.isArray(value)) return value.map(fixtureValue);
  return isMapping(value) ? fixtureRow(value) : exactJson(value);
}

/** A mapping of YAML as a row. */
export const fixtureRow = (row: { readonly [key: string]: unknown }): FixtureRow =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name, fixtureValue(value)]));

/** The first row without nulls goes to the top, as in dbt: there it tells the types of the columns. */
export function fullRowFirst<T>(rows: readonly T[], valuesOf: (row: T) => object): readonly T[] {
  const full = rows.findIndex((row) => Object.values(valuesOf(row)).every((value) => value !== null));
  const [first, chosen] = [rows[0], rows[full]];
  if (full <= 0 || first === undefined || chosen === undefined) return rows;
  return rows.map((row, at) => (at === 0 ? chosen : at === full ? first : row));
}
