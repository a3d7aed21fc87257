/** Methods of lists and tuples. */
import { chain, type MaybePromise } from '../../../core/maybe-promise.ts';
import { callValue } from '../call.ts';
import { equals, sorted, truthy } from '../compare.ts';
import { asIndex, optionalIndex } from '../numbers.ts';
import { repr } from '../print.ts';
import { listOf } from '../sequence.ts';
import { PyError, PyTuple, type Value } from '../value.ts';
import { type MethodTable, method, methodTable } from './method.ts';

const isList = (value: Value): value is Value[] => Array.isArray(value);
const isTuple = (value: Value): value is PyTuple => value instanceof PyTuple;

const place = (at: number, length: number): number =>
  Math.min(Math.max(at < 0 ? at + length : at, 0), length);

function indexOf(
  items: readonly Value[],
  wanted: Value,
  start: Value | undefined,
  stop: Value | undefined,
): number {
  const from = place(optionalIndex(start) ?? 0, items.length);
  const to = place(optionalIndex(stop) ?? items.length, items.length);
  for (let i = from; i < to; i++) if (equals(items[i] ?? null, wanted)) return i;
  return -1;
}

const count = (items: readonly Value[], wanted: Value): number =>
  items.filter((item) => equals(item, wanted)).length;

function pop(list: Value[], at: number): Value {
  if (list.length === 0) throw new PyError('IndexError', 'pop from empty list');
  const index = at < 0 ? at + list.length : at;
  if (index < 0 || index >= list.length) throw new PyError('IndexError', 'pop index out of range');
  return list.splice(index, 1)[0] ?? null;
}

function remove(list: Value[], wanted: Value): null {
  const at = indexOf(list, wanted, undefined, undefined);
  if (at < 0) throw new PyError('ValueError', 'list.remove(x): x not in list');
  list.splice(at, 1);
  return null;
}

function extend(list: Value[], more: Value): null {
  const items = listOf(more);
  if (list.length + items.length > 10_000_000)
    throw new PyError('MemoryError', 'stopped: a list too long', 'TD308');
  for (const item of items) list.push(item);
  return null;
}

/** sorted() with a key that is called; it may wait. */
export function sortBy(
  items: readonly Value[],
  key: Value | undefined,
  reverse: boolean,
): MaybePromise<Value[]> {
  if (key === undefined || key === null) return sorted(items, undefined, reverse);
  const keys = new Map<number, Value>();
  let done: MaybePromise<unknown> = null;
  items.forEach((item, i) => {
    done = chain(done, () => chain(callValue(key, [item]), (value) => keys.set(i, value)));
  });
  return chain(done, () => {
    const order = sorted(
      items.map((_, i) => i),
      (i) => keys.get(Number(i)) ?? null,
      reverse,
    );
    return order.map((i) => items[Number(i)] ?? null);
  });
}

/** Methods of list. */
export const listMethods: MethodTable = methodTable(isList, {
  append: method(['object'], (list, item) => {
    list.push(item);
    return null;
  }),
  clear: method([], (list) => {
    list.length = 0;
    return null;
  }),
  copy: method([], (list) => [...list]),
  count: method(['value'], (list, value) => count(list, value)),
  extend: method(['iterable'], (list, more) => extend(list, more)),
  index: method(['value', 'start?', 'stop?'], (list, value, start, stop) => {
    const at = indexOf(list, value, start, stop);
    if (at < 0) throw new PyError('ValueError', `${repr(value)} is not in list`);
    return at;
  }),
  insert: method(['index', 'object'], (list, at, item) => {
    list.splice(place(asIndex(at), list.length), 0, item);
    return null;
  }),
  pop: method(['index?'], (list, at) => pop(list, at === undefined ? -1 : asIndex(at))),
  remove: method(['value'], (list, value) => remove(list, value)),
  reverse: method([], (list) => {
    list.reverse();
    return null;
  }),
  sort: method(['key?', 'reverse?'], (list, key, reverse) =>
    chain(sortBy(list, key, truthy(reverse ?? false)), (items) => {
      list.splice(0, list.length, ...items);
      return null;
    }),
  ),
});

/** Methods of tuple. */
export const tupleMethods: MethodTable = methodTable(isTuple, {
  count: method(['value'], (tuple, value) => count(tuple.items, value)),
  index: method(['value', 'start?', 'stop?'], (tuple, value, start, stop) => {
    const at = indexOf(tuple.items, value, start, stop);
    if (at < 0) throw new PyError('ValueError', 'tuple.index(x): x not in tuple');
    return at;
  }),
});
