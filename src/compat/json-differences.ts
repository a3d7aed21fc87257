import type { Json, JsonObject } from '../core/json.ts';

/** A value that differs, and where. */
export interface JsonDifference {
  readonly path: string;
  readonly theirs: Json;
  readonly ours: Json;
}

/** Whether two texts at a path mean the same. */
export type SameText = (theirs: string, ours: string, path: string) => boolean;

/** What stands for a key that one side does not have. */
const MISSING = '(missing)';

/** Where two JSON values differ, deepest first place each; keys that `ignored` names by their path are left out. */
export function jsonDifferences(
  theirs: Json,
  ours: Json,
  same: SameText,
  ignored: ReadonlySet<string> = new Set(),
): readonly JsonDifference[] {
  const found: JsonDifference[] = [];
  compare(theirs, ours, '');
  return found;

  function compare(a: Json, b: Json, path: string): void {
    if (a === b || ignored.has(path)) return;
    if (isObject(a) && isObject(b)) compareObjects(a, b, path);
    else if (isList(a) && isList(b) && a.length === b.length)
      for (const [i, one] of a.entries()) compare(one, b[i] ?? null, `${path}[${i}]`);
    else if (typeof a === 'string' && typeof b === 'string') compareTexts(a, b, path);
    else if (JSON.stringify(a) !== JSON.stringify(b)) found.push({ path, theirs: a, ours: b });
  }

  function compareTexts(a: string, b: string, path: string): void {
    if (!same(a, b, path)) found.push({ path, theirs: a, ours: b });
  }

  function compareObjects(a: JsonObject, b: JsonObject, path: string): void {
    for (const key of new Set([...Object.keys(a), ...Object.keys(b)]))
      compare(
        a[key] === undefined ? MISSING : a[key],
        b[key] === undefined ? MISSING : b[key],
        path === '' ? key : `${path}.${key}`,
      );
  }
}

/** Whether it is a JSON object. */
export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !isList(value);

/** Whether it is a JSON list. */
export const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

/** The object under a key; empty when there is none. */
export const objectAt = (value: JsonObject, key: string): JsonObject => {
  const found = value[key];
  return isObject(found) ? found : {};
};
