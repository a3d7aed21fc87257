/** Methods of sets. */
import { isSubset } from '../compare.ts';
import { repr } from '../print.ts';
import { listOf } from '../sequence.ts';
import { hashKey, PyError, PySet, type PyTuple, type Value } from '../value.ts';
import { type MethodTable, method, methodTable } from './method.ts';

const isSet = (value: Value): value is PySet => value instanceof PySet;

/** set(iterable). */
export const makeSet = (source: Value): PySet =>
  new PySet(source instanceof PySet ? source.values() : listOf(source));

const union = (set: PySet, others: PyTuple): PySet =>
  new PySet([...set.values(), ...others.items.flatMap((other) => listOf(other))]);

const kept = (set: PySet, keep: (hash: unknown) => boolean): PySet =>
  new PySet([...set.itemsByHash].filter(([hash]) => keep(hash)).map(([, item]) => item));

function difference(set: PySet, others: PyTuple): PySet {
  const gone = new PySet(others.items.flatMap((other) => listOf(other)));
  return kept(set, (hash) => !gone.itemsByHash.has(hash));
}

function intersection(set: PySet, others: PyTuple): PySet {
  const sets = others.items.map(makeSet);
  return kept(set, (hash) => sets.every((other) => other.itemsByHash.has(hash)));
}

function symmetric(set: PySet, other: PySet): PySet {
  const mine = kept(set, (hash) => !other.itemsByHash.has(hash));
  return new PySet([...mine.values(), ...kept(other, (hash) => !set.itemsByHash.has(hash)).values()]);
}

function become(set: PySet, next: PySet): null {
  const entries = [...next.itemsByHash];
  set.itemsByHash.clear();
  for (const [hash, item] of entries) set.itemsByHash.set(hash, item);
  return null;
}

function remove(set: PySet, item: Value): null {
  if (!set.itemsByHash.delete(hashKey(item))) throw new PyError('KeyError', repr(item));
  return null;
}

function pop(set: PySet): Value {
  for (const [hash, item] of set.itemsByHash) {
    set.itemsByHash.delete(hash);
    return item;
  }
  throw new PyError('KeyError', "'pop from an empty set'");
}

function add(set: PySet, item: Value): null {
  const hash = hashKey(item);
  if (!set.itemsByHash.has(hash)) set.itemsByHash.set(hash, item);
  return null;
}

/** Methods of set. */
export const setMethods: MethodTable = methodTable(isSet, {
  add: method(['item'], (set, item) => add(set, item)),
  clear: method([], (set) => {
    set.itemsByHash.clear();
    return null;
  }),
  copy: method([], (set) => new PySet(set.values())),
  difference: method(['*others'], (set, others) => difference(set, others)),
  difference_update: method(['*others'], (set, others) => become(set, difference(set, others))),
  discard: method(['item'], (set, item) => {
    set.itemsByHash.delete(hashKey(item));
    return null;
  }),
  intersection: method(['*others'], (set, others) => intersection(set, others)),
  intersection_update: method(['*others'], (set, others) => become(set, intersection(set, others))),
  isdisjoint: method(['other'], (set, other) => {
    const theirs = makeSet(other);
    return !set.values().some((item) => theirs.itemsByHash.has(hashKey(item)));
  }),
  issubset: method(['other'], (set, other) => isSubset(set, makeSet(other))),
  issuperset: method(['other'], (set, other) => isSubset(makeSet(other), set)),
  pop: method([], (set) => pop(set)),
  remove: method(['item'], (set, item) => remove(set, item)),
  symmetric_difference: method(['other'], (set, other) => symmetric(set, makeSet(other))),
  symmetric_difference_update: method(['other'], (set, other) => become(set, symmetric(set, makeSet(other)))),
  union: method(['*others'], (set, others) => union(set, others)),
  update: method(['*others'], (set, others) => become(set, union(set, others))),
});
