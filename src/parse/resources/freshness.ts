import type { Json, JsonObject } from '../../core/json.ts';
import { isMapping } from '../../project/yaml.ts';
import { objectOf } from '../context/data.ts';

/** What a mapping says of freshness: nothing, that there is none (null), or a threshold. */
type Said = JsonObject | null;

const NO_TIME: JsonObject = { count: null, period: null };

/**
 * The freshness of a table, from the mappings that may speak of it, the most general first; a later `null` switches
 * it off. undefined: nobody said anything.
 */
export function mergeFreshness(speakers: readonly { readonly [key: string]: unknown }[]): Said | undefined {
  const said = speakers.filter((one) => one.freshness !== undefined);
  if (said.length === 0) return undefined;
  return said.reduce<Said>((base, one) => merged(base, one.freshness), normal({}));
}

function merged(base: Said, value: unknown): Said {
  if (!isMapping(value)) return null;
  const update = objectOf(value);
  if (base === null) return normal(update);
  return {
    warn_after: time(base.warn_after, update, 'warn_after'),
    error_after: time(base.error_after, update, 'error_after'),
    filter: update.filter ?? base.filter ?? null,
  };
}

function time(base: Json | undefined, update: JsonObject, key: string): Json {
  if (!(key in update)) return base ?? null;
  const value = update[key];
  return isMapping(value) ? { ...objectOf(base ?? NO_TIME), ...objectOf(value) } : null;
}

const normal = (value: JsonObject): JsonObject => ({
  warn_after: 'warn_after' in value ? filled(value.warn_after) : NO_TIME,
  error_after: 'error_after' in value ? filled(value.error_after) : NO_TIME,
  filter: value.filter ?? null,
});

const filled = (value: Json | undefined): Json =>
  isMapping(value) ? { ...NO_TIME, ...objectOf(value) } : null;
