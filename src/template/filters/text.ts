/** Filters on text. */
import { builtin } from '../python/call.ts';
import { truthy } from '../python/compare.ts';
import { capitalize } from '../python/methods/letters.ts';
import { replace, splitLines, strip } from '../python/methods/split.ts';
import { center } from '../python/methods/str.ts';
import { asIndex, optionalIndex, typeName } from '../python/numbers.ts';
import { formatPercent } from '../python/percent.ts';
import { str } from '../python/print.ts';
import { lengthOf, textLength, textSlice, undefinedError } from '../python/sequence.ts';
import {
  type HostFunction,
  type PyDict,
  PyError,
  PyObject,
  type PyTuple,
  Undefined,
  type Value,
} from '../python/value.ts';

const WORD_STARTS = /([-\s({[<]+)/;

const title = (text: string): string =>
  text
    .split(WORD_STARTS)
    .map((part) => part.slice(0, 1).toUpperCase() + part.slice(1).toLowerCase())
    .join('');

/** A text that must be one: a PyError (TypeError) for anything else. */
export function textOf(value: Value): string {
  if (typeof value === 'string') return value;
  if (value instanceof Undefined) throw undefinedError(value);
  if (value instanceof PyObject && value.typeName === 'Markup') return value.str();
  throw new PyError('AttributeError', `'${typeName(value)}' object has no attribute 'splitlines'`);
}

function indent(value: Value, width: Value | undefined, first: boolean, blank: boolean): string {
  const text = addedNewline(value);
  const lead =
    typeof width === 'string' ? width : ' '.repeat(Math.max(0, width === undefined ? 4 : asIndex(width)));
  const lines = splitLines(text, false);
  const [head = '', ...rest] = lines;
  const body = blank
    ? lines.join(`\n${lead}`)
    : [head, ...rest.map((line) => (line === '' ? line : lead + line))].join('\n');
  return first ? lead + body : body;
}

function addedNewline(value: Value): string {
  if (typeof value === 'string') return `${value}\n`;
  if (value instanceof Undefined) throw undefinedError(value);
  if (value instanceof PyObject && value.typeName === 'Markup') return `${value.str()}\n`;
  throw new PyError('TypeError', `unsupported operand type(s) for +=: '${typeName(value)}' and 'str'`);
}

function truncate(value: Value, length: number, kill: boolean, end: string, leeway: number): Value {
  if (length < textLength(end)) {
    throw new PyError('AssertionError', `expected length >= ${textLength(end)}, got ${length}`);
  }
  if (leeway < 0) throw new PyError('AssertionError', `expected leeway >= 0, got ${leeway}`);
  if (lengthOf(value) <= length + leeway) return value;
  const cut = textSlice(textOf(value), 0, length - textLength(end));
  if (kill) return cut + end;
  const space = cut.lastIndexOf(' ');
  return (space < 0 ? cut : cut.slice(0, space)) + end;
}

function formatted(template: Value, positional: PyTuple, named: PyDict): string {
  if (positional.items.length > 0 && named.size > 0) {
    throw new PyError(
      'FilterArgumentError',
      "can't handle positional and keyword arguments at the same time",
    );
  }
  return formatPercent(str(template), named.size > 0 ? named : positional);
}

const WORDS = /[\p{L}\p{N}_]+/gu;

/** upper, lower, replace, indent, truncate and the like. */
export const textFilters: readonly HostFunction[] = [
  builtin('capitalize', ['s'], (s) => capitalize(str(s))),
  builtin('center', ['value', 'width?'], (value, width) => {
    const text = str(value);
    return center(text, Math.max(0, (optionalIndex(width) ?? 80) - textLength(text)), ' ');
  }),
  builtin('format', ['value', '*args', '**kwargs'], (value, args, kwargs) => formatted(value, args, kwargs)),
  builtin('indent', ['s', 'width?', 'first?', 'blank?'], (s, width, first, blank) =>
    indent(s, width, truthy(first ?? false), truthy(blank ?? false)),
  ),
  builtin('lower', ['s'], (s) => str(s).toLowerCase()),
  builtin('replace', ['s', 'old', 'new', 'count?'], (s, old, by, count) =>
    replace(str(s), str(old), str(by), optionalIndex(count) ?? -1),
  ),
  builtin('string', ['value'], (value) => str(value)),
  builtin('title', ['s'], (s) => title(str(s))),
  builtin('trim', ['value', 'chars?'], (value, chars) =>
    strip(str(value), chars === undefined || chars === null ? undefined : textOf(chars), 'both'),
  ),
  builtin('truncate', ['s', 'length?', 'killwords?', 'end?', 'leeway?'], (s, length, kill, end, leeway) =>
    truncate(
      s,
      length === undefined ? 255 : asIndex(length),
      truthy(kill ?? false),
      end === undefined ? '...' : textOf(end),
      optionalIndex(leeway) ?? 5,
    ),
  ),
  builtin('upper', ['s'], (s) => str(s).toUpperCase()),
  builtin('wordcount', ['s'], (s) => str(s).match(WORDS)?.length ?? 0),
];
