/** strftime: a moment as text. */
import { daysOf, digits, type Fields, isoCalendar, weekdayOf, yearDayOf } from './calendar.ts';

/** Names of the days, from Monday. */
export const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
/** Names of the months. */
export const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** The zone of a moment as strftime shows it: '+0100' and 'CET', or '' and ''. */
export interface ZoneText {
  readonly offset: string;
  readonly name: string;
}

type Directive = (at: Fields, zone: ZoneText) => string;

const weekday = (at: Fields): number => weekdayOf(at.year, at.month, at.day);
const yearDay = (at: Fields): number => yearDayOf(at.year, at.month, at.day);
const hour12 = (at: Fields): number => (at.hour % 12 === 0 ? 12 : at.hour % 12);
const iso = (at: Fields): [number, number, number] => isoCalendar(at.year, at.month, at.day);

const DIRECTIVES: Readonly<Record<string, Directive>> = {
  a: (at) => (DAYS[weekday(at)] ?? '').slice(0, 3),
  A: (at) => DAYS[weekday(at)] ?? '',
  b: (at) => (MONTHS[at.month - 1] ?? '').slice(0, 3),
  B: (at) => MONTHS[at.month - 1] ?? '',
  c: (at, zone) => strftime(at, `%a %b %e %H:%M:%S %Y`, zone),
  C: (at) => digits(Math.floor(at.year / 100)),
  d: (at) => digits(at.day),
  D: (at, zone) => strftime(at, '%m/%d/%y', zone),
  e: (at) => String(at.day).padStart(2),
  f: (at) => digits(at.microsecond, 6),
  F: (at, zone) => strftime(at, '%Y-%m-%d', zone),
  G: (at) => digits(iso(at)[0], 4),
  g: (at) => digits(iso(at)[0] % 100),
  h: (at) => (MONTHS[at.month - 1] ?? '').slice(0, 3),
  H: (at) => digits(at.hour),
  I: (at) => digits(hour12(at)),
  j: (at) => digits(yearDay(at), 3),
  k: (at) => String(at.hour).padStart(2),
  l: (at) => String(hour12(at)).padStart(2),
  m: (at) => digits(at.month),
  M: (at) => digits(at.minute),
  n: () => '\n',
  p: (at) => (at.hour < 12 ? 'AM' : 'PM'),
  P: (at) => (at.hour < 12 ? 'am' : 'pm'),
  r: (at, zone) => strftime(at, '%I:%M:%S %p', zone),
  R: (at, zone) => strftime(at, '%H:%M', zone),
  s: (at) => String(daysOf(at.year, at.month, at.day) * 86_400 + at.hour * 3600 + at.minute * 60 + at.second),
  S: (at) => digits(at.second),
  t: () => '\t',
  T: (at, zone) => strftime(at, '%H:%M:%S', zone),
  u: (at) => String(weekday(at) + 1),
  U: (at) => digits(Math.floor((yearDay(at) + 6 - ((weekday(at) + 1) % 7)) / 7)),
  V: (at) => digits(iso(at)[1]),
  w: (at) => String((weekday(at) + 1) % 7),
  W: (at) => digits(Math.floor((yearDay(at) + 6 - weekday(at)) / 7)),
  x: (at, zone) => strftime(at, '%m/%d/%y', zone),
  X: (at, zone) => strftime(at, '%H:%M:%S', zone),
  y: (at) => digits(at.year % 100),
  Y: (at) => String(at.year),
  z: (_at, zone) => zone.offset,
  Z: (_at, zone) => zone.name,
  '%': () => '%',
};
const TABLE: ReadonlyMap<string, Directive> = new Map(Object.entries(DIRECTIVES));

/** The moment in a format; `%-d` drops leading zeros, unknown directives stay as they are. */
export function strftime(at: Fields, format: string, zone: ZoneText): string {
  return format.replace(/%([-_0^#]?)([a-zA-Z%])/g, (whole, flag: string, letter: string) => {
    const text = TABLE.get(letter)?.(at, zone);
    if (text === undefined) return whole;
    if (flag === '-') return text.replace(/^[0 ]+(?=.)/, '');
    if (flag === '_') return text.replace(/^0+(?=.)/, (zeros) => ' '.repeat(zeros.length));
    if (flag === '0') return text.replace(/^ +/, (spaces) => '0'.repeat(spaces.length));
    return flag === '^' ? text.toUpperCase() : text;
  });
}
