/** Methods of str. */
import { encode } from '../bytes.ts';
import { hostFunction } from '../call.ts';
import { truthy } from '../compare.ts';
import { asIndex, optionalIndex, typeName } from '../numbers.ts';
import { letters, listOf, textLength } from '../sequence.ts';
import { PyDict, PyError, PyObject, PyTuple, type Value } from '../value.ts';
import { capitalize, casefold, KINDS, lower, swapCase, title } from './letters.ts';
import { type Method, type MethodTable, method, methodTable } from './method.ts';
import { expandTabs, join, partition, replace, split, splitLines, splitRight, strip } from './split.ts';
import { formatString } from './str-format.ts';

const isStr = (value: Value): value is string => typeof value === 'string';

function textOf(value: Value): string {
  if (typeof value === 'string') return value;
  throw new PyError('TypeError', `must be str, not ${typeName(value)}`);
}

const optionalText = (value: Value | undefined): string | undefined =>
  value === undefined || value === null ? undefined : textOf(value);

const stripping = (sides: 'left' | 'right' | 'both'): Method<string> =>
  method(['chars?'], (text, chars) => strip(text, optionalText(chars), sides));

/** The part of a text that `start` and `stop` leave, and where it begins. */
function window(
  text: string,
  start: Value | undefined,
  stop: Value | undefined,
): [part: string, offset: number] {
  const all = letters(text);
  const from = bounded(optionalIndex(start) ?? 0, all.length);
  const to = bounded(optionalIndex(stop) ?? all.length, all.length);
  const outside = (optionalIndex(start) ?? 0) > all.length || from > to;
  return [outside ? '' : all.slice(from, to).join(''), outside ? -1 : from];
}

const bounded = (at: number, length: number): number =>
  Math.min(Math.max(at < 0 ? at + length : at, 0), length);

const finding = (right: boolean, strict: boolean): Method<string> =>
  method(['sub', 'start?', 'end?'], (text, sub, start, stop) => {
    const [part, offset] = window(text, start, stop);
    const wanted = textOf(sub);
    const at = offset < 0 ? -1 : right ? part.lastIndexOf(wanted) : part.indexOf(wanted);
    if (at < 0 && strict) throw new PyError('ValueError', 'substring not found');
    return at < 0 ? -1 : offset + textLength(part.slice(0, at));
  });

const edge = (name: string, matches: (text: string, part: string) => boolean): Method<string> =>
  method(['prefix', 'start?', 'end?'], (text, wanted, start, stop) => {
    const [part, offset] = window(text, start, stop);
    const options = wanted instanceof PyTuple ? wanted.items : [wanted];
    return offset >= 0 && options.some((option) => matches(part, edgeText(name, option)));
  });

function edgeText(name: string, value: Value): string {
  if (typeof value === 'string') return value;
  const type = typeName(value);
  throw new PyError('TypeError', `${name} first arg must be str or a tuple of str, not ${type}`);
}

const padding = (place: (text: string, missing: number, fill: string) => string): Method<string> =>
  method(['width', 'fillchar?'], (text, width, fill) => {
    const letter = fill === undefined ? ' ' : textOf(fill);
    if (textLength(letter) !== 1) {
      throw new PyError('TypeError', 'The fill character must be exactly one character long');
    }
    return place(text, Math.min(Math.max(0, asIndex(width) - textLength(text)), 100_000_000), letter);
  });

/** Puts a text in the middle of a width, as str.center does. */
export function center(text: string, missing: number, fill: string): string {
  const width = textLength(text) + missing;
  const left = Math.floor(missing / 2) + (missing & width & 1);
  return fill.repeat(left) + text + fill.repeat(missing - left);
}

function zeroFill(text: string, width: number): string {
  const missing = '0'.repeat(Math.min(Math.max(0, width - textLength(text)), 100_000_000));
  return /^[+-]/.test(text) ? text.slice(0, 1) + missing + text.slice(1) : missing + text;
}

function countOf(text: string, sub: string): number {
  return sub === '' ? textLength(text) + 1 : text.split(sub).length - 1;
}

function translate(text: string, table: Value): string {
  const dict = table instanceof PyDict ? table : new PyDict(listOf(table).map((to, i) => [i, to] as const));
  return letters(text)
    .map((letter) => {
      const to = dict.get(letter.codePointAt(0) ?? 0);
      if (to === undefined) return letter;
      return to === null ? '' : typeof to === 'string' ? to : String.fromCodePoint(asIndex(to));
    })
    .join('');
}

