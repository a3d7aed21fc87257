import type { Json } from '../../core/json.ts';
import { parseIso } from '../../template/index.ts';

/** When a microbatch model begins, as ISO 8601 with a time of day; what is no moment stays as it is, and checks tell of it. */
export function beginOf(value: Json): Json {
  if (typeof value !== 'string') return value;
  try {
    return parseIso(value).iso('T', 'auto');
  } catch {
    return value;
  }
}

/** True for a value that `beginOf` has read. */
export const isBegin = (value: Json): boolean => typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value);
