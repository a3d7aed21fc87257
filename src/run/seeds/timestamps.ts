const DATE = /^(\d{4})-(1[0-2]|0[1-9]|[1-9])-(3[01]|[12]\d|0[1-9]|[1-9]| [1-9])$/;
const DATE_TIME = /^(\S+)\s+(2[0-3]|[01]\d|\d):([0-5]\d|\d):([0-5]\d|\d)$/;

/** `2024-1-5` → `2024-01-05`; null for what is no date of that form. */
export function seedDate(text: string): string | null {
  const match = DATE.exec(text);
  return match && dateText(Number(match[1]), Number(match[2]), Number(match[3]));
}

/** `2024-1-5 1:02:03` → `2024-01-05 01:02:03`, or null. */
export function seedTimestamp(text: string): string | null {
  const match = DATE_TIME.exec(text);
  const date = match && seedDate(match[1] ?? '');
  return (
    match && date && `${date} ${[match[2], match[3], match[4]].map((part) => two(Number(part))).join(':')}`
  );
}

/** ISO 8601 with a `T`, also in its short forms (`20240105T1030Z`, `2024-W01-5T10`), or null. */
export function isoTimestamp(text: string): string | null {
  const [date, time, more] = text.split('T');
  if (date === undefined || time === undefined || more !== undefined) return null;
  const day = isoDate(date);
  const clock = isoTime(time);
  return day && clock && `${day} ${clock}`;
}

const two = (value: number): string => (value < 10 ? `0${value}` : String(value));

function dateText(year: number, month: number, day: number): string | null {
  const valid = year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
  return valid ? `${year < 1000 ? String(year).padStart(4, '0') : year}-${two(month)}-${two(day)}` : null;
}

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

const daysIn = (year: number, month: number): number =>
  month === 2 && isLeap(year) ? 29 : (DAYS[month - 1] ?? 0);

const ISO_DATES: readonly (readonly [RegExp, (parts: readonly number[]) => string | null])[] = [
  [/^(\d{4})(-?)(\d{2})\2(\d{2})$/, ([y = 0, m = 0, d = 0]) => dateText(y, m, d)],
  [/^(\d{4})(-?)W(\d{2})\2(\d)$/, ([y = 0, w = 0, d = 0]) => weekDate(y, w, d)],
  [/^(\d{4})-?(\d{3})$/, ([y = 0, d = 0]) => ordinalDate(y, d)],
  [/^(\d{4})-?W(\d{2})$/, ([y = 0, w = 0]) => weekDate(y, w, 1)],
  [/^(\d{4})-?(\d{2})$/, ([y = 0, m = 0]) => dateText(y, m, 1)],
  [/^(\d{4})$/, ([y = 0]) => dateText(y, 1, 1)],
  [/^(\d{2})$/, ([c = 0]) => dateText(c * 100 + 1, 1, 1)],
];

const isDigits = (part: string): boolean => part !== '' && part !== '-';

function isoDate(text: string): string | null {
  for (const [pattern, make] of ISO_DATES) {
    const match = pattern.exec(text);
    if (match) return make(match.slice(1).filter(isDigits).map(Number));
  }
  return null;
}

function weekDate(year: number, week: number, day: number): string | null {
  if (week < 1 || week > 53 || day < 1 || day > 7) return null;
  const fourth = new Date(Date.UTC(year, 0, 4));
  const weekday = fourth.getUTCDay() || 7;
  return dayOf(new Date(Date.UTC(year, 0, 4 - weekday + 1 + (week - 1) * 7 + day - 1)));
}

const ordinalDate = (year: number, day: number): string | null =>
  day < 1 || day > 366 ? null : dayOf(new Date(Date.UTC(year, 0, day)));

const dayOf = (date: Date): string | null =>
  dateText(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate());

const ISO_TIME = /^(\d{2})(?:(:?)(\d{2})(?:\2(\d{2}))?)?(?:[.,](\d+))?(Z|([+-]\d{2})(?::?(\d{2}))?)?$/;

function isoTime(text: string): string | null {
  const match = ISO_TIME.exec(text);
  if (!match) return null;
  const [, hour = '0', , minute, second, fraction = '', zone, zoneHour, zoneMinute = '00'] = match;
  // A fraction belongs to the smallest part that is written: 10.5 is half past ten.
  const unit = second !== undefined ? 1 : minute !== undefined ? 60 : 3600;
  const rest = fraction === '' ? 0 : Math.floor(Number(`0.${fraction}`) * unit * 1e6);
  const micros = (Number(hour) * 3600 + Number(minute ?? 0) * 60 + Number(second ?? 0)) * 1e6 + rest;
  if (Number(hour) > 23 || Number(minute ?? 0) > 59 || Number(second ?? 0) > 59) return null;
  const offset = zone === undefined ? '' : zone === 'Z' ? '+00:00' : `${zoneHour}:${zoneMinute}`;
  return clockText(micros) + offset;
}

function clockText(micros: number): string {
  const seconds = Math.floor(micros / 1e6);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(two).join(':');
  const left = micros % 1e6;
  return left === 0 ? parts : `${parts}.${String(left).padStart(6, '0')}`;
}
