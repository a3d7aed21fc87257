/** datetime.date. */
import { hostFunction } from '../call.ts';
import { pyClass } from '../class.ts';
import { asIndex } from '../numbers.ts';
import { quoted, str } from '../print.ts';
import { PyError, PyObject, PyTuple, type Value } from '../value.ts';
import {
  checkDate,
  DAY,
  dateOf,
  daysOf,
  digits,
  type Fields,
  floorDivide,
  fromOrdinal,
  isoCalendar,
  ordinalOf,
  weekdayOf,
} from './calendar.ts';
import { strftime } from './strftime.ts';
import { TimeDelta } from './timedelta.ts';

const MIDNIGHT = { hour: 0, minute: 0, second: 0, microsecond: 0 };

/** A day of the calendar. */
export class PyDate extends PyObject {
  readonly typeName: string = 'datetime.date';
  readonly year: number;
  readonly month: number;
  readonly day: number;
  constructor(year: number, month: number, day: number) {
    super();
    checkDate(year, month, day);
    this.year = year;
    this.month = month;
    this.day = day;
  }
  fields(): Fields {
    return { year: this.year, month: this.month, day: this.day, ...MIDNIGHT };
  }
  isoDate(): string {
    return `${digits(this.year, 4)}-${digits(this.month)}-${digits(this.day)}`;
  }
  override attribute(name: string): Value | undefined {
    if (name === 'year') return this.year;
    if (name === 'month') return this.month;
    if (name === 'day') return this.day;
    const method = METHODS.get(name);
    if (method) return hostFunction(name, [], () => method(this));
    if (name === 'strftime' || name === '__format__') {
      return hostFunction(name, ['format'], (spec) => (spec === '' ? '' : this.format(str(spec))));
    }
    if (name !== 'replace') return undefined;
    return hostFunction(name, ['year?', 'month?', 'day?'], (year, month, day) => {
      return new PyDate(asIndex(year ?? this.year), asIndex(month ?? this.month), asIndex(day ?? this.day));
    });
  }
  override format(spec: string): string {
    return spec === '' ? this.str() : strftime(this.fields(), spec, { offset: '', name: '' });
  }
  override equals(other: Value): boolean {
    return other instanceof PyDate && this.compare(other) === 0;
  }
  override hash(): unknown {
    return `\u0000date${this.isoDate()}`;
  }
  override compare(other: Value): number | undefined {
    if (!(other instanceof PyDate) || other.typeName !== this.typeName) return undefined;
    return daysOf(this.year, this.month, this.day) - daysOf(other.year, other.month, other.day);
  }
  override operate(operator: string, other: Value, reflected: boolean): Value | undefined {
    if (other instanceof TimeDelta && (operator === '+' || (operator === '-' && !reflected))) {
      const days = Number(floorDivide(other.micros, DAY));
      return new PyDate(
        ...dateOf(daysOf(this.year, this.month, this.day) + (operator === '+' ? days : -days)),
      );
    }
    if (operator !== '-' || reflected || !(other instanceof PyDate) || other.typeName !== this.typeName)
      return undefined;
    const days = daysOf(this.year, this.month, this.day) - daysOf(other.year, other.month, other.day);
    return new TimeDelta(BigInt(days) * DAY);
  }
  str(): string {
    return this.isoDate();
  }
  override repr(): string {
    return `datetime.date(${this.year}, ${this.month}, ${this.day})`;
  }
}

/** Methods of a date that take nothing; those of a datetime start from them. */
export const METHODS: ReadonlyMap<string, (self: PyDate) => Value> = new Map<string, (self: PyDate) => Value>(
  [
    ['isoformat', (self) => self.isoDate()],
    ['ctime', (self) => strftime(self.fields(), '%a %b %e %H:%M:%S %Y', { offset: '', name: '' })],
    ['weekday', (self) => weekdayOf(self.year, self.month, self.day)],
    ['isoweekday', (self) => weekdayOf(self.year, self.month, self.day) + 1],
    ['toordinal', (self) => ordinalOf(self.year, self.month, self.day)],
    ['isocalendar', (self) => new IsoCalendar(isoCalendar(self.year, self.month, self.day))],
  ],
);

class IsoCalendar extends PyTuple {
  override readonly names: readonly string[] = ['year', 'week', 'weekday'];
}

/** The day that a text of ISO 8601 names; a PyError (ValueError) when it names none. */
export function parseIsoDate(text: string): [year: number, month: number, day: number] {
  const week = /^(\d{4})-?W(\d\d)(?:-?([1-7]))?$/.exec(text);
  if (week) return weekDate(Number(week[1]), Number(week[2]), Number(week[3] ?? 1));
  const match = /^(\d{4})-(\d\d)-(\d\d)$|^(\d{4})(\d\d)(\d\d)$/.exec(text);
  if (!match) throw new PyError('ValueError', `Invalid isoformat string: ${quoted(text)}`);
  const [year = 0, month = 0, day = 0] = match
    .slice(1)
    .filter((part) => part !== undefined)
    .map(Number);
  return [year, month, day];
}

function weekDate(year: number, week: number, weekday: number): [year: number, month: number, day: number] {
  const first = daysOf(year, 1, 4) - weekdayOf(year, 1, 4);
  return dateOf(first + (week - 1) * 7 + weekday - 1);
}

/** Today by the clock of the machine. */
export function today(): PyDate {
  const now = new Date();
  return new PyDate(now.getFullYear(), now.getMonth() + 1, now.getDate());
}

const make = (year: Value, month: Value, day: Value): PyDate =>
  new PyDate(asIndex(year), asIndex(month), asIndex(day));

/** The class date. */
export const dateClass = pyClass('datetime.date', ['year', 'month', 'day'], make, {
  today: hostFunction('today', [], () => today()),
  fromisoformat: hostFunction(
    'fromisoformat',
    ['date_string'],
    (text) => new PyDate(...parseIsoDate(str(text))),
  ),
  fromordinal: hostFunction(
    'fromordinal',
    ['ordinal'],
    (ordinal) => new PyDate(...fromOrdinal(asIndex(ordinal))),
  ),
  fromtimestamp: hostFunction('fromtimestamp', ['timestamp'], (stamp) => {
    const at = new Date(Number(str(stamp)) * 1000);
    return new PyDate(at.getFullYear(), at.getMonth() + 1, at.getDate());
  }),
  min: new PyDate(1, 1, 1),
  max: new PyDate(9999, 12, 31),
});
