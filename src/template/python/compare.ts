/** Truth, equality, order and membership as Python has them. */
import { isNumber, toNumber, typeName } from './numbers.ts';
import { iterate, undefinedError } from './sequence.ts';
import {
  hashKey,
  PyDict,
  PyError,
  PyFloat,
  PyObject,
  PySet,
  PyTuple,
  Undefined,
  type Value,
} from './value.ts';

/** bool(value). */
export function truthy(value: Value): boolean {
  if (typeof value === 'boolean') return value;
  if (value === null) return false;
  if (typeof value === 'string') return value !== '';
  if (typeof value === 'number') return value !== 0;
  if (Array.isArray(value)) return value.length > 0;
  if (value instanceof PyDict) return value.size > 0;
  if (value instanceof PyTuple) return value.items.length > 0;
  if (value instanceof PyFloat) return value.value !== 0;
  if (value instanceof PySet) return value.itemsByHash.size > 0;
  return typeof value === 'bigint' ? value !== 0n : value.truthy();
}

/** left == right. */
export function equals(left: Value, right: Value): boolean {
  if (left === right) return !(typeof left === 'number' && Number.isNaN(left));
  if (left instanceof PyObject) return left.equals(right);
  if (right instanceof PyObject) return right.equals(left);
  if (isNumber(left)) return isNumber(right) && sameNumber(left, right);
  if (Array.isArray(left)) return Array.isArray(right) && sameItems(left, right);
  if (left instanceof PyTuple) return right instanceof PyTuple && sameItems(left.items, right.items);
  if (left instanceof PyDict) return right instanceof PyDict && sameDict(left, right);
  if (left instanceof PySet) return right instanceof PySet && sameSet(left, right);
  return false;
}

type AnyNumber = number | bigint | boolean | PyFloat;

const sameNumber = (left: AnyNumber, right: AnyNumber): boolean => {
  return orderNumbers(left, right) === 0;
};

const sameItems = (left: readonly Value[], right: readonly Value[]): boolean =>
  left.length === right.length && left.every((item, i) => same(item, right[i]));

const same = (left: Value, right: Value | undefined): boolean =>
  right !== undefined && (Object.is(left, right) || equals(left, right));

function sameDict(left: PyDict, right: PyDict): boolean {
  return left.size === right.size && left.entries().every(([key, value]) => same(value, right.get(key)));
}

const sameSet = (left: PySet, right: PySet): boolean =>
  left.itemsByHash.size === right.itemsByHash.size && isSubset(left, right);

/** Whether each item of a set is in the other. */
export const isSubset = (left: PySet, right: PySet): boolean => {
  for (const hash of left.itemsByHash.keys()) if (!right.itemsByHash.has(hash)) return false;
  return true;
};

/** Below 0, 0 or above 0; a PyError (TypeError) in Python's words when the two have no order. */
export function order(left: Value, right: Value, operator = '<'): number {
  if (typeof left === 'string' && typeof right === 'string') return orderText(left, right);
  if (isNumber(left) && isNumber(right)) return orderNumbers(left, right);
  if (left instanceof Undefined) throw undefinedError(left);
  if (right instanceof Undefined) throw undefinedError(right);
  const items = itemsOfSameType(left, right);
  if (items) return orderItems(items[0], items[1], operator);
  const own = left instanceof PyObject ? left.compare?.(right) : undefined;
  if (own !== undefined) return own;
  const reflected = right instanceof PyObject ? right.compare?.(left) : undefined;
  if (reflected !== undefined) return -reflected;
  const types = `'${typeName(left)}' and '${typeName(right)}'`;
  throw new PyError('TypeError', `'${operator}' not supported between instances of ${types}`);
}

const orderNumbers = (left: AnyNumber, right: AnyNumber): number => {
  const a = plain(left);
  const b = plain(right);
  if (a < b) return -1;
  if (a > b) return 1;
  return a <= b ? 0 : Number.NaN;
};

const plain = (value: AnyNumber): number | bigint => (typeof value === 'bigint' ? value : toNumber(value));

/** Order of texts by code points (JavaScript's own order is by UTF-16 units). */
export function orderText(left: string, right: string): number {
  if (left === right) return 0;
  const length = Math.min(left.length, right.length);
  for (let i = 0; i < length; i++) {
    const a = left.charCodeAt(i);
    const b = right.charCodeAt(i);
    if (a !== b) return fromSurrogate(a) - fromSurrogate(b);
  }
  return left.length - right.length;
}

const fromSurrogate = (unit: number): number => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit);

function itemsOfSameType(left: Value, right: Value): [readonly Value[], readonly Value[]] | undefined {
  if (Array.isArray(left) && Array.isArray(right)) return [left, right];
  if (left instanceof PyTuple && right instanceof PyTuple) return [left.items, right.items];
  return undefined;
}

function orderItems(left: readonly Value[], right: readonly Value[], operator: string): number {
  const length = Math.min(left.length, right.length);
  for (let i = 0; i < length; i++) {
    const a = left[i] ?? null;
    const b = right[i] ?? null;
    if (!same(a, b)) return order(a, b, operator);
  }
  return left.length - right.length;
}

/** left < right and its kin: operator is `<`, `<=`, `>` or `>=`. */
export function compares(left: Value, right: Value, operator: string): boolean {
  if (left instanceof PySet && right instanceof PySet) return compareSets(left, right, operator);
  const result = order(left, right, operator);
  if (operator === '<') return result < 0;
  if (operator === '<=') return result <= 0;
  return operator === '>' ? result > 0 : result >= 0;
}

function compareSets(left: PySet, right: PySet, operator: string): boolean {
  if (operator.startsWith('>')) return compareSets(right, left, operator.replace('>', '<'));
  return isSubset(left, right) && (operator === '<=' || left.itemsByHash.size < right.itemsByHash.size);
}

/** `item in container`; a PyError (TypeError) when the container is none. */
export function contains(container: Value, item: Value): boolean {
  if (typeof container === 'string') return textContains(container, item);
  if (container instanceof PyDict) return container.has(item);
  if (container instanceof PySet) return container.itemsByHash.has(hashKey(item));
  if (container instanceof PyObject && container.contains) return container.contains(item);
  const name = typeName(container);
  const loops =
    container instanceof PyObject ? container.iterate !== undefined : typeof container === 'object';
  if (!loops || container === null || container instanceof PyFloat)
    throw new PyError('TypeError', `argument of type '${name}' is not iterable`);
  for (const one of iterate(container)) if (same(one, item)) return true;
  return false;
}

function textContains(text: string, item: Value): boolean {
  if (typeof item === 'string') return text.includes(item);
  if (item instanceof PyObject && item.typeName === 'Markup') return text.includes(item.str());
  throw new PyError('TypeError', `'in <string>' requires string as left operand, not ${typeName(item)}`);
}

/** Sorts as Python's sorted() does: stable, by keys worked out once, errors on what has no order. */
export function sorted(items: readonly Value[], key?: (item: Value) => Value, reverse = false): Value[] {
  const keyed = items.map((item) => ({ item, key: key ? key(item) : item }));
  if (reverse) keyed.reverse();
  keyed.sort((a, b) => (compares(a.key, b.key, '<') ? -1 : compares(b.key, a.key, '<') ? 1 : 0));
  if (reverse) keyed.reverse();
  return keyed.map((entry) => entry.item);
}
