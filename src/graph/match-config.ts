import type { Json } from '../core/json.ts';

/** Whether the config at `path` equals the value, or is a list that holds it; `true`/`false` as words mean booleans. */
export function matchesConfig(config: Json, path: readonly string[], wanted: Json): boolean {
  let value: Json | undefined = config;
  for (const key of path) value = child(value, key);
  if (value === undefined) return false;
  const folded = path.length === 1 && path[0] === 'severity';
  return Array.isArray(value)
    ? value.some((item: Json) => same(item, wanted, folded))
    : same(value, wanted, folded);
}

function child(value: Json | undefined, key: string): Json | undefined {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return undefined;
  return Object.hasOwn(value, key) ? Object.entries(value).find(([name]) => name === key)?.[1] : undefined;
}

function same(value: Json, wanted: Json, folded: boolean): boolean {
  if (typeof value === 'boolean') return value === wanted || String(wanted).toLowerCase() === String(value);
  if (folded && typeof value === 'string') return value.toLowerCase() === String(wanted).toLowerCase();
  return value === wanted;
}
