/** Paths of attributes as filters take them: 'a.b.0', or 'a,b' where several are asked for. */
import { isPromise } from '../../core/maybe-promise.ts';
import { pathOf } from '../python/methods/attribute.ts';
import { PyError, PyObject, type Value } from '../python/value.ts';

/** The keys of a path; parts of digits are indexes. */
function keysOf(path: Value): Value[] {
  if (path === null) return [];
  if (typeof path !== 'string') return [path];
  return path.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

/** Gets the value at a path from an item; `fallback` where it is undefined. */
export function getter(path: Value | undefined, fallback?: Value): (item: Value) => Value {
  const keys = keysOf(path ?? null);
  return (item) => settled(pathOf(item, keys, fallback));
}

/** Gets the values at several paths (with commas between) from an item, as a list. */
export function multiGetter(paths: Value | undefined): (item: Value) => Value[] {
  const all = typeof paths === 'string' ? paths.split(',') : [paths ?? null];
  const getters = all.map((path) => getter(path));
  return (item) => getters.map((get) => get(item));
}

function settled(value: Value | Promise<Value>): Value {
  if (isPromise(value))
    throw new PyError('TypeError', 'a filter cannot wait for an attribute: read it before');
  return value;
}

/** Texts in lower case, all else as it is: filters compare so unless told otherwise. */
export function ignoreCase(value: Value): Value {
  if (typeof value === 'string') return value.toLowerCase();
  return value instanceof PyObject && value.typeName === 'Markup' ? value.str().toLowerCase() : value;
}
