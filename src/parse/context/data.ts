import type { Json, JsonObject } from '../../core/json.ts';
import { isMapping } from '../../project/yaml.ts';
import { fromHost, PyFloat } from '../../template/index.ts';
import { repr, str } from '../../template/python/print.ts';

/** Data of YAML or of a template as JSON: exact numbers become plain ones, dates and all else texts. */
export function toJson(value: unknown): Json {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof PyFloat) return value.value;
  if (Array.isArray(value)) return value.map(toJson);
  return isMapping(value) ? toJsonObject(value) : String(value);
}

/** As toJson, but floats stay floats: `1.0` must not turn into `1` in SQL. In JSON they print as numbers. */
export function exactJson(value: unknown): Json {
  // A PyFloat has toJSON, and templates take it as it is: for whoever reads the manifest it is a number.
  if (value instanceof PyFloat) return value as unknown as Json;
  if (Array.isArray(value)) return value.map(exactJson);
  if (!isMapping(value)) return toJson(value);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, exactJson(item)]));
}

/** A mapping as a JSON object. */
export function toJsonObject(value: { readonly [key: string]: unknown }): JsonObject {
  const out: { [key: string]: Json } = {};
  for (const key in value) out[key] = toJson(value[key]);
  return out;
}

/** A mapping, or an empty one for anything else. */
export const mappingOf = (value: unknown): { readonly [key: string]: unknown } =>
  isMapping(value) ? value : {};

/** A JSON object, or an empty one for anything else. */
export const objectOf = (value: unknown): JsonObject => (isMapping(value) ? toJsonObject(value) : {});

/** A text, or null for anything else. */
export const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** A list, the one value as a list, or nothing. */
export const listOf = (value: unknown): readonly unknown[] => {
  if (Array.isArray(value)) return value;
  return value === null || value === undefined ? [] : [value];
};

/** The texts of a list; one text counts as a list of one. */
export const textsOf = (value: unknown): readonly string[] =>
  listOf(value).filter((item): item is string => typeof item === 'string');

/** Each value once, in the order of their first mention. */
export const unique = <T>(values: Iterable<T>): readonly T[] => [...new Set(values)];

/** Python's str() of plain data. */
export const pythonStr = (value: unknown): string =>
  typeof value === 'string' ? value : str(fromHost(value));

/** Python's repr() of plain data. */
export const pythonRepr = (value: unknown): string => repr(fromHost(value));

/** Python's repr() of plain data, cut for messages as dbt cuts it. */
export function trimmedRepr(value: unknown): string {
  const text = pythonRepr(value);
  return text.length < 50 ? text : `${text.slice(0, 44)}...${text.slice(-3)}`;
}
