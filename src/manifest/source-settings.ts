import type { JsonObject } from '../core/json.ts';

/** What dbt itself knows of a source's config; all else is for the adapter. */
const OWN = new Set([
  'enabled',
  'event_time',
  'freshness',
  'loaded_at_field',
  'loaded_at_query',
  'meta',
  'tags',
]);

/** What an adapter may look at to tell where a source is: its meta, and keys of its config that dbt has no use for. */
export function sourceSettings(meta: JsonObject, config: JsonObject): JsonObject {
  const more = Object.entries(config).filter(([key, value]) => !OWN.has(key) && value !== undefined);
  return more.length === 0 ? meta : { ...meta, ...Object.fromEntries(more) };
}
