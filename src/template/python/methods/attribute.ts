/** `x.name` and `x[key]` as Jinja2's sandbox resolves them: names reach method tables and PyObjects, nothing else. */
import { chain, isPromise, type MaybePromise } from '../../../core/maybe-promise.ts';
import { isInt, typeName } from '../numbers.ts';
import { repr } from '../print.ts';
import { letters, PySlice, sliced, undefinedError } from '../sequence.ts';
import { PyDict, PyError, PyFloat, PyObject, PySet, PyTuple, Undefined, type Value } from '../value.ts';
import { dictMethods } from './dict.ts';
import { listMethods, tupleMethods } from './list.ts';
import type { MethodTable } from './method.ts';
import { floatAttribute, intAttribute } from './number.ts';
import { setMethods } from './set.ts';
import { strMethods } from './str.ts';

/** `target.name`: an attribute, else an item of that name, else undefined; fails when the target is undefined. */
export function attributeOf(target: Value, name: string, lenient = false): MaybePromise<Value> {
  const found = attribute(target, name);
  if (found !== undefined) return found;
  const inside = item(target, name);
  return inside === undefined ? missing(target, name, lenient) : inside;
}

/** `target[key]`: an item, else an attribute of that name, else undefined; fails when the target is undefined. */
export function itemOf(target: Value, key: Value, lenient = false): MaybePromise<Value> {
  const found = item(target, key);
  if (found !== undefined) return found;
  const named = typeof key === 'string' ? attribute(target, key) : undefined;
  return named === undefined ? missing(target, key, lenient) : named;
}

/** `target[a:b:c]`: a PyError (TypeError) where `itemOf` would give undefined. */
export function sliceOf(target: Value, key: Value, lenient = false): MaybePromise<Value> {
  const items = sequenceOf(target);
  if (items !== undefined && key instanceof PySlice) return slicedLike(target, items, key);
  if (target instanceof PyDict) throw new PyError('TypeError', "unhashable type: 'slice'");
  if (target instanceof PyObject) return itemOf(target, key, lenient);
  throw new PyError('TypeError', `'${typeName(target)}' object is not subscriptable`);
}

/** Only the attribute, no item: the `attr` filter. */
export function onlyAttribute(target: Value, name: string): MaybePromise<Value> {
  const own = attribute(target, name);
  return own === undefined ? missing(target, name) : own;
}

/** Follows a chain of keys, as the filters' `attribute='a.b.0'` does. */
export function pathOf(target: Value, path: readonly Value[], fallback?: Value): MaybePromise<Value> {
  let value: MaybePromise<Value> = target;
  for (const key of path) {
    value = chain(value, (at) => chain(itemOf(at, key), (found) => orElse(found, fallback)));
    if (isPromise(value)) continue;
  }
  return value;
}

const orElse = (value: Value, fallback: Value | undefined): Value =>
  fallback !== undefined && fallback !== null && value instanceof Undefined ? fallback : value;

function missing(target: Value, key: Value, lenient = false): Value {
  if (target instanceof Undefined) {
    if (target.lenient) return target;
    throw undefinedError(target);
  }
  const object = target === null ? 'None' : objectName(target);
  if (typeof key !== 'string')
    return new Undefined(repr(key), `${object} has no element ${repr(key)}`, lenient);
  return new Undefined(key, `'${object}' has no attribute ${repr(key)}`, lenient);
}

const objectName = (target: Value): string => `${typeName(target)} object`;

function attribute(target: Value, name: string): MaybePromise<Value> | undefined {
  if (target instanceof Undefined) {
    if (target.lenient) return target;
    throw undefinedError(target);
  }
  if (target instanceof PyObject) return target.attribute(name);
  const named = target instanceof PyTuple ? target.items[target.names.indexOf(name)] : undefined;
  if (named !== undefined) return named;
  const table = tableOf(target);
  const method = table?.get(name);
  if (method) return method(target);
  if (target instanceof PyFloat || (typeof target === 'number' && !Number.isInteger(target))) {
    return floatAttribute(target, name);
  }
  return isInt(target) || typeof target === 'boolean' ? intAttribute(target, name) : undefined;
}

function tableOf(target: Value): MethodTable | undefined {
  if (typeof target === 'string') return strMethods;
  if (Array.isArray(target)) return listMethods;
  if (target instanceof PyDict) return dictMethods;
  if (target instanceof PyTuple) return tupleMethods;
  return target instanceof PySet ? setMethods : undefined;
}

function item(target: Value, key: Value): MaybePromise<Value> | undefined {
  if (target instanceof PyDict) return dictItem(target, key);
  if (target instanceof PyObject) return target.item(key);
  const items = sequenceOf(target);
  if (items === undefined) return undefined;
  if (key instanceof PySlice) return withoutTypeError(() => slicedLike(target, items, key));
  if (!isInt(key) && typeof key !== 'boolean') return undefined;
  return items[Number(key) < 0 ? Number(key) + items.length : Number(key)];
}

const unhashable = (key: Value): boolean =>
  Array.isArray(key) || key instanceof PyDict || key instanceof PySet || key instanceof PySlice;

const dictItem = (dict: PyDict, key: Value): Value | undefined =>
  unhashable(key) ? undefined : dict.get(key);

function sequenceOf(target: Value): readonly Value[] | undefined {
  if (Array.isArray(target)) return target;
  if (target instanceof PyTuple) return target.items;
  return typeof target === 'string' ? letters(target) : undefined;
}

/** Jinja2 takes a subscript of a wrong type for one that is not there. */
function withoutTypeError(run: () => Value): Value | undefined {
  try {
    return run();
  } catch (error) {
    if (error instanceof PyError && error.kind === 'TypeError') return undefined;
    throw error;
  }
}

function slicedLike(target: Value, items: readonly Value[], key: PySlice): Value {
  const picked = sliced(items, key);
  if (typeof target === 'string') return picked.join('');
  return target instanceof PyTuple ? new PyTuple(picked) : picked;
}
