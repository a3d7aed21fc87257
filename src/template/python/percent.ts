/** Old-style formatting: `'%s is %5.2f' % (a, b)`. */

import { fixed } from './decimals.ts';
import { exponential, general } from './format-spec.ts';
import { isFloat, isInt, isNumber, toBig, toNumber, truncate, typeName } from './numbers.ts';
import { quoted, repr, str } from './print.ts';
import { textLength, textSlice, undefinedError } from './sequence.ts';
import { PyDict, PyError, PyObject, PyTuple, Undefined, type Value } from './value.ts';

const DIRECTIVE = /%(?:\(([^)]*)\))?([#0\- +]*)(\*|\d+)?(?:\.(\*|\d*))?[hlL]?(.)?/gs;
const WIDEST = 1_000_000;

/** The arguments of a format, taken one by one or by name. */
interface Source {
  next(): Value;
  named(key: string): Value;
}

/** template % values; a PyError (TypeError, ValueError) in Python's words when they do not fit. */
export function formatPercent(template: string, values: Value): string {
  const items = values instanceof PyTuple ? values.items : [values];
  let used = 0;
  let byName = false;
  const source: Source = {
    next: () => {
      const item = items[used++];
      if (item === undefined || byName)
        throw new PyError('TypeError', 'not enough arguments for format string');
      return item;
    },
    named: (key) => {
      byName = true;
      return namedValue(values, key);
    },
  };
  const text = template.replace(DIRECTIVE, (_whole, ...rest) => directive(rest, source));
  const isObject = values instanceof PyObject && values.length !== undefined;
  const subscripted = values instanceof PyDict || Array.isArray(values) || isObject;
  if (used < items.length && !byName && !subscripted) {
    throw new PyError('TypeError', 'not all arguments converted during string formatting');
  }
  return text;
}

function namedValue(values: Value, key: string): Value {
  if (!(values instanceof PyDict)) throw new PyError('TypeError', 'format requires a mapping');
  const value = values.get(key);
  if (value === undefined) throw new PyError('KeyError', quoted(key));
  return value;
}

/** How far behind its `%` a directive's letter stands. */
const offsetOf = (groups: readonly unknown[]): number => {
  const [key, flags, width, precision] = groups
    .slice(0, 4)
    .map((g) => (typeof g === 'string' ? g.length : 0));
  const named = typeof groups[0] === 'string' ? (key ?? 0) + 2 : 0;
  const point = typeof groups[3] === 'string' ? (precision ?? 0) + 1 : 0;
  return 1 + named + (flags ?? 0) + (width ?? 0) + point;
};

/** One directive taken apart. */
interface Directive {
  readonly left: boolean;
  readonly zero: boolean;
  readonly sign: string;
  readonly alternate: boolean;
  readonly width: number;
  readonly precision: number | undefined;
  readonly type: string;
}

function directive(groups: unknown[], source: Source): string {
  const [key, flags = '', width, precision, type] = groups.map((g) =>
    typeof g === 'string' ? g : undefined,
  );
  const at = groups.find((g) => typeof g === 'number');
  if (type === undefined) throw new PyError('ValueError', 'incomplete format');
  if (type === '%' && key === undefined) return '%';
  const wide = width === '*' ? Number(toBig(intOf(source.next(), '*'))) : Number(width ?? 0);
  const exact = precision === '*' ? Number(toBig(intOf(source.next(), '*'))) : precision;
  if (Math.abs(wide) > WIDEST || Number(exact ?? 0) > WIDEST)
    throw new PyError('ValueError', 'width too big', 'TD308');
  const value = key === undefined ? source.next() : source.named(key);
  const spec: Directive = {
    left: flags.includes('-') || wide < 0,
    zero: flags.includes('0'),
    sign: flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '',
    alternate: flags.includes('#'),
    width: Math.abs(wide),
    precision: exact === undefined ? undefined : Number(exact),
    type,
  };
  return convert(value, spec, Number(at ?? 0) + offsetOf(groups));
}

function convert(value: Value, spec: Directive, at: number): string {
  if ('sra'.includes(spec.type)) {
    const text = spec.type === 's' ? str(value) : repr(value);
    return padText(spec.precision === undefined ? text : textSlice(text, 0, spec.precision), spec);
  }
  if (spec.type === 'c') return padText(character(value), spec);
  if ('diuxXo'.includes(spec.type)) return padNumber(...integer(value, spec), spec);
  if ('eEfFgG'.includes(spec.type)) return padNumber(...real(value, spec), spec);
  const code = spec.type.codePointAt(0)?.toString(16) ?? '';
  throw new PyError('ValueError', `unsupported format character '${spec.type}' (0x${code}) at index ${at}`);
}

function character(value: Value): string {
  if (typeof value === 'string' && textLength(value) === 1) return value;
  if (isInt(value)) return String.fromCodePoint(Number(value));
  throw new PyError('TypeError', '%c requires int or char');
}

function intOf(value: Value, type: string): number | bigint | boolean {
  if (typeof value === 'boolean' || isInt(value)) return value;
  if (value instanceof Undefined) throw undefinedError(value);
  if (isFloat(value) && 'diu'.includes(type)) return truncate(toNumber(value));
  if (type === '*') throw new PyError('TypeError', '* wants int');
  const wanted = 'diu'.includes(type) ? 'a real number is' : 'an integer is';
  throw new PyError('TypeError', `%${type} format: ${wanted} required, not ${typeName(value)}`);
}

function integer(value: Value, spec: Directive): [sign: string, prefix: string, body: string] {
  const big = toBig(intOf(value, spec.type));
  const base = spec.type === 'o' ? 8 : spec.type.toLowerCase() === 'x' ? 16 : 10;
  const digits = (big < 0n ? -big : big).toString(base).padStart(spec.precision ?? 0, '0');
  const prefix = spec.alternate && base !== 10 ? `0${spec.type}` : '';
  return [big < 0n ? '-' : spec.sign, prefix, spec.type === 'X' ? digits.toUpperCase() : digits];
}

function real(value: Value, spec: Directive): [sign: string, prefix: string, body: string] {
  if (value instanceof Undefined) throw undefinedError(value);
  if (!isNumber(value)) throw new PyError('TypeError', `must be real number, not ${typeName(value)}`);
  const number = toNumber(value);
  const body = realBody(Math.abs(number), spec, spec.precision ?? 6);
  const sign = number < 0 || Object.is(number, -0) ? '-' : spec.sign;
  return [sign, '', /[EFG]/.test(spec.type) ? body.toUpperCase() : body];
}

function realBody(size: number, spec: Directive, precision: number): string {
  if (Number.isNaN(size)) return 'nan';
  if (!Number.isFinite(size)) return 'inf';
  if (spec.type.toLowerCase() === 'f') return fixed(size, precision);
  if (spec.type.toLowerCase() === 'e') return exponential(size, precision);
  return general(size, precision, spec.alternate);
}

function padText(text: string, spec: Directive): string {
  const missing = ' '.repeat(Math.max(0, spec.width - textLength(text)));
  return spec.left ? text + missing : missing + text;
}

function padNumber(sign: string, prefix: string, body: string, spec: Directive): string {
  const missing = Math.max(0, spec.width - sign.length - prefix.length - body.length);
  if (spec.zero && !spec.left) return sign + prefix + '0'.repeat(missing) + body;
  return padText(sign + prefix + body, spec);
}
