/** Filters on sequences and dicts. */

import { builtin } from '../python/call.ts';
import { truthy } from '../python/compare.ts';
import { PyIterator } from '../python/iterators.ts';
import { onlyAttribute } from '../python/methods/attribute.ts';
import { asIndex, typeName } from '../python/numbers.ts';
import { operate } from '../python/operators.ts';
import { str } from '../python/print.ts';
import { isIterable, iterate, lengthOf, letters, listOf, undefinedError } from '../python/sequence.ts';
import {
  given,
  type HostFunction,
  PyDict,
  PyError,
  PyObject,
  PyTuple,
  Undefined,
  type Value,
} from '../python/value.ts';
import { getter } from './attributes.ts';

const nothing = (message: string): Undefined => new Undefined('item', message);

function first(value: Value): Value {
  for (const item of iterate(value)) return item;
  return nothing('No first item, sequence was empty.');
}

function last(value: Value): Value {
  if (value instanceof PyIterator) {
    throw new PyError('TypeError', `'${value.typeName}' object is not reversible`);
  }
  if (!isIterable(value)) throw new PyError('TypeError', `'${typeName(value)}' object is not reversible`);
  return given(listOf(value).at(-1), nothing('No last item, sequence was empty.'));
}

function random(value: Value): Value {
  const items = listOf(value);
  return given(
    items[Math.floor(Math.random() * items.length)],
    nothing('No random item, sequence was empty.'),
  );
}

function reverse(value: Value): Value {
  if (typeof value === 'string') return letters(value).reverse().join('');
  return new PyIterator(listOf(value).reverse(), 'list_reverseiterator');
}

function* batch(value: Value, size: number, fill: Value): Iterable<Value> {
  let line: Value[] = [];
  for (const item of iterate(value)) {
    if (line.length === size) {
      yield line;
      line = [];
    }
    line.push(item);
  }
  if (line.length === 0) return;
  if (fill !== null) while (line.length < size) line.push(fill);
  yield line;
}

function* slices(value: Value, count: number, fill: Value): Iterable<Value> {
  const items = listOf(value);
  if (count === 0) throw new PyError('ZeroDivisionError', 'integer division or modulo by zero');
  const size = Math.floor(items.length / count);
  const longer = items.length % count;
  let at = 0;
  for (let i = 0; i < count; i++) {
    const end = at + size + (i < longer ? 1 : 0);
    const part = items.slice(at, end);
    if (fill !== null && i >= longer) part.push(fill);
    yield part;
    at = end;
  }
}

function* itemsOf(value: Value): Iterable<Value> {
  if (value instanceof Undefined) return;
  if (!(value instanceof PyDict)) throw new PyError('TypeError', 'Can only get item pairs from a mapping.');
  for (const entry of value.entries()) yield new PyTuple(entry);
}

function sum(value: Value, attribute: Value | undefined, start: Value): Value {
  if (typeof start === 'string')
    throw new PyError('TypeError', "sum() can't sum strings [use ''.join(seq) instead]");
  const get = attribute === undefined || attribute === null ? undefined : getter(attribute);
  const items = Array.from(iterate(value), (item) => (get ? get(item) : item));
  return items.reduce((total, item) => operate('+', total, item), start);
}

function fallbackFor(value: Value, fallback: Value | undefined, onFalse: Value | undefined): Value {
  const missing = value instanceof Undefined || (truthy(onFalse ?? false) && !truthy(value));
  return missing ? given(fallback, '') : value;
}

const defaultFilter = (name: string): HostFunction =>
  builtin(name, ['value', 'default_value?', 'boolean?'], fallbackFor);

const lengthFilter = (name: string): HostFunction => builtin(name, ['obj'], (value) => lengthOf(value));

function attr(value: Value, name: Value): Value | Promise<Value> {
  if (value instanceof Undefined) throw undefinedError(value);
  return onlyAttribute(value, str(name));
}

/** first, last, join, length, batch, slice, sum, default and the like. */
export const sequenceFilters: readonly HostFunction[] = [
  builtin('attr', ['obj', 'name'], attr),
  builtin('batch', ['value', 'linecount', 'fill_with?'], (value, size, fill) => {
    return new PyIterator(batch(value, asIndex(size), fill ?? null));
  }),
  lengthFilter('count'),
  lengthFilter('length'),
  defaultFilter('d'),
  defaultFilter('default'),
  builtin('first', ['seq'], first),
  builtin('items', ['value'], (value) => new PyIterator(itemsOf(value))),
  builtin('join', ['value', 'd?', 'attribute?'], (value, separator, attribute) => {
    const get = attribute === undefined || attribute === null ? undefined : getter(attribute);
    return Array.from(iterate(value), (item) => str(get ? get(item) : item)).join(str(given(separator, '')));
  }),
  builtin('last', ['seq'], last),
  builtin('list', ['value'], (value) => listOf(value)),
  builtin('random', ['seq'], random),
  builtin('reverse', ['value'], (value) => {
    if (value instanceof PyObject && !value.iterate)
      throw new PyError('FilterArgumentError', 'argument must be iterable');
    if (value === null || typeof value === 'number' || typeof value === 'boolean') {
      throw new PyError('FilterArgumentError', 'argument must be iterable');
    }
    return reverse(value);
  }),
  builtin('slice', ['value', 'slices', 'fill_with?'], (value, count, fill) => {
    return new PyIterator(slices(value, asIndex(count), fill ?? null));
  }),
  builtin('sum', ['iterable', 'attribute?', 'start?'], (items, attribute, start) =>
    sum(items, attribute, given(start, 0)),
  ),
];
