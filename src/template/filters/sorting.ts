/** Filters that compare items: sort, dictsort, unique, min, max, groupby. */
import { builtin } from '../python/call.ts';
import { compares, equals, sorted, truthy } from '../python/compare.ts';
import { PyIterator } from '../python/iterators.ts';
import { typeName } from '../python/numbers.ts';
import { iterate, listOf, undefinedError } from '../python/sequence.ts';
import {
  given,
  type HostFunction,
  hashKey,
  PyDict,
  PyError,
  PyTuple,
  Undefined,
  type Value,
} from '../python/value.ts';
import { getter, ignoreCase, multiGetter } from './attributes.ts';

const plain = (value: Value): Value => value;
const caseRule = (sensitive: Value | undefined): ((value: Value) => Value) =>
  truthy(sensitive ?? false) ? plain : ignoreCase;

function sort(
  value: Value,
  reverse: Value | undefined,
  sensitive: Value | undefined,
  attribute: Value | undefined,
): Value {
  const get = multiGetter(attribute);
  const fold = caseRule(sensitive);
  return sorted(listOf(value), (item) => get(item).map(fold), truthy(reverse ?? false));
}

function dictSort(value: Value, sensitive: Value | undefined, by: Value, reverse: Value | undefined): Value {
  if (by !== 'key' && by !== 'value') {
    throw new PyError('FilterArgumentError', 'You can only sort by either "key" or "value"');
  }
  if (value instanceof Undefined) throw undefinedError(value);
  if (!(value instanceof PyDict)) {
    throw new PyError('AttributeError', `'${typeName(value)}' object has no attribute 'items'`);
  }
  const fold = caseRule(sensitive);
  const key = (entry: Value): Value =>
    entry instanceof PyTuple ? fold(entry.items[by === 'key' ? 0 : 1] ?? null) : entry;
  return sorted(
    value.entries().map((entry) => new PyTuple(entry)),
    key,
    truthy(reverse ?? false),
  );
}

function* unique(value: Value, sensitive: Value | undefined, attribute: Value | undefined): Iterable<Value> {
  const get = getter(attribute);
  const fold = caseRule(sensitive);
  const seen = new Set<unknown>();
  for (const item of iterate(value)) {
    const key = hashKey(fold(get(item)));
    if (seen.has(key)) continue;
    seen.add(key);
    yield item;
  }
}

function extreme(
  value: Value,
  operator: '<' | '>',
  sensitive: Value | undefined,
  attribute: Value | undefined,
): Value {
  const get = getter(attribute);
  const fold = caseRule(sensitive);
  let best: { item: Value; key: Value } | undefined;
  for (const item of iterate(value)) {
    const key = fold(get(item));
    if (!best || compares(key, best.key, operator)) best = { item, key };
  }
  return best ? best.item : new Undefined('item', 'No aggregated item, sequence was empty.');
}

/** A group: a tuple that also knows its parts by name. */
class Group extends PyTuple {
  override readonly names: readonly string[] = ['grouper', 'list'];
}

function groupBy(
  value: Value,
  attribute: Value,
  fallback: Value | undefined,
  sensitive: Value | undefined,
): Value {
  const get = getter(attribute, fallback);
  const fold = caseRule(sensitive);
  const key = (item: Value): Value => fold(get(item));
  const groups: { key: Value; items: Value[] }[] = [];
  for (const item of sorted(listOf(value), key)) {
    const last = groups.at(-1);
    if (last && equals(last.key, key(item))) last.items.push(item);
    else groups.push({ key: key(item), items: [item] });
  }
  return groups.map((group) => new Group([get(group.items[0] ?? null), group.items]));
}

const extremeFilter = (name: string, operator: '<' | '>'): HostFunction =>
  builtin(name, ['value', 'case_sensitive?', 'attribute?'], (value, sensitive, attribute) =>
    extreme(value, operator, sensitive, attribute),
  );

/** sort, dictsort, unique, min, max, groupby. */
export const sortFilters: readonly HostFunction[] = [
  builtin('dictsort', ['value', 'case_sensitive?', 'by?', 'reverse?'], (value, sensitive, by, reverse) =>
    dictSort(value, sensitive, given(by, 'key'), reverse),
  ),
  builtin('groupby', ['value', 'attribute', 'default?', 'case_sensitive?'], groupBy),
  extremeFilter('max', '>'),
  extremeFilter('min', '<'),
  builtin('sort', ['value', 'reverse?', 'case_sensitive?', 'attribute?'], sort),
  builtin('unique', ['value', 'case_sensitive?', 'attribute?'], (value, sensitive, attribute) => {
    return new PyIterator(unique(value, sensitive, attribute));
  }),
];
