import type { JsonObject } from '../core/json.ts';
import { sameJson } from '../core/same-json.ts';
import type { GraphNode } from '../manifest/index.ts';

/** Keys that say where a node stands or how it is found: changes of these are no changes of its config. */
const PLACE: ReadonlySet<string> = new Set(['alias', 'schema', 'database', 'tags', 'group']);
const GROUP: ReadonlySet<string> = new Set(['group']);
const NONE: ReadonlySet<string> = new Set();

/** The only keys that count for tests. */
const TEST_KEYS = [
  'severity',
  'where',
  'limit',
  'fail_calc',
  'warn_if',
  'error_if',
  'store_failures',
  'store_failures_as',
];

/** Whether two configs as written say the same of a kind of resource. */
export function sameConfig(kind: GraphNode['resource_type'], own: JsonObject, old: JsonObject): boolean {
  if (kind === 'test') return TEST_KEYS.every((key) => sameKey(own, old, key));
  const without = ignoredKeys(kind);
  const keys = new Set([...Object.keys(own), ...Object.keys(old)]);
  return [...keys].every((key) => without.has(key) || sameKey(own, old, key));
}

function ignoredKeys(kind: GraphNode['resource_type']): ReadonlySet<string> {
  if (kind === 'metric') return GROUP;
  return kind === 'source' || kind === 'exposure' ? NONE : PLACE;
}

/** A key that is set to null is not the same as one that nobody sets. */
const sameKey = (own: JsonObject, old: JsonObject, key: string): boolean =>
  Object.hasOwn(own, key) === Object.hasOwn(old, key) && sameJson(own[key], old[key]);

/** Whether database, schema and alias are configured as before; what macros and targets make of them does not count. */
export const sameNames = (own: JsonObject, old: JsonObject): boolean =>
  (['database', 'schema', 'alias'] as const).every((key) => sameJson(own[key], old[key]));
