import type { Json, JsonObject } from '../core/json.ts';

/**
 * A document as JSON text in parts: big sections (`nodes`, `macros`, `results`) entry by entry, so that no single
 * string holds it all.
 */
export function* jsonParts(document: JsonObject): Generator<string> {
  let first = true;
  yield '{';
  for (const [key, value] of Object.entries(document)) {
    yield `${first ? '' : ', '}${JSON.stringify(key)}: `;
    yield* valueParts(value);
    first = false;
  }
  yield '}';
}

function* valueParts(value: Json): Generator<string> {
  if (value === null || typeof value !== 'object') {
    yield JSON.stringify(value);
    return;
  }
  const list = isList(value);
  const items: Iterable<readonly [string, Json]> = list
    ? value.map((item) => ['', item])
    : Object.entries(value);
  let first = true;
  yield list ? '[' : '{';
  for (const [key, item] of items) {
    const text = JSON.stringify(item);
    if (text === undefined) continue;
    yield `${first ? '' : ', '}${list ? '' : `${JSON.stringify(key)}: `}${text}`;
    first = false;
  }
  yield list ? ']' : '}';
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

/** The same data with every text masked: for what may hold secrets (metadata, arguments), never for SQL. */
export function maskedJson(value: JsonObject, mask: (text: string) => string): JsonObject {
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, masked(item, mask)]));
}

function masked(value: Json, mask: (text: string) => string): Json {
  if (typeof value === 'string') return mask(value);
  if (value === null || typeof value !== 'object') return value;
  return isList(value) ? value.map((item) => masked(item, mask)) : maskedJson(value, mask);
}
