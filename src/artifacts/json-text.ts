import type { Json, JsonDocument, JsonEntries, JsonObject } from '../core/json.ts';

/**
 * A document as JSON text in parts: big sections (`nodes`, `macros`, `results`) entry by entry, so that no single
 * string holds it all.
 */
export function* jsonParts(document: JsonDocument): Generator<string> {
  let start = '{';
  for (const [key, value] of Object.entries(document)) {
    yield `${start}${JSON.stringify(key)}: `;
    yield* valueParts(value);
    start = ', ';
  }
  yield start === '{' ? '{}' : '}';
}

function valueParts(value: Json | JsonEntries): Iterable<string> {
  if (value === null || typeof value !== 'object') return [JSON.stringify(value)];
  if (isList(value)) return listParts(value);
  return objectParts(isEntries(value) ? value : Object.entries(value));
}

function* listParts(list: readonly Json[]): Generator<string> {
  let start = '[';
  for (const item of list) {
    yield start;
    yield JSON.stringify(item);
    start = ', ';
  }
  yield start === '[' ? '[]' : ']';
}

function* objectParts(entries: JsonEntries): Generator<string> {
  let start = '{';
  for (const [key, value] of entries) {
    const text = JSON.stringify(value);
    if (text === undefined) continue;
    yield `${start}${JSON.stringify(key)}: `;
    yield text;
    start = ', ';
  }
  yield start === '{' ? '{}' : '}';
}

const isEntries = (value: object): value is JsonEntries => Symbol.iterator in value;

const isList = (value: Json | JsonEntries): value is readonly Json[] => Array.isArray(value);

/** The same data with every text masked: for what may hold secrets (metadata, arguments), never for SQL. */
export function maskedJson(value: JsonObject, mask: (text: string) => string): JsonObject {
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, masked(item, mask)]));
}

function masked(value: Json, mask: (text: string) => string): Json {
  if (typeof value === 'string') return mask(value);
  if (value === null || typeof value !== 'object') return value;
  return isList(value) ? value.map((item) => masked(item, mask)) : maskedJson(value, mask);
}
