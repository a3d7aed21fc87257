/** modules.itertools: the functions dbt offers of it. */
import { chain as carryOn, isPromise } from '../../../core/maybe-promise.ts';
import { callValue, hostFunction } from '../call.ts';
import { PyClass } from '../class.ts';
import { truthy } from '../compare.ts';
import { PyIterator } from '../iterators.ts';
import { asIndex, optionalIndex } from '../numbers.ts';
import { operate } from '../operators.ts';
import { iterate, listOf } from '../sequence.ts';
import { given, type HostFunction, PyDict, PyError, PyTuple, type Value } from '../value.ts';

function* count(start: Value, step: Value): Iterable<Value> {
  for (let at = start; ; at = operate('+', at, step)) yield at;
}

function* cycle(items: readonly Value[]): Iterable<Value> {
  while (items.length > 0) yield* items;
}

function* repeat(item: Value, times: number): Iterable<Value> {
  for (let i = 0; i < times; i++) yield item;
}

const sync = (value: Value | Promise<Value>): Value => {
  if (isPromise(value)) throw new PyError('TypeError', 'an iterator cannot wait for a value');
  return value;
};

function* accumulate(items: Value, fn: Value | undefined, initial: Value | undefined): Iterable<Value> {
  let total: Value | undefined = initial === null ? undefined : initial;
  if (total !== undefined) yield total;
  for (const item of iterate(items)) {
    if (total === undefined) total = item;
    else
      total =
        fn === undefined || fn === null ? operate('+', total, item) : sync(callValue(fn, [total, item]));
    yield total;
  }
}

function* chained(sources: Iterable<Value>): Iterable<Value> {
  for (const source of sources) yield* iterate(source);
}

function* compress(items: Value, selectors: Value): Iterable<Value> {
  const keep = iterate(selectors)[Symbol.iterator]();
  for (const item of iterate(items)) {
    const step = keep.next();
    if (step.done) return;
    if (truthy(step.value)) yield item;
  }
}

function* islice(items: Value, start: number, stop: number | undefined, step: number): Iterable<Value> {
  let at = 0;
  if (stop !== undefined && stop <= start) return;
  for (const item of iterate(items)) {
    if (at >= start && (at - start) % step === 0) yield item;
    at++;
    if (stop !== undefined && at >= stop) return;
  }
}

function* zipLongest(sources: readonly Value[], fill: Value): Iterable<Value> {
  const lists = sources.map(listOf);
  const length = Math.max(0, ...lists.map((list) => list.length));
  for (let i = 0; i < length; i++) yield new PyTuple(lists.map((list) => given(list[i], fill)));
}

function* product(pools: readonly Value[][]): Iterable<Value> {
  const at = pools.map(() => 0);
  if (pools.some((pool) => pool.length === 0)) return;
  for (;;) {
    yield new PyTuple(pools.map((pool, i) => pool[at[i] ?? 0] ?? null));
    let turn = pools.length - 1;
    while (turn >= 0 && (at[turn] ?? 0) + 1 >= (pools[turn]?.length ?? 0)) at[turn--] = 0;
    if (turn < 0) return;
    at[turn] = (at[turn] ?? 0) + 1;
  }
}

/** Ways to pick so many of the items; `next` says which indexes may follow those picked so far. */
function* picked(
  items: readonly Value[],
  length: number,
  next: (picked: readonly number[]) => Iterable<number>,
): Iterable<Value> {
  const path: number[] = [];
  function* walk(): Iterable<Value> {
    if (path.length === length) {
      yield new PyTuple(path.map((i) => items[i] ?? null));
      return;
    }
    for (const i of next(path)) {
      path.push(i);
      yield* walk();
      path.pop();
    }
  }
  yield* walk();
}

const indexes = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);

const combining = (
  name: string,
  next: (count: number) => (picked: readonly number[]) => number[],
): HostFunction =>
  hostFunction(name, ['iterable', 'r?'], (source, r) => {
    const items = listOf(source);
    return new PyIterator(
      picked(items, optionalIndex(r) ?? items.length, next(items.length)),
      `itertools.${name}`,
    );
  });

const made = (name: string, items: Iterable<Value>): PyIterator => new PyIterator(items, `itertools.${name}`);

const chainFunction = hostFunction('chain', ['*iterables'], (sources) =>
  made('chain', chained(sources.items)),
);

const slicing = hostFunction(
  'islice',
  ['iterable', 'start', 'stop?', 'step?'],
  (source, start, stop, step) => {
    const [first, end] =
      stop === undefined ? [0, optionalIndex(start)] : [optionalIndex(start) ?? 0, optionalIndex(stop)];
    return made('islice', islice(source, first, end, optionalIndex(step) ?? 1));
  },
);

const functions: readonly HostFunction[] = [
  hostFunction('count', ['start?', 'step?'], (start, step) => made('count', count(start ?? 0, step ?? 1))),
  hostFunction('cycle', ['iterable'], (source) => made('cycle', cycle(listOf(source)))),
  hostFunction('repeat', ['object', 'times?'], (item, times) =>
    made('repeat', repeat(item, times === undefined ? Number.POSITIVE_INFINITY : asIndex(times))),
  ),
  hostFunction('accumulate', ['iterable', 'func?', 'initial?'], (source, fn, initial) =>
    made('accumulate', accumulate(source, fn, initial)),
  ),
  hostFunction('compress', ['data', 'selectors'], (items, keep) => made('compress', compress(items, keep))),
  slicing,
  hostFunction('starmap', ['function', 'iterable'], (fn, source) =>
    made(
      'starmap',
      Array.from(iterate(source), (args) => sync(carryOn(callValue(fn, listOf(args)), (v) => v))),
    ),
  ),
  hostFunction('tee', ['iterable', 'n?'], (source, n) => {
    const items = listOf(source);
    return new PyTuple(indexes(0, n === undefined ? 2 : asIndex(n)).map(() => made('_tee', items)));
  }),
  hostFunction('zip_longest', ['*iterables', '**options'], (sources, options) =>
    made('zip_longest', zipLongest(sources.items, options.get('fillvalue') ?? null)),
  ),
  hostFunction('product', ['*iterables', '**options'], (sources, options) => {
    const pools = sources.items.map(listOf);
    const times = optionalIndex(options.get('repeat')) ?? 1;
    return made('product', product(indexes(0, times).flatMap(() => pools)));
  }),
  combining('permutations', (count) => (path) => indexes(0, count).filter((i) => !path.includes(i))),
  combining('combinations', (count) => (path) => indexes((path.at(-1) ?? -1) + 1, count)),
  combining('combinations_with_replacement', (count) => (path) => indexes(path.at(-1) ?? 0, count)),
];

/** The module as dbt offers it. */
export function itertoolsModule(): PyDict {
  const fromIterable = hostFunction('from_iterable', ['iterable'], (source) =>
    made('chain', chained(iterate(source))),
  );
  const chainClass = new PyClass(
    'itertools.chain',
    chainFunction,
    new Map<string, Value>([['from_iterable', fromIterable]]),
  );
  return new PyDict([['chain', chainClass], ...functions.map((fn) => [fn.name, fn] as const)]);
}
