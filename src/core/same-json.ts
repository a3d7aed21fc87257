/**
 * Whether two pieces of data say the same, as JSON: the order of keys does not count, and a key that is null counts as one
 * that is not there.
 */
export function sameJson(a: unknown, b: unknown): boolean {
  const [left, right] = [plain(a), plain(b)];
  if (left === right) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  if (Array.isArray(left) || Array.isArray(right)) return sameList(left, right);
  const [own, others] = [entriesOf(left), entriesOf(right)];
  return own.size === others.size && [...own].every(([key, value]) => sameJson(value, others.get(key)));
}

function sameList(a: object, b: object): boolean {
  if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
  return a.every((item: unknown, at) => sameJson(item, b[at]));
}

/** What is written of a value: null for what is not there, its own JSON where it has one. */
function plain(value: unknown): unknown {
  if (value === undefined || value === null) return null;
  return typeof value === 'object' && 'toJSON' in value && typeof value.toJSON === 'function'
    ? value.toJSON()
    : value;
}

const entriesOf = (value: object): Map<string, unknown> =>
  new Map(Object.entries(value).filter(([, item]) => item !== null && item !== undefined));
