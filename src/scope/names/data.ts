import { createHash } from 'node:crypto';
import { fromHost, hostFunction, PyDict, PyError, PySet, PyTuple, type Value } from '../../template/index.ts';
import { truthy } from '../../template/python/compare.ts';
import { str } from '../../template/python/print.ts';
import { isIterable, listOf } from '../../template/python/sequence.ts';
import type { BaseContext } from '../context/context.ts';
import type { Member } from '../context/lazy-scope.ts';
import { dumpJson, loadJson } from '../values/json.ts';
import { dumpYaml } from '../yaml/dump.ts';

/** Plain functions on values: JSON, YAML, sets, zip, md5. */
export const dataMembers: Readonly<Record<string, Member<BaseContext>>> = {
  fromjson: () =>
    hostFunction(
      'fromjson',
      ['string', 'default?'],
      (text, fallback) => loadJson(str(text)) ?? fallback ?? null,
    ),
  tojson: () =>
    hostFunction('tojson', ['value', 'default?', 'sort_keys?'], (value, fallback, sortKeys) =>
      orDefault(fallback, () => dumpJson(value, { sortKeys: truthy(sortKeys ?? false) })),
    ),
  fromyaml: ({ world }) =>
    hostFunction('fromyaml', ['value', 'default?'], (text, fallback) => {
      const value = world.readYaml?.(str(text));
      return value === undefined ? (fallback ?? null) : fromHost(value);
    }),
  toyaml: () =>
    hostFunction('toyaml', ['value', 'default?', 'sort_keys?'], (value, fallback, sortKeys) =>
      orDefault(fallback, () => dumpYaml(value, truthy(sortKeys ?? false))),
    ),
  set: () =>
    hostFunction('set', ['value', 'default?'], (value, fallback) =>
      isIterable(value) ? new PySet(listOf(value)) : (fallback ?? null),
    ),
  set_strict: () => hostFunction('set_strict', ['value'], (value) => new PySet(listOf(strict(value)))),
  zip: () =>
    hostFunction('zip', ['*args', '**options'], (args, options) =>
      args.items.every(isIterable) ? zip(args.items) : (options.get('default') ?? null),
    ),
  zip_strict: () => hostFunction('zip_strict', ['*args'], (args) => zip(args.items.map(strict))),
  local_md5: () =>
    hostFunction('local_md5', ['value'], (text) => createHash('md5').update(str(text)).digest('hex')),
  diff_of_two_dicts: () =>
    hostFunction('diff_of_two_dicts', ['dict_a', 'dict_b'], (a, b) => difference(asDict(a), asDict(b))),
};

function orDefault(fallback: Value | undefined, make: () => Value): Value {
  try {
    return make();
  } catch (error) {
    if (error instanceof PyError && error.kind === 'ValueError') return fallback ?? null;
    throw error;
  }
}

function strict(value: Value): Value {
  if (!isIterable(value)) throw new PyError('TypeError', `'${typeof value}' object is not iterable`);
  return value;
}

function zip(lists: readonly Value[]): Value {
  const columns = lists.map(listOf);
  const length = columns.length === 0 ? 0 : Math.min(...columns.map((column) => column.length));
  return Array.from({ length }, (_, at) => new PyTuple(columns.map((column) => column[at] ?? null)));
}

function asDict(value: Value): PyDict {
  if (value instanceof PyDict) return value;
  throw new PyError('TypeError', 'diff_of_two_dicts() wants two dicts');
}

const fold = (value: Value): string => str(value).toLowerCase();

/** dict_a without what dict_b holds, letters' case aside. */
function difference(a: PyDict, b: PyDict): PyDict {
  const other = new Map(b.entries().map(([key, list]) => [fold(key), new Set(listOf(list).map(fold))]));
  const out = new PyDict();
  for (const [key, list] of a.entries()) {
    const gone = other.get(fold(key));
    const left = gone ? listOf(list).filter((item) => !gone.has(fold(item))) : list;
    if (!gone || (Array.isArray(left) && left.length > 0)) out.set(key, left);
  }
  return out;
}
