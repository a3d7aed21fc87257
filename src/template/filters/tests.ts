/** Jinja2's tests: `x is defined`, `x is divisibleby 3`. */

import { builtin } from '../python/call.ts';
import { compares, contains, equals } from '../python/compare.ts';
import { KINDS } from '../python/methods/letters.ts';
import { isFloat, isInt, isNumber } from '../python/numbers.ts';
import { operate } from '../python/operators.ts';
import { str } from '../python/print.ts';
import { isIterable } from '../python/sequence.ts';
import {
  type HostFunction,
  hashKey,
  PyDict,
  PyObject,
  PyTuple,
  Undefined,
  type Value,
} from '../python/value.ts';
import { filters } from './index.ts';

type Test = (value: Value) => boolean;

const kind =
  (name: string) =>
  (value: Value): boolean =>
    KINDS.get(name)?.(str(value)) ?? false;

const remainder = (value: Value, by: Value): Value => operate('%', value, by);

const isSequence: Test = (value) =>
  value instanceof PyObject
    ? value.length !== undefined
    : typeof value === 'string' ||
      Array.isArray(value) ||
      value instanceof PyTuple ||
      value instanceof PyDict;

const isMapping: Test = (value) =>
  value instanceof PyDict ||
  (value instanceof PyObject && !(value instanceof Undefined) && value.mapping === true);

/** Whether a table has a name; a PyError (TypeError) for what could be no key. */
const listed = (table: ReadonlyMap<unknown, HostFunction>, value: Value): boolean =>
  table.has(hashKey(value));

const SIMPLE: Readonly<Record<string, Test>> = {
  boolean: (value) => typeof value === 'boolean',
  callable: (value) => value instanceof PyObject && (value.call !== undefined || value instanceof Undefined),
  defined: (value) => !(value instanceof Undefined),
  escaped: (value) => value instanceof PyObject && value.typeName === 'Markup',
  even: (value) => equals(remainder(value, 2), 0),
  false: (value) => value === false,
  filter: (value) => listed(filters, value),
  float: isFloat,
  integer: isInt,
  iterable: isIterable,
  lower: kind('islower'),
  mapping: isMapping,
  none: (value) => value === null,
  number: (value) => isNumber(value) || (value instanceof PyObject && value.float !== undefined),
  odd: (value) => equals(remainder(value, 2), 1),
  sequence: isSequence,
  string: (value) => typeof value === 'string' || (value instanceof PyObject && value.typeName === 'Markup'),
  test: (value) => listed(tests, value),
  true: (value) => value === true,
  undefined: (value) => value instanceof Undefined,
  upper: kind('isupper'),
};

const COMPARISONS: Readonly<Record<string, readonly string[]>> = {
  '<': ['lt', 'lessthan', '<'],
  '<=': ['le', '<='],
  '>': ['gt', 'greaterthan', '>'],
  '>=': ['ge', '>='],
};

function table(): ReadonlyMap<string, HostFunction> {
  const all = new Map<string, HostFunction>();
  for (const [name, holds] of Object.entries(SIMPLE)) all.set(name, builtin(name, ['value'], holds));
  const pair = (names: readonly string[], holds: (a: Value, b: Value) => boolean): void => {
    for (const name of names) all.set(name, builtin(name, ['value', 'other'], holds));
  };
  for (const [operator, names] of Object.entries(COMPARISONS))
    pair(names, (a, b) => compares(a, b, operator));
  pair(['==', 'eq', 'equalto'], equals);
  pair(['!=', 'ne'], (a, b) => !equals(a, b));
  pair(['in'], (a, b) => contains(b, a));
  pair(['sameas'], (a, b) => same(a, b));
  all.set(
    'divisibleby',
    builtin('divisibleby', ['value', 'num'], (a, b) => equals(remainder(a, b), 0)),
  );
  return all;
}

const same = (a: Value, b: Value): boolean => a === b || (isFloat(a) && isFloat(b) && equals(a, b));

/** All tests, by name. */
export const tests: ReadonlyMap<string, HostFunction> = table();
