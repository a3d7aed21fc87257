/** Plain data of the host ↔ Python's values. */
import { PyDict, PyError, PyFloat, PyObject, PySet, PyTuple, Undefined, type Value } from './value.ts';

/** Plain JSON-like data → Python values: objects become dicts, non-integers floats, undefined becomes None. */
export function fromHost(data: unknown): Value {
  if (data === null || data === undefined) return null;
  if (typeof data === 'number')
    return Number.isInteger(data) || !Number.isFinite(data) ? data : new PyFloat(data);
  if (typeof data === 'string' || typeof data === 'boolean' || typeof data === 'bigint') return data;
  if (Array.isArray(data)) return data.map(fromHost);
  if (isValueClass(data)) return data;
  if (data instanceof Map)
    return new PyDict(Array.from(data, ([k, v]) => [fromHost(k), fromHost(v)] as const));
  if (typeof data === 'object')
    return new PyDict(Object.entries(data).map(([k, v]) => [k, fromHost(v)] as const));
  throw new PyError('TypeError', `a ${typeof data} cannot be passed to a template`);
}

/** Python values → plain data: dicts become objects (keys as Python prints them), tuples and sets arrays. */
export function toHost(value: Value): unknown {
  if (value instanceof PyFloat) return value.value;
  if (Array.isArray(value)) return value.map(toHost);
  if (value instanceof PyTuple) return value.items.map(toHost);
  if (value instanceof PySet) return value.values().map(toHost);
  if (value instanceof PyDict)
    return Object.fromEntries(value.entries().map(([k, v]) => [String(toHost(k)), toHost(v)]));
  if (value instanceof Undefined) return null;
  if (value instanceof PyObject) return value.str();
  return value;
}

const isValueClass = (data: unknown): data is PyFloat | PyTuple | PyDict | PySet | PyObject =>
  data instanceof PyFloat ||
  data instanceof PyTuple ||
  data instanceof PyDict ||
  data instanceof PySet ||
  data instanceof PyObject;
