/** Format specifications: what stands after the colon in `'{:>10,.2f}'.format(x)`. */

import { fixed, scientific } from './decimals.ts';
import { isFloat, isInt, toBig, toNumber, typeName } from './numbers.ts';
import { exponentText, floatText, str } from './print.ts';
import { textLength, textSlice } from './sequence.ts';
import { PyError, PyObject, type Value } from './value.ts';

/** A format specification taken apart. */
export interface FormatSpec {
  readonly fill: string;
  readonly align: string;
  readonly sign: string;
  readonly alternate: boolean;
  readonly zero: boolean;
  readonly width: number;
  readonly grouping: string;
  readonly precision: number | undefined;
  readonly type: string;
}

const SPEC = /^(?:(.)?([<>=^]))?([+\- ])?(z)?(#)?(0)?(\d+)?([,_])?(?:\.(\d+))?(.)?$/su;
const WIDEST = 1_000_000;

function parseSpec(text: string, type: string): FormatSpec {
  const match = SPEC.exec(text);
  if (!match)
    throw new PyError('ValueError', `Invalid format specifier '${text}' for object of type '${type}'`);
  const [, fill, align = '', sign = '', , alternate, zero, width = '0', grouping = '', precision, kind = ''] =
    match;
  if (Number(width) > WIDEST || Number(precision ?? 0) > WIDEST) {
    throw new PyError('ValueError', 'Too many decimal digits in format string', 'TD308');
  }
  return {
    fill: fill ?? (zero && !align ? '0' : ' '),
    align: align || (zero ? '=' : ''),
    sign,
    alternate: alternate !== undefined,
    zero: zero !== undefined,
    width: Number(width),
    grouping,
    precision: precision === undefined ? undefined : Number(precision),
    type: kind,
  };
}

/** format(value, spec); a PyError (ValueError, TypeError) in Python's words when they do not fit. */
export function format(value: Value, spec: string): string {
  if (value instanceof PyObject && value.format) return value.format(spec);
  if (spec === '') return str(value);
  const type = typeName(value);
  if (typeof value === 'string') return formatText(value, parseSpec(spec, type));
  if (typeof value === 'boolean' && /[sr]?$/.test(spec) && !/[bcdeEfFgGnoxX%]$/.test(spec)) {
    return formatInt(value ? 1 : 0, parseSpec(spec, type));
  }
  if (isInt(value) || typeof value === 'boolean') return formatInt(value, parseSpec(spec, type));
  if (isFloat(value)) return formatFloat(toNumber(value), parseSpec(spec, type));
  throw new PyError('TypeError', `unsupported format string passed to ${type}.__format__`);
}

function formatText(text: string, spec: FormatSpec): string {
  if (spec.type !== '' && spec.type !== 's') throw unknownCode(spec.type, 'str');
  if (spec.sign) throw new PyError('ValueError', 'Sign not allowed in string format specifier');
  if (spec.align === '=' && !spec.zero) {
    throw new PyError('ValueError', "'=' alignment not allowed in string format specifier");
  }
  if (spec.grouping) throw new PyError('ValueError', `Cannot specify '${spec.grouping}' with 's'.`);
  const cut = spec.precision === undefined ? text : textSlice(text, 0, spec.precision);
  return pad(cut, { ...spec, align: spec.align === '=' || !spec.align ? '<' : spec.align });
}

const unknownCode = (code: string, type: string): PyError =>
  new PyError('ValueError', `Unknown format code '${code}' for object of type '${type}'`);

const BASES: ReadonlyMap<string, readonly [base: number, prefix: string]> = new Map([
  ['b', [2, '0b']],
  ['o', [8, '0o']],
  ['x', [16, '0x']],
  ['X', [16, '0X']],
]);

function formatInt(value: number | bigint | boolean, spec: FormatSpec): string {
  if ('eEfFgG%'.includes(spec.type) && spec.type) return formatFloat(Number(value), spec);
  if (spec.precision !== undefined)
    throw new PyError('ValueError', 'Precision not allowed in integer format specifier');
  if (spec.type === 'c')
    return pad(String.fromCodePoint(Number(value)), { ...spec, align: spec.align || '<' });
  const big = toBig(value);
  const [base, prefix] = BASES.get(spec.type) ?? [10, ''];
  if (base === 10 && !['', 'd', 'n'].includes(spec.type)) throw unknownCode(spec.type, 'int');
  const digits = (big < 0n ? -big : big).toString(base);
  const cased = spec.type === 'X' ? digits.toUpperCase() : digits;
  return finish(cased, big < 0n, spec, spec.alternate ? prefix : '', base === 10 ? 3 : 4);
}

function formatFloat(value: number, spec: FormatSpec): string {
  const body = floatBody(Math.abs(value), spec);
  return finish(body, value < 0 || Object.is(value, -0), spec, '', 3);
}

function floatBody(size: number, spec: FormatSpec): string {
  const upper = spec.type === 'F' || spec.type === 'E' || spec.type === 'G';
  if (!Number.isFinite(size)) {
    const name = (Number.isNaN(size) ? 'nan' : 'inf') + (spec.type === '%' ? '%' : '');
    return upper ? name.toUpperCase() : name;
  }
  const text = finiteBody(size, spec);
  return upper ? text.toUpperCase() : text;
}

function finiteBody(size: number, spec: FormatSpec): string {
  const precision = spec.precision ?? 6;
  if (spec.type === 'f' || spec.type === 'F')
    return fixed(size, precision) + (spec.alternate && precision === 0 ? '.' : '');
  if (spec.type === '%') return `${fixed(size * 100, precision)}%`;
  if (spec.type === 'e' || spec.type === 'E') return exponential(size, precision);
  if (spec.type === 'g' || spec.type === 'G' || spec.type === 'n')
    return general(size, precision, spec.alternate);
  if (spec.type !== '') throw unknownCode(spec.type, 'float');
  if (spec.precision === undefined) return floatText(size);
  return withPoint(general(size, precision, false, 1));
}

const withPoint = (text: string): string => (/[.e]/.test(text) ? text : `${text}.0`);

/** 'e' notation with so many digits after the point. */
export function exponential(size: number, precision: number): string {
  const [digits, exponent] = scientific(size, precision);
  const mantissa = precision > 0 ? `${digits.slice(0, 1)}.${digits.slice(1)}` : digits;
  return mantissa + exponentText(exponent);
}

/** 'g' notation with so many significant digits; `less` moves the switch to 'e' notation one digit down. */
export function general(size: number, precision: number, alternate: boolean, less = 0): string {
  const significant = precision === 0 ? 1 : precision;
  const [digits, exponent] = scientific(size, significant - 1);
  const small = exponent >= -4 && exponent < significant - less;
  const text = small ? fixed(size, Math.max(0, significant - 1 - exponent)) : mantissaOf(digits);
  const kept = alternate || !text.includes('.') ? text : text.replace(/\.?0+$/, '');
  return small ? kept : kept + exponentText(exponent);
}

const mantissaOf = (digits: string): string =>
  digits.length > 1 ? `${digits.slice(0, 1)}.${digits.slice(1)}` : digits;

function finish(body: string, negative: boolean, spec: FormatSpec, prefix: string, group: number): string {
  const sign = negative ? '-' : spec.sign === '+' || spec.sign === ' ' ? spec.sign : '';
  const room = spec.align === '=' && spec.fill === '0' ? spec.width - sign.length - prefix.length : 0;
  const grouped = spec.grouping ? groupDigits(body, spec.grouping, group, room) : body;
  return pad(grouped, { ...spec, align: spec.align || '>' }, sign + prefix);
}

function groupDigits(body: string, separator: string, size: number, room: number): string {
  const [, whole = '', rest = ''] = /^([0-9a-fA-F]*)(.*)$/s.exec(body) ?? [];
  const join = (digits: string): string => {
    const parts: string[] = [];
    for (let end = digits.length; end > 0; end -= size)
      parts.unshift(digits.slice(Math.max(0, end - size), end));
    return parts.join(separator);
  };
  let digits = whole;
  while (join(digits).length + rest.length < room) digits = `0${digits}`;
  return join(digits) + rest;
}

function pad(body: string, spec: FormatSpec, lead = ''): string {
  const missing = spec.width - textLength(lead) - textLength(body);
  if (missing <= 0) return lead + body;
  if (spec.align === '=') return lead + spec.fill.repeat(missing) + body;
  if (spec.align === '<') return lead + body + spec.fill.repeat(missing);
  const left = spec.align === '^' ? Math.floor(missing / 2) : missing;
  return spec.fill.repeat(left) + lead + body + spec.fill.repeat(missing - left);
}
