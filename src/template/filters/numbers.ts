/** Filters on numbers. */
import { builtin } from '../python/call.ts';
import { truthy } from '../python/compare.ts';
import { fixed, roundFloat, roundInteger } from '../python/decimals.ts';
import {
  asIndex,
  float,
  int,
  isFloat,
  isInt,
  isNumber,
  parseFloatText,
  parseInteger,
  toBig,
  toNumber,
  truncate,
  typeName,
} from '../python/numbers.ts';
import { operate } from '../python/operators.ts';
import { undefinedError } from '../python/sequence.ts';
import { given, type HostFunction, PyError, PyObject, Undefined, type Value } from '../python/value.ts';

const textOf = (value: Value): string | undefined =>
  typeof value === 'string'
    ? value
    : value instanceof PyObject && value.typeName === 'Markup'
      ? value.str()
      : undefined;

function toInt(value: Value, fallback: Value, base: number): Value {
  if (value instanceof Undefined) throw undefinedError(value);
  const text = textOf(value);
  if (text !== undefined) {
    const whole = parseInteger(text, base);
    if (whole !== undefined) return whole;
    const real = parseFloatText(text);
    return real === undefined || !Number.isFinite(real) ? fallback : truncate(real);
  }
  if (typeof value === 'boolean' || isInt(value)) return int(toBig(value));
  if (value instanceof PyObject && value.int) return value.int();
  if (!isFloat(value)) return fallback;
  const number = toNumber(value);
  if (number === Number.POSITIVE_INFINITY || number === Number.NEGATIVE_INFINITY) return truncate(number);
  return Number.isNaN(number) ? fallback : truncate(number);
}

function toFloat(value: Value, fallback: Value): Value {
  if (value instanceof Undefined) throw undefinedError(value);
  const text = textOf(value);
  if (text !== undefined) {
    const real = parseFloatText(text);
    return real === undefined ? fallback : float(real);
  }
  if (value instanceof PyObject && value.float) return float(value.float());
  return isNumber(value) ? float(toNumber(value)) : fallback;
}

function absolute(value: Value): Value {
  if (typeof value === 'bigint') return value < 0n ? -value : value;
  if (isFloat(value)) return float(Math.abs(toNumber(value)));
  if (isNumber(value)) return Math.abs(toNumber(value));
  const own = value instanceof PyObject ? value.operate?.('abs', null, false) : undefined;
  if (own !== undefined) return own;
  throw new PyError('TypeError', `bad operand type for abs(): '${typeName(value)}'`);
}

/** round(value, precision) as Python has it; a PyError (TypeError) for what is no number. */
export function round(value: Value, precision: number): Value {
  if (typeof value === 'boolean' || isInt(value)) return int(roundInteger(toBig(value), precision));
  if (isFloat(value)) return float(roundFloat(toNumber(value), precision));
  const own = value instanceof PyObject ? value.operate?.('round', precision, false) : undefined;
  if (own !== undefined) return own;
  throw new PyError('TypeError', `type ${typeName(value)} doesn't define __round__ method`);
}

function rounded(value: Value, precision: number, method: Value): Value {
  if (method !== 'common' && method !== 'ceil' && method !== 'floor') {
    throw new PyError('FilterArgumentError', 'method must be common, ceil or floor');
  }
  if (method === 'common') return round(value, precision);
  const unit = operate('**', 10, precision);
  const scaled = operate('*', value, unit);
  if (!isNumber(scaled)) throw new PyError('TypeError', `must be real number, not ${typeName(scaled)}`);
  const whole = method === 'ceil' ? Math.ceil(toNumber(scaled)) : Math.floor(toNumber(scaled));
  return operate('/', isInt(scaled) ? scaled : truncate(whole), unit);
}

const PREFIXES = ['k', 'M', 'G', 'T', 'P', 'E', 'Z', 'Y'];

function fileSize(value: Value, binary: boolean): string {
  const number = toFloat(value, null);
  if (!isNumber(number)) throw notAFloat(value);
  const bytes = toNumber(number);
  const base = binary ? 1024 : 1000;
  if (bytes === 1) return '1 Byte';
  if (bytes < base) return `${Math.trunc(bytes)} Bytes`;
  let unit = base;
  let name = '';
  for (const prefix of PREFIXES) {
    unit *= base;
    name = binary ? `${prefix.toUpperCase()}iB` : `${prefix}B`;
    if (bytes < unit) break;
  }
  return `${fixed((base * bytes) / unit, 1)} ${name}`;
}

function notAFloat(value: Value): PyError {
  if (typeof value === 'string')
    return new PyError('ValueError', `could not convert string to float: '${value}'`);
  return new PyError(
    'TypeError',
    `float() argument must be a string or a real number, not '${typeName(value)}'`,
  );
}

/** abs, float, int, round, filesizeformat. */
export const numberFilters: readonly HostFunction[] = [
  builtin('abs', ['x'], (x) => {
    if (x instanceof Undefined) throw new PyError('TypeError', "bad operand type for abs(): 'Undefined'");
    return absolute(x);
  }),
  builtin('filesizeformat', ['value', 'binary?'], (value, binary) =>
    fileSize(value, truthy(binary ?? false)),
  ),
  builtin('float', ['value', 'default?'], (value, fallback) => toFloat(value, given(fallback, float(0)))),
  builtin('int', ['value', 'default?', 'base?'], (value, fallback, base) =>
    toInt(value, given(fallback, 0), base === undefined ? 10 : asIndex(base)),
  ),
  builtin('round', ['value', 'precision?', 'method?'], (value, precision, method) =>
    rounded(value, precision === undefined ? 0 : asIndex(precision), given(method, 'common')),
  ),
];
