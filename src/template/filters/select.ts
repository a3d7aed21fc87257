/** Filters that apply another filter or a test to each item: map, select, reject and their kin. */
import { isPromise } from '../../core/maybe-promise.ts';
import { builtin } from '../python/call.ts';
import { truthy } from '../python/compare.ts';
import { PyIterator } from '../python/iterators.ts';
import { quoted, str } from '../python/print.ts';
import { iterate } from '../python/sequence.ts';
import {
  type CallArguments,
  type HostFunction,
  PyDict,
  PyError,
  type PyTuple,
  type Value,
} from '../python/value.ts';
import { getter } from './attributes.ts';
import { filters } from './index.ts';
import { tests } from './tests.ts';

const wrong = (message: string): PyError => new PyError('FilterArgumentError', message);

function applyTo(
  table: ReadonlyMap<string, HostFunction>,
  kind: string,
  name: Value,
  rest: readonly Value[],
  named: PyDict,
  call: CallArguments,
): (item: Value) => Value {
  const fn = table.get(str(name));
  if (!fn) throw new PyError('TemplateRuntimeError', `No ${kind} named ${quoted(str(name))}.`);
  const more = new Map(named.entries().map(([key, value]) => [str(key), value] as const));
  return (item) => {
    const result = fn.call({ ...call, frames: [], positional: [item, ...rest], named: more });
    if (isPromise(result)) throw new PyError('TypeError', 'a filter cannot wait for a value');
    return result;
  };
}

function* map(value: Value, args: PyTuple, named: PyDict, call: CallArguments): Iterable<Value> {
  if (!truthy(value)) return;
  const apply = mapping(args, named, call);
  for (const item of iterate(value)) yield apply(item);
}

function mapping(args: PyTuple, named: PyDict, call: CallArguments): (item: Value) => Value {
  const [name, ...rest] = args.items;
  const attribute = named.get('attribute');
  if (name === undefined && attribute !== undefined) {
    const odd = named.keys().find((key) => key !== 'attribute' && key !== 'default');
    if (odd !== undefined) throw wrong(`Unexpected keyword argument ${quoted(str(odd))}`);
    return getter(attribute, named.get('default'));
  }
  if (name === undefined) throw wrong('map requires a filter argument');
  return applyTo(filters, 'filter', name, rest, named, call);
}

function* choose(
  value: Value,
  args: PyTuple,
  named: PyDict,
  call: CallArguments,
  rules: { readonly attribute: boolean; readonly keep: boolean },
): Iterable<Value> {
  if (!truthy(value)) return;
  const [path] = args.items;
  if (rules.attribute && path === undefined) throw wrong('Missing parameter for attribute name');
  const get = rules.attribute ? getter(path) : (item: Value): Value => item;
  const [name, ...rest] = rules.attribute ? args.items.slice(1) : args.items;
  const holds =
    name === undefined ? (item: Value): Value => item : applyTo(tests, 'test', name, rest, named, call);
  for (const item of iterate(value)) if (truthy(holds(get(item))) === rules.keep) yield item;
}

const chooser = (name: string, attribute: boolean, keep: boolean): HostFunction =>
  builtin(name, ['value', '*args', '**kwargs'], (value, args, named, call) => {
    return new PyIterator(choose(value, args, new PyDict(named.entries()), call, { attribute, keep }));
  });

/** map, select, reject, selectattr, rejectattr. */
export const selectFilters: readonly HostFunction[] = [
  builtin('map', ['value', '*args', '**kwargs'], (value, args, named, call) => {
    return new PyIterator(map(value, args, named, call));
  }),
  chooser('reject', false, false),
  chooser('rejectattr', true, false),
  chooser('select', false, true),
  chooser('selectattr', true, true),
];
