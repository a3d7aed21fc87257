import type { Json } from '../../core/json.ts';

/** No document is that big: one that is has anchors that multiply. */
const MOST_PARTS = 200_000;

/** Whether data is JSON and comes back from its text as it was: no exact numbers, no anchors that multiply. */
export function isPlain(value: unknown): value is Json {
  let left = MOST_PARTS;
  const check = (part: unknown): boolean => {
    left--;
    if (left < 0) return false;
    if (part === null || typeof part === 'string' || typeof part === 'boolean') return true;
    if (typeof part === 'number') return Number.isFinite(part) && !Object.is(part, -0);
    if (typeof part !== 'object') return false;
    if (Array.isArray(part)) return part.every(check);
    if (Object.getPrototypeOf(part) !== Object.prototype || Object.hasOwn(part, '__proto__')) return false;
    return Object.values(part).every(check);
  };
  return check(value);
}
