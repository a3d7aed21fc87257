import { type CellWriter, REFUSED } from './cell-writer.ts';

const [ZERO, MINUS, POINT] = [48, 45, 46];
/** As many digits as every number of them is exact. */
const SAFE_DIGITS = 15;

/** Plain digits with or without a minus, at most SAFE_DIGITS; NaN for all else. */
function wholeNumber(bytes: Buffer, start: number, end: number): number {
  const isNegative = bytes[start] === MINUS;
  const first = isNegative ? start + 1 : start;
  if (first >= end || end - first > SAFE_DIGITS) return Number.NaN;
  let value = 0;
  for (let at = first; at < end; at++) {
    const digit = (bytes[at] ?? 0) - ZERO;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  return isNegative ? -value : value;
}

/** `smallint` */
export const writeInt2: CellWriter = (bytes, start, end, { view }, at) => {
  const value = wholeNumber(bytes, start, end);
  if (!(value >= -32_768 && value <= 32_767)) return REFUSED;
  view.setInt16(at, value);
  return 2;
};

/** `integer` */
export const writeInt4: CellWriter = (bytes, start, end, { view }, at) => {
  const value = wholeNumber(bytes, start, end);
  if (!(value >= -2_147_483_648 && value <= 2_147_483_647)) return REFUSED;
  view.setInt32(at, value);
  return 4;
};

/** `bigint` */
export const writeInt8: CellWriter = (bytes, start, end, { view }, at) => {
  const value = wholeNumber(bytes, start, end);
  if (!Number.isNaN(value)) {
    view.setInt32(at, Math.floor(value / 2 ** 32));
    view.setUint32(at + 4, value >>> 0);
    return 8;
  }
  const text = bytes.toString('latin1', start, end);
  if (!/^-?\d{1,19}$/.test(text) || BigInt.asIntN(64, BigInt(text)) !== BigInt(text)) return REFUSED;
  view.setBigInt64(at, BigInt(text));
  return 8;
};

/** `double precision` */
export const writeFloat8: CellWriter = (bytes, start, end, { view }, at) => {
  const value = decimal(bytes, start, end);
  if (value === undefined) return REFUSED;
  view.setFloat64(at, value);
  return 8;
};

/** The nearest number: a quotient of two exact ones is that, and so is what JavaScript reads. */
function decimal(bytes: Buffer, start: number, end: number): number | undefined {
  const isNegative = bytes[start] === MINUS;
  const first = isNegative ? start + 1 : start;
  let digits = 0;
  let point = end;
  for (let at = first; at < end; at++) {
    const digit = (bytes[at] ?? 0) - ZERO;
    if (digit >= 0 && digit <= 9) digits = digits * 10 + digit;
    else if (bytes[at] === POINT && point === end) point = at;
    else return special(bytes.toString('latin1', start, end));
  }
  const hasDigit = end - first > (point < end ? 1 : 0);
  if (!hasDigit || end - first > SAFE_DIGITS) return long(bytes.toString('latin1', start, end));
  const value = digits / (POWERS[Math.max(end - point - 1, 0)] ?? 1);
  return isNegative ? -value : value;
}

const POWERS = Array.from({ length: SAFE_DIGITS + 1 }, (_, power) => 10 ** power);

const special = (text: string): number | undefined =>
  text === 'NaN' || text === 'Infinity' || text === '-Infinity' ? Number(text) : undefined;

/** Too large and too small numbers are errors of the server. */
function long(text: string): number | undefined {
  const value = /\d/.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(value) && (value !== 0 || !/[1-9]/.test(text)) ? value : undefined;
}
