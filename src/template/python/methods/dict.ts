/** Methods of dicts. */
import { DictView } from '../iterators.ts';
import { typeName } from '../numbers.ts';
import { repr } from '../print.ts';
import { iterate, listOf } from '../sequence.ts';
import { given, PyDict, PyError, PyObject, PyTuple, type Value } from '../value.ts';
import { type MethodTable, method, methodTable } from './method.ts';

const isDict = (value: Value): value is PyDict => value instanceof PyDict;

/** The pairs that dict(source) or d.update(source) take over. */
export function pairsOf(source: Value): [Value, Value][] {
  if (source instanceof PyDict) return source.entries();
  const mapping = source instanceof PyObject ? keysOf(source) : undefined;
  if (mapping) return mapping;
  return Array.from(iterate(source), (pair, i): [Value, Value] => {
    const items = listOf(pair);
    const [key, value] = items;
    if (key === undefined || value === undefined || items.length !== 2) {
      const message = `dictionary update sequence element #${i} has length ${items.length}; 2 is required`;
      throw new PyError('ValueError', message);
    }
    return [key, value];
  });
}

/** A mapping of the host: something to loop over whose items are its keys. */
function keysOf(source: PyObject): [Value, Value][] | undefined {
  if (!source.iterate || source.attribute('keys') === undefined) return undefined;
  return Array.from(source.iterate(), (key): [Value, Value] => {
    const value = source.item(key);
    if (value instanceof Promise)
      throw new PyError('TypeError', `${typeName(source)} cannot be copied while it is read`);
    return [key, value ?? null];
  });
}

/** Fails where a template must not change a dict. */
export function changing(dict: PyDict): PyDict {
  if (dict.frozen !== undefined) throw new PyError('TypeError', dict.frozen);
  return dict;
}

function pop(dict: PyDict, key: Value, fallback: Value | undefined): Value {
  const found = dict.get(key);
  const value = found === undefined ? fallback : found;
  if (value === undefined) throw new PyError('KeyError', repr(key));
  changing(dict).delete(key);
  return value;
}

function popItem(dict: PyDict): Value {
  const last = dict.entries().at(-1);
  if (!last) throw new PyError('KeyError', "'popitem(): dictionary is empty'");
  changing(dict).delete(last[0]);
  return new PyTuple(last);
}

function setDefault(dict: PyDict, key: Value, fallback: Value): Value {
  const value = dict.get(key);
  if (value !== undefined) return value;
  changing(dict).set(key, fallback);
  return fallback;
}

/** Methods of dict. */
export const dictMethods: MethodTable = methodTable(isDict, {
  clear: method([], (dict) => {
    changing(dict).entriesByHash.clear();
    return null;
  }),
  copy: method([], (dict) => new PyDict(dict.entries())),
  fromkeys: method(['iterable', 'value?'], (_dict, keys, value) => {
    return new PyDict(listOf(keys).map((key) => [key, value ?? null] as const));
  }),
  get: method(['key', 'default?'], (dict, key, fallback) => given(dict.get(key), fallback ?? null)),
  items: method([], (dict) => new DictView('items', dict)),
  keys: method([], (dict) => new DictView('keys', dict)),
  pop: method(['key', 'default?'], (dict, key, fallback) => pop(dict, key, fallback)),
  popitem: method([], (dict) => popItem(dict)),
  setdefault: method(['key', 'default?'], (dict, key, fallback) => setDefault(dict, key, fallback ?? null)),
  update: method(['*sources', '**more'], (dict, sources, more) => {
    for (const source of sources.items)
      for (const [key, value] of pairsOf(source)) changing(dict).set(key, value);
    for (const [key, value] of more.entries()) changing(dict).set(key, value);
    return null;
  }),
  values: method([], (dict) => new DictView('values', dict)),
});