function makeTrans(from: Value, to: Value | undefined, drop: Value | undefined): PyDict {
  const code = (key: Value): Value => (typeof key === 'string' ? (key.codePointAt(0) ?? 0) : key);
  if (to === undefined && from instanceof PyDict)
    return new PyDict(from.entries().map(([k, v]) => [code(k), v] as const));
  const targets = letters(textOf(to ?? null));
  const sources = letters(textOf(from));
  if (sources.length !== targets.length) {
    throw new PyError('ValueError', 'the first two maketrans arguments must have equal length');
  }
  const table = new PyDict(sources.map((letter, i) => [code(letter), code(targets[i] ?? '')] as const));
  for (const letter of letters(optionalText(drop) ?? '')) table.set(code(letter), null);
  return table;
}

const formatMap: Method<string> = method(['mapping'], (text, mapping) =>
  formatString(text, {
    positional: [],
    named: (key) => {
      const found =
        mapping instanceof PyDict
          ? mapping.get(key)
          : mapping instanceof PyObject
            ? mapping.item(key)
            : undefined;
      return found instanceof Promise ? undefined : found;
    },
  }),
);

const kinds = Object.fromEntries(
  Array.from(KINDS, ([name, is]): [string, Method<string>] => [name, method([], (text) => is(text))]),
);

const most = (value: Value | undefined): number => (value === undefined ? -1 : asIndex(value));

/** Methods of str. */
export const strMethods: MethodTable = methodTable(isStr, {
  ...kinds,
  capitalize: method([], (text) => capitalize(text)),
  casefold: method([], (text) => casefold(text)),
  center: padding(center),
  count: method(['sub', 'start?', 'end?'], (text, sub, start, stop) => {
    const [part, offset] = window(text, start, stop);
    return offset < 0 ? 0 : countOf(part, textOf(sub));
  }),
  encode: method(['encoding?', 'errors?'], (text, encoding) => encode(text, encoding)),
  endswith: edge('endswith', (text, part) => text.endsWith(part)),
  expandtabs: method(['tabsize?'], (text, size) => expandTabs(text, size === undefined ? 8 : asIndex(size))),
  find: finding(false, false),
  format: (name, text) =>
    hostFunction(name, ['*args', '**kwargs'], (positional, named) =>
      formatString(text, { positional: positional.items, named: (key) => named.get(key) }),
    ),
  format_map: formatMap,
  index: finding(false, true),
  join: method(['iterable'], (text, items) => join(text, items)),
  ljust: padding((text, missing, fill) => text + fill.repeat(missing)),
  lower: method([], (text) => lower(text)),
  lstrip: stripping('left'),
  maketrans: method(['x', 'y?', 'z?'], (_text, x, y, z) => makeTrans(x, y, z)),
  partition: method(['sep'], (text, sep) => partition(text, textOf(sep), false)),
  removeprefix: method(['prefix'], (text, prefix) =>
    text.startsWith(textOf(prefix)) ? text.slice(textOf(prefix).length) : text,
  ),
  removesuffix: method(['suffix'], (text, suffix) => {
    const end = textOf(suffix);
    return end !== '' && text.endsWith(end) ? text.slice(0, -end.length) : text;
  }),
  replace: method(['old', 'new', 'count?'], (text, old, by, count) =>
    replace(text, textOf(old), textOf(by), most(count)),
  ),
  rfind: finding(true, false),
  rindex: finding(true, true),
  rjust: padding((text, missing, fill) => fill.repeat(missing) + text),
  rpartition: method(['sep'], (text, sep) => partition(text, textOf(sep), true)),
  rsplit: method(['sep?', 'maxsplit?'], (text, sep, count) =>
    splitRight(text, optionalText(sep), most(count)),
  ),
  rstrip: stripping('right'),
  split: method(['sep?', 'maxsplit?'], (text, sep, count) => split(text, optionalText(sep), most(count))),
  splitlines: method(['keepends?'], (text, keep) => splitLines(text, truthy(keep ?? false))),
  startswith: edge('startswith', (text, part) => text.startsWith(part)),
  strip: stripping('both'),
  swapcase: method([], (text) => swapCase(text)),
  title: method([], (text) => title(text)),
  translate: method(['table'], (text, table) => translate(text, table)),
  upper: method([], (text) => text.toUpperCase()),
  zfill: method(['width'], (text, width) => zeroFill(text, asIndex(width))),
});
