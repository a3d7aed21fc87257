/** strptime: a text in a format → the parts of a moment. */
import { quoted } from '../print.ts';
import { PyError } from '../value.ts';
import { dateOf, daysOf, type Fields } from './calendar.ts';
import { DAYS, MONTHS } from './strftime.ts';

const names = (list: readonly string[], length?: number): string =>
  list.map((name) => (length === undefined ? name : name.slice(0, length))).join('|');

const PATTERNS: ReadonlyMap<string, string> = new Map([
  ['d', '3[01]|[12]\\d|0[1-9]|[1-9]| [1-9]'],
  ['f', '\\d{1,6}'],
  ['H', '2[0-3]|[01]\\d|\\d'],
  ['I', '1[0-2]|0[1-9]|[1-9]'],
  ['j', '36[0-6]|3[0-5]\\d|[12]\\d\\d|0[1-9]\\d|00[1-9]|[1-9]\\d|0[1-9]|[1-9]'],
  ['m', '1[0-2]|0[1-9]|[1-9]'],
  ['M', '[0-5]\\d|\\d'],
  ['S', '6[01]|[0-5]\\d|\\d'],
  ['w', '[0-6]'],
  ['y', '\\d\\d'],
  ['Y', '\\d\\d\\d\\d'],
  ['z', '[+-]\\d\\d:?[0-5]\\d(?::?[0-5]\\d(?:\\.\\d{1,6})?)?|Z|z'],
  ['Z', 'utc|gmt|UTC|GMT|[A-Z]{3,4}'],
  ['a', names(DAYS, 3)],
  ['A', names(DAYS)],
  ['b', names(MONTHS, 3)],
  ['B', names(MONTHS)],
  ['p', 'am|pm'],
  ['u', '[1-7]'],
  ['U', '5[0-3]|[0-4]\\d|\\d'],
  ['W', '5[0-3]|[0-4]\\d|\\d'],
  ['G', '\\d\\d\\d\\d'],
  ['V', '5[0-3]|0[1-9]|[1-4]\\d|\\d'],
]);
const SHORTCUTS: ReadonlyMap<string, string> = new Map([
  ['c', '%a %b %d %H:%M:%S %Y'],
  ['x', '%m/%d/%y'],
  ['X', '%H:%M:%S'],
]);

/** What was read: the moment's parts, and its offset from UTC in microseconds if the text has one. */
export interface Parsed {
  readonly fields: Fields;
  readonly offset: bigint | undefined;
}

/** Reads a text; a PyError (ValueError) in Python's words when it does not fit the format. */
export function strptime(text: string, format: string): Parsed {
  const keys: string[] = [];
  const match = new RegExp(`^${pattern(format, keys)}`, 'i').exec(text);
  if (!match) {
    throw new PyError('ValueError', `time data ${quoted(text)} does not match format ${quoted(format)}`);
  }
  if (match[0].length !== text.length) {
    throw new PyError('ValueError', `unconverted data remains: ${text.slice(match[0].length)}`);
  }
  return assemble(new Map(keys.map((key, i) => [key, match[i + 1] ?? ''] as const)));
}

function pattern(format: string, keys: string[]): string {
  const whole = format.replace(/%([cxX])/g, (_m, letter: string) => SHORTCUTS.get(letter) ?? '');
  return whole.replace(
    /%(.)|(\s+)|([\\.^$*+?()[\]{}|])/g,
    (_m, letter?: string, space?: string, special?: string) => {
      if (special !== undefined) return `\\${special}`;
      if (space !== undefined) return '\\s+';
      if (letter === '%' || letter === undefined) return '%';
      const part = PATTERNS.get(letter);
      if (part === undefined)
        throw new PyError('ValueError', `'${letter}' is a bad directive in format ${quoted(format)}`);
      keys.push(letter);
      return `(${part})`;
    },
  );
}

function assemble(parts: ReadonlyMap<string, string>): Parsed {
  const number = (key: string, otherwise: number): number => {
    const text = parts.get(key);
    return text === undefined ? otherwise : Number(text);
  };
  const [month, day] = monthAndDay(parts, yearOf(parts), number);
  const fields: Fields = {
    year: yearOf(parts),
    month,
    day,
    hour: hourOf(parts, number),
    minute: number('M', 0),
    second: number('S', 0),
    microsecond: Number((parts.get('f') ?? '').padEnd(6, '0')),
  };
  const zone = parts.get('z');
  return { fields, offset: zone === undefined ? undefined : offsetOf(zone) };
}

function yearOf(parts: ReadonlyMap<string, string>): number {
  const short = parts.get('y');
  if (short === undefined) return Number(parts.get('Y') ?? 1900);
  return Number(short) + (Number(short) < 69 ? 2000 : 1900);
}

function monthAndDay(
  parts: ReadonlyMap<string, string>,
  year: number,
  number: (key: string, otherwise: number) => number,
): [month: number, day: number] {
  const ordinal = parts.get('j');
  if (ordinal !== undefined && !parts.has('d')) {
    const [, month, day] = dateOf(daysOf(year, 1, 1) + Number(ordinal) - 1);
    return [month, day];
  }
  const name = (parts.get('B') ?? parts.get('b') ?? '').toLowerCase();
  const month = name === '' ? number('m', 1) : MONTHS.findIndex((m) => m.toLowerCase().startsWith(name)) + 1;
  return [month, number('d', 1)];
}

function hourOf(
  parts: ReadonlyMap<string, string>,
  number: (key: string, otherwise: number) => number,
): number {
  if (!parts.has('I')) return number('H', 0);
  const hour = number('I', 12) % 12;
  return (parts.get('p') ?? '').toLowerCase() === 'pm' ? hour + 12 : hour;
}

/** '+01:30' in microseconds. */
export function offsetOf(text: string): bigint {
  if (/^z$/i.test(text)) return 0n;
  const [, sign, hours, minutes, seconds = '0', fraction = ''] =
    /^([+-])(\d\d):?(\d\d)(?::?(\d\d)(?:[.,](\d+))?)?$/.exec(text) ?? [];
  const total = BigInt(Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1_000_000n;
  const size = total + BigInt(fraction.slice(0, 6).padEnd(6, '0'));
  return sign === '-' ? -size : size;
}
