import { PyError } from '../../template/index.ts';
import { roundedQuotient } from '../../template/python/decimals.ts';

/** A decimal number: coefficient × 10^exponent. */
export interface Digits {
  readonly coefficient: bigint;
  readonly exponent: number;
}

/** Digits that Python's default context keeps. */
const PRECISION = 28;

/** The digits of a text, or undefined when it is no number. */
export function parseDigits(text: string): Digits | undefined {
  const match = /^\s*([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?\s*$/.exec(text);
  const [, sign = '', whole = '', fraction = '', power = '0'] = match ?? [];
  if (!match || whole + fraction === '') return undefined;
  const coefficient = BigInt(whole + fraction);
  return {
    coefficient: sign === '-' ? -coefficient : coefficient,
    exponent: Number(power) - fraction.length,
  };
}

/** As Python prints a Decimal: plain where it can, with E otherwise. */
export function decimalText({ coefficient, exponent }: Digits): string {
  const sign = coefficient < 0n ? '-' : '';
  const digits = (coefficient < 0n ? -coefficient : coefficient).toString();
  const adjusted = exponent + digits.length - 1;
  if (exponent <= 0 && adjusted >= -6) return sign + withPoint(digits, -exponent);
  const mantissa = digits.length > 1 ? `${digits[0]}.${digits.slice(1)}` : digits;
  return `${sign}${mantissa}E${adjusted < 0 ? '' : '+'}${adjusted}`;
}

function withPoint(digits: string, places: number): string {
  if (places === 0) return digits;
  const padded = digits.padStart(places + 1, '0');
  return `${padded.slice(0, -places)}.${padded.slice(-places)}`;
}

/** a + b. */
export function plus(a: Digits, b: Digits): Digits {
  const exponent = Math.min(a.exponent, b.exponent);
  return { coefficient: shifted(a, exponent) + shifted(b, exponent), exponent };
}

/** a × b. */
export const times = (a: Digits, b: Digits): Digits => ({
  coefficient: a.coefficient * b.coefficient,
  exponent: a.exponent + b.exponent,
});

/** a ÷ b to Python's precision; a PyError for division by zero. */
export function divide(a: Digits, b: Digits): Digits {
  if (b.coefficient === 0n) throw new PyError('ZeroDivisionError', 'division by zero');
  const lift = PRECISION + 1 + length(b.coefficient) - Math.min(length(a.coefficient), length(b.coefficient));
  const up = a.coefficient * 10n ** BigInt(lift);
  const negative = up < 0n !== b.coefficient < 0n;
  const size = roundedQuotient(positive(up), positive(b.coefficient));
  return trimmed(
    { coefficient: negative ? -size : size, exponent: a.exponent - b.exponent - lift },
    a.exponent - b.exponent,
  );
}

/** Quotient (towards zero) and rest, as Decimal's // and % have them. */
export function remainder(a: Digits, b: Digits): { quotient: Digits; rest: Digits } {
  if (b.coefficient === 0n) throw new PyError('ZeroDivisionError', 'division by zero');
  const exponent = Math.min(a.exponent, b.exponent);
  const [left, right] = [shifted(a, exponent), shifted(b, exponent)];
  return {
    quotient: { coefficient: left / right, exponent: 0 },
    rest: { coefficient: left % right, exponent },
  };
}

/** a to a whole power. */
export function normalPower(a: Digits, b: Digits): Digits {
  const power = b.exponent >= 0 ? Number(b.coefficient) * 10 ** b.exponent : Number.NaN;
  if (!Number.isInteger(power) || Math.abs(power) > 10_000)
    throw new PyError('ValueError', 'power out of range for Decimal');
  const size = {
    coefficient: a.coefficient ** BigInt(Math.abs(power)),
    exponent: a.exponent * Math.abs(power),
  };
  return power < 0 ? divide({ coefficient: 1n, exponent: 0 }, size) : size;
}

/** Cut to Python's precision, half to even. */
export function rounded(value: Digits): Digits {
  const over = length(value.coefficient) - PRECISION;
  if (over <= 0) return value;
  const size = roundedQuotient(positive(value.coefficient), 10n ** BigInt(over));
  return { coefficient: value.coefficient < 0n ? -size : size, exponent: value.exponent + over };
}

const shifted = (value: Digits, exponent: number): bigint =>
  value.coefficient * 10n ** BigInt(value.exponent - exponent);

const positive = (value: bigint): bigint => (value < 0n ? -value : value);

const length = (value: bigint): number => positive(value).toString().length;

/** Without zeros at the end, down to the exponent an exact result would have. */
function trimmed(value: Digits, ideal: number): Digits {
  let { coefficient, exponent } = value;
  while (coefficient !== 0n && exponent < ideal && coefficient % 10n === 0n) {
    coefficient /= 10n;
    exponent += 1;
  }
  return { coefficient, exponent };
}

/** Without zeros at the end. */
export const shortest = (value: Digits): Digits => trimmed(value, Number.POSITIVE_INFINITY);

/** With exactly so many places after the point, rounded half to even. */
export function fixedText(value: Digits, places: number): string {
  const over = -places - value.exponent;
  const size = positive(value.coefficient);
  const scaled = over > 0 ? roundedQuotient(size, 10n ** BigInt(over)) : size * 10n ** BigInt(-over);
  return `${value.coefficient < 0n ? '-' : ''}${withPoint(scaled.toString(), places)}`;
}
