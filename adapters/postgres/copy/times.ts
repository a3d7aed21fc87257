import { type CellWriter, REFUSED } from './cell-writer.ts';

const [ZERO, MINUS] = [48, 45];
const [DATE_LENGTH, TIMESTAMP_LENGTH] = [10, 19];
const MONTH_DAYS = [0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
/** Days from 0000-03-01, where years that end with February begin, to 2000-01-01, where Postgres does. */
const EPOCH = 730_425;
/** What may follow a timestamp without zone: a fraction of a second, and an offset, which does not count. */
const REST = /^(?:\.(\d{1,6}))?(?:[+-](?:0\d|1[0-4]):[0-5]\d)?$/;

/** `date`: days since 2000 */
export const writeDate: CellWriter = (bytes, start, end, { view }, at) => {
  const day = end - start === DATE_LENGTH ? dayNumber(bytes, start) : Number.NaN;
  if (Number.isNaN(day)) return REFUSED;
  view.setInt32(at, day);
  return 4;
};

/** `timestamp without time zone`: microseconds since 2000 */
export const writeTimestamp: CellWriter = (bytes, start, end, { view }, at) => {
  if (end - start < TIMESTAMP_LENGTH) return REFUSED;
  const seconds = dayNumber(bytes, start) * 86_400 + secondOfDay(bytes, start + DATE_LENGTH);
  const rest = REST.exec(bytes.toString('latin1', start + TIMESTAMP_LENGTH, end));
  if (Number.isNaN(seconds) || rest === null) return REFUSED;
  view.setBigInt64(at, BigInt(seconds) * 1_000_000n + BigInt((rest[1] ?? '').padEnd(6, '0')));
  return 8;
};

/** `2024-01-05` in days since 2000; NaN for what is no day. */
function dayNumber(bytes: Buffer, at: number): number {
  if (bytes[at + 4] !== MINUS || bytes[at + 7] !== MINUS) return Number.NaN;
  const year = pair(bytes, at) * 100 + pair(bytes, at + 2);
  const month = pair(bytes, at + 5);
  const day = pair(bytes, at + 8);
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const last = month === 2 && !isLeap ? 28 : (MONTH_DAYS[month] ?? 0);
  if (!(year >= 1 && day >= 1 && day <= last)) return Number.NaN;
  const ended = month > 2 ? year : year - 1;
  const leapDays = Math.floor(ended / 4) - Math.floor(ended / 100) + Math.floor(ended / 400);
  const sinceMarch = Math.floor((153 * ((month + 9) % 12) + 2) / 5);
  return ended * 365 + leapDays + sinceMarch + day - 1 - EPOCH;
}

/** ` 10:20:30` in seconds; NaN for what is no time of day. */
function secondOfDay(bytes: Buffer, at: number): number {
  const [hour, minute, second] = [pair(bytes, at + 1), pair(bytes, at + 4), pair(bytes, at + 7)];
  const isTime = hour < 24 && minute < 60 && second < 60;
  const hasSigns = bytes[at] === 32 && bytes[at + 3] === 58 && bytes[at + 6] === 58;
  return isTime && hasSigns ? hour * 3600 + minute * 60 + second : Number.NaN;
}

/** Two digits as a number, or NaN. */
function pair(bytes: Buffer, at: number): number {
  const tens = (bytes[at] ?? 0) - ZERO;
  const ones = (bytes[at + 1] ?? 0) - ZERO;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}
