/** Python's int and float over JavaScript's numbers: ints are safe-integer numbers or bigints, whole floats PyFloat. */
import { PyError, PyFloat, type Value } from './value.ts';

/** A number of JavaScript as Python's float. */
export const float = (value: number): Value => (Number.isInteger(value) ? new PyFloat(value) : value);

/** A bigint as Python's int, in its shorter form where it fits. */
export const int = (value: bigint): number | bigint =>
  value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value;

/** True for Python's int, without bool. */
export const isInt = (value: Value): value is number | bigint =>
  typeof value === 'bigint' || (typeof value === 'number' && Number.isInteger(value));

/** True for Python's float. */
export const isFloat = (value: Value): value is number | PyFloat =>
  value instanceof PyFloat || (typeof value === 'number' && !Number.isInteger(value));

/** True for int, float and bool. */
export const isNumber = (value: Value): value is number | bigint | boolean | PyFloat =>
  typeof value === 'number' ||
  typeof value === 'bigint' ||
  typeof value === 'boolean' ||
  value instanceof PyFloat;

/** The value of any number as JavaScript's number. */
export function toNumber(value: number | bigint | boolean | PyFloat): number {
  return value instanceof PyFloat ? value.value : Number(value);
}

/** The value of an int or bool as bigint. */
export const toBig = (value: number | bigint | boolean): bigint => BigInt(value);

/** Python's int of a value that must be one (an index, a width); a PyError (TypeError) otherwise. */
export function asIndex(value: Value, what?: string): number {
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (isInt(value)) return Number(value);
  throw new PyError('TypeError', what ?? `'${typeName(value)}' object cannot be interpreted as an integer`);
}

/** The number, or undefined where the value is none: `asIndex` for what may be left out or None. */
export const optionalIndex = (value: Value | undefined): number | undefined =>
  value === undefined || value === null ? undefined : asIndex(value);

/** Python's name of a value's type, as errors show it. */
export function typeName(value: Value): string {
  if (value === null) return 'NoneType';
  if (typeof value === 'string') return 'str';
  if (typeof value === 'boolean') return 'bool';
  if (isInt(value)) return 'int';
  if (isFloat(value)) return 'float';
  if (Array.isArray(value)) return 'list';
  // What is left are the classes of value.ts.
  return value.typeName;
}

/** A float's whole part as an int: int(2.9); a PyError for nan and infinity. */
export function truncate(value: number): number | bigint {
  if (Number.isNaN(value)) throw new PyError('ValueError', 'cannot convert float NaN to integer');
  if (!Number.isFinite(value)) throw new PyError('OverflowError', 'cannot convert float infinity to integer');
  return int(BigInt(Math.trunc(value)));
}

const INT = /^[+-]?\d+(_\d+)*$/;
const FLOAT = /^[+-]?(\d+(_\d+)*\.?(\d+(_\d+)*)?|\.\d+(_\d+)*)(e[+-]?\d+(_\d+)*)?$/i;
const SPECIAL = /^([+-]?)(inf|infinity|nan)$/i;

/** Decimal digits of any script as 0 to 9. */
function asciiDigits(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range of ASCII
  if (/^[\u0000-\u007f]*$/.test(text)) return text;
  return text.replace(/\p{Nd}/gu, (digit) => {
    let first = digit.codePointAt(0) ?? 0;
    const code = first;
    while (/\p{Nd}/u.test(String.fromCodePoint(first - 1))) first--;
    return String((code - first) % 10);
  });
}

/** int('12', base) as Python reads it, undefined where it does not. */
export function parseInteger(text: string, base = 10): number | bigint | undefined {
  const trimmed = asciiDigits(text.trim());
  if (base === 10)
    return INT.test(trimmed) ? int(BigInt(trimmed.replaceAll('_', '').replace(/^\+/, ''))) : undefined;
  return parseInBase(trimmed.toLowerCase(), base);
}

function parseInBase(text: string, base: number): number | bigint | undefined {
  const match = /^([+-]?)(0[xob])?([0-9a-z]+(?:_[0-9a-z]+)*)$/.exec(text);
  if (!match) return undefined;
  const [, sign, prefix = '', digits = ''] = match;
  const bases = new Map([
    ['0x', 16],
    ['0o', 8],
    ['0b', 2],
  ]);
  const named = bases.get(prefix);
  const radix = base === 0 ? (named ?? 10) : base;
  const all = (named === radix ? '' : prefix) + digits;
  if (base === 0 && named === undefined && /^0\d/.test(all)) return undefined;
  let total = 0n;
  for (const letter of all.replaceAll('_', '')) {
    const digit = Number.parseInt(letter, 36);
    if (digit >= radix) return undefined;
    total = total * BigInt(radix) + BigInt(digit);
  }
  return int(sign === '-' ? -total : total);
}

/** float('1e3') as Python reads it, undefined where it does not. */
export function parseFloatText(text: string): number | undefined {
  const trimmed = asciiDigits(text.trim());
  if (FLOAT.test(trimmed)) return Number(trimmed.replaceAll('_', ''));
  const special = SPECIAL.exec(trimmed);
  if (!special) return undefined;
  const size = special[2]?.toLowerCase() === 'nan' ? Number.NaN : Number.POSITIVE_INFINITY;
  return special[1] === '-' ? -size : size;
}
