/** Days and microseconds: the arithmetic below datetime. */
import { PyError } from '../value.ts';

/** Microseconds in a day. */
export const DAY = 86_400_000_000n;
/** Days from 0001-01-01 (day 1 in Python's count) to 1970-01-01. */
const EPOCH_ORDINAL = 719_163;

/** The date and time of day of a moment that knows no zone. */
export interface Fields {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly microsecond: number;
}

/** Days since 1970-01-01. */
export function daysOf(year: number, month: number, day: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return Math.round(date.getTime() / 86_400_000);
}

/** Python's ordinal of a date: 1 for 0001-01-01. */
export const ordinalOf = (year: number, month: number, day: number): number =>
  daysOf(year, month, day) + EPOCH_ORDINAL;

/** The date so many days after 1970-01-01; a PyError (OverflowError) outside of the years 1 to 9999. */
export function dateOf(days: number): [year: number, month: number, day: number] {
  const date = new Date(days * 86_400_000);
  const year = date.getUTCFullYear();
  if (!(year >= 1 && year <= 9999)) throw new PyError('OverflowError', 'date value out of range');
  return [year, date.getUTCMonth() + 1, date.getUTCDate()];
}

/** The date with a Python ordinal. */
export const fromOrdinal = (ordinal: number): [year: number, month: number, day: number] =>
  dateOf(ordinal - EPOCH_ORDINAL);

/** Microseconds since 1970-01-01 of fields taken as UTC. */
export function microsOf(fields: Fields): bigint {
  const seconds = fields.hour * 3600 + fields.minute * 60 + fields.second;
  return (
    BigInt(daysOf(fields.year, fields.month, fields.day)) * DAY +
    BigInt(seconds) * 1_000_000n +
    BigInt(fields.microsecond)
  );
}

/** The fields, in UTC, of so many microseconds since 1970-01-01. */
export function fieldsOf(micros: bigint): Fields {
  const days = floorDivide(micros, DAY);
  const [year, month, day] = dateOf(Number(days));
  return { year, month, day, ...timeOf(micros - days * DAY) };
}

/** The time of day so many microseconds after midnight. */
export function timeOf(micros: bigint): Pick<Fields, 'hour' | 'minute' | 'second' | 'microsecond'> {
  const seconds = Number(micros / 1_000_000n);
  return {
    hour: Math.floor(seconds / 3600),
    minute: Math.floor(seconds / 60) % 60,
    second: seconds % 60,
    microsecond: Number(micros % 1_000_000n),
  };
}

/** a // b for bigints. */
export function floorDivide(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient;
}

/** Day of the week, 0 for Monday. */
export const weekdayOf = (year: number, month: number, day: number): number =>
  (daysOf(year, month, day) + 3 + 7 * 200_000) % 7;

/** Day of the year, from 1. */
export const yearDayOf = (year: number, month: number, day: number): number =>
  daysOf(year, month, day) - daysOf(year, 1, 1) + 1;

/** Year, week and weekday of ISO 8601. */
export function isoCalendar(
  year: number,
  month: number,
  day: number,
): [year: number, week: number, weekday: number] {
  const weekday = weekdayOf(year, month, day);
  const thursday = daysOf(year, month, day) - weekday + 3;
  const isoYear = new Date(thursday * 86_400_000).getUTCFullYear();
  return [isoYear, Math.floor((thursday - daysOf(isoYear, 1, 1)) / 7) + 1, weekday + 1];
}

/** Checks the parts of a date; a PyError (ValueError) in Python's words. */
export function checkDate(year: number, month: number, day: number): void {
  if (year < 1 || year > 9999) throw new PyError('ValueError', `year ${year} is out of range`);
  if (month < 1 || month > 12) throw new PyError('ValueError', 'month must be in 1..12');
  const last = new Date(Date.UTC(year < 100 ? year + 400 : year, month, 0)).getUTCDate();
  if (day < 1 || day > last) throw new PyError('ValueError', 'day is out of range for month');
}

/** Checks the parts of a time; a PyError (ValueError) in Python's words. */
export function checkTime(hour: number, minute: number, second: number, microsecond: number): void {
  if (hour < 0 || hour > 23) throw new PyError('ValueError', 'hour must be in 0..23');
  if (minute < 0 || minute > 59) throw new PyError('ValueError', 'minute must be in 0..59');
  if (second < 0 || second > 59) throw new PyError('ValueError', 'second must be in 0..59');
  if (microsecond < 0 || microsecond > 999_999)
    throw new PyError('ValueError', 'microsecond must be in 0..999999');
}

/** A number with leading zeros. */
export const digits = (value: number, width = 2): string => String(value).padStart(width, '0');
