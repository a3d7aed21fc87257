/** datetime.datetime, and the module with its kin. */
import { hostFunction } from '../call.ts';
import { pyClass } from '../class.ts';
import { asIndex, float, isNumber, toNumber } from '../numbers.ts';
import { quoted, str } from '../print.ts';
import { type HostFunction, PyDict, PyError, PyTuple, type Value } from '../value.ts';
import { checkTime, DAY, type Fields, fieldsOf, fromOrdinal, microsOf, yearDayOf } from './calendar.ts';
import { dateClass, METHODS, PyDate, parseIsoDate } from './date.ts';
import { strftime } from './strftime.ts';
import { strptime } from './strptime.ts';
import { asZone, isoTime, PyTime, parseIsoTime, type TimeFields, timeClass } from './time.ts';
import { TimeDelta, timeDeltaClass } from './timedelta.ts';
import { fixedOffset, offsetText, UTC, type Zone } from './timezone.ts';

/** A moment: a date, a time of day, and a zone if it has one. */
export class PyDateTime extends PyDate {
  override readonly typeName = 'datetime.datetime';
  readonly time: TimeFields;
  readonly zone: Zone | null;
  constructor(at: Fields, zone: Zone | null = null) {
    super(at.year, at.month, at.day);
    checkTime(at.hour, at.minute, at.second, at.microsecond);
    this.time = { hour: at.hour, minute: at.minute, second: at.second, microsecond: at.microsecond };
    this.zone = zone;
  }
  override fields(): Fields {
    return { year: this.year, month: this.month, day: this.day, ...this.time };
  }
  /** Microseconds since 1970 by its own clock. */
  local(): bigint {
    return microsOf(this.fields());
  }
  /** Offset from UTC in microseconds, undefined without a zone. */
  offset(): bigint | undefined {
    return this.zone?.offsetOn(this.local());
  }
  /** Microseconds since 1970 in UTC; without a zone by the machine's clock. */
  utc(): bigint {
    const offset = this.offset();
    return offset === undefined ? this.local() - machineOffset(this.fields()) : this.local() - offset;
  }
  override attribute(name: string): Value | undefined {
    const part = new Map<string, Value>([
      ...Object.entries(this.time),
      ['tzinfo', this.zone],
      ['fold', 0],
    ]).get(name);
    if (part !== undefined) return part;
    return METHODS_OF_DATETIME.get(name)?.(this, name) ?? super.attribute(name);
  }
  override format(spec: string): string {
    if (spec === '') return this.str();
    const offset = this.offset();
    const zone = {
      offset: offset === undefined ? '' : offsetText(offset, false),
      name: this.zone && offset !== undefined ? this.zone.nameAt(this.local() - offset) : '',
    };
    return strftime(this.fields(), spec, zone);
  }
  override equals(other: Value): boolean {
    return (
      other instanceof PyDateTime &&
      (other.zone === null) === (this.zone === null) &&
      this.compare(other) === 0
    );
  }
  override hash(): unknown {
    return `\u0000datetime${this.zone ? `${this.utc()}Z` : this.local()}`;
  }
  override compare(other: Value): number | undefined {
    if (!(other instanceof PyDateTime)) return undefined;
    this.#sameKind(other, 'compare');
    const [a, b] = this.zone ? [this.utc(), other.utc()] : [this.local(), other.local()];
    return a < b ? -1 : a > b ? 1 : 0;
  }
  #sameKind(other: PyDateTime, verb: string): void {
    if ((other.zone === null) === (this.zone === null)) return;
    throw new PyError('TypeError', `can't ${verb} offset-naive and offset-aware datetimes`);
  }
  override operate(operator: string, other: Value, reflected: boolean): Value | undefined {
    if (other instanceof TimeDelta && (operator === '+' || (operator === '-' && !reflected))) {
      return new PyDateTime(
        fieldsOf(this.local() + (operator === '+' ? other.micros : -other.micros)),
        this.zone,
      );
    }
    if (operator !== '-' || reflected || !(other instanceof PyDateTime)) return undefined;
    this.#sameKind(other, 'subtract');
    return new TimeDelta(this.zone ? this.utc() - other.utc() : this.local() - other.local());
  }
  /** ISO 8601 with a separator between date and time. */
  iso(separator: string, timespec: string): string {
    const offset = this.offset();
    return (
      this.isoDate() +
      separator +
      isoTime(this.time, timespec) +
      (offset === undefined ? '' : offsetText(offset))
    );
  }
  override str(): string {
    return this.iso(' ', 'auto');
  }
  override repr(): string {
    const { hour, minute, second, microsecond } = this.time;
    const tail = microsecond ? [second, microsecond] : second ? [second] : [];
    const zone = this.zone ? [`tzinfo=${this.zone.repr()}`] : [];
    return `datetime.datetime(${[this.year, this.month, this.day, hour, minute, ...tail, ...zone].join(', ')})`;
  }
  /** The same moment by the clock of a zone. */
  in(zone: Zone): PyDateTime {
    const utc = this.utc();
    return new PyDateTime(fieldsOf(utc + zone.offsetAt(utc)), zone.fixedAt(utc));
  }
}

function machineOffset(at: Fields): bigint {
  const local = new Date(at.year, at.month - 1, at.day, at.hour, at.minute, at.second);
  return BigInt(-local.getTimezoneOffset()) * 60_000_000n;
}

type Method = (self: PyDateTime, name: string) => HostFunction;
const simple =
  (run: (self: PyDateTime) => Value): Method =>
  (self, name) =>
    hostFunction(name, [], () => run(self));

const PARTS = ['year?', 'month?', 'day?', 'hour?', 'minute?', 'second?', 'microsecond?'] as const;

function replaced(self: PyDateTime, name: string): HostFunction {
  return hostFunction(name, [...PARTS, 'tzinfo?', 'fold?'], (...values) => {
    const zone = values[7];
    const old = self.fields();
    const number = (i: number, otherwise: number): number => asIndex(valueAt(values, i) ?? otherwise);
    const at: Fields = {
      year: number(0, old.year),
      month: number(1, old.month),
      day: number(2, old.day),
      hour: number(3, old.hour),
      minute: number(4, old.minute),
      second: number(5, old.second),
      microsecond: number(6, old.microsecond),
    };
    return new PyDateTime(at, zone === undefined ? self.zone : asZone(zone));
  });
}

/** One of the values that come before the call's own arguments. */
const valueAt = (values: readonly unknown[], i: number): Value | undefined => {
  const value = values[i];
  return typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean'
    ? value
    : undefined;
};

const METHODS_OF_DATETIME: ReadonlyMap<string, Method> = new Map<string, Method>([
  ['date', simple((self) => new PyDate(self.year, self.month, self.day))],
  ['time', simple((self) => new PyTime(self.time))],
  ['timetz', simple((self) => new PyTime(self.time, self.zone))],
  ['timestamp', simple((self) => float(Number(self.utc()) / 1_000_000))],
  ['utcoffset', simple((self) => deltaOrNone(self.offset()))],
  ['tzname', simple((self) => (self.zone ? self.zone.nameAt(self.utc()) : null))],
  ['ctime', simple((self) => self.format('%a %b %e %H:%M:%S %Y'))],
  ['timetuple', simple((self) => timeTuple(self))],
  ['replace', replaced],
  [
    'isoformat',
    (self, name) =>
      hostFunction(name, ['sep?', 'timespec?'], (sep, spec) =>
        self.iso(str(sep ?? 'T'), str(spec ?? 'auto')),
      ),
  ],
  ['astimezone', (self, name) => hostFunction(name, ['tz?'], (zone) => self.in(asZone(zone) ?? UTC))],
  ['isocalendar', (self, name) => hostFunction(name, [], () => METHODS.get('isocalendar')?.(self) ?? null)],
]);

const deltaOrNone = (offset: bigint | undefined): Value =>
  offset === undefined ? null : new TimeDelta(offset);

function timeTuple(self: PyDateTime): Value {
  const { hour, minute, second } = self.time;
  const weekday = METHODS.get('weekday')?.(self) ?? 0;
  const day = yearDayOf(self.year, self.month, self.day);
  return new PyTuple([self.year, self.month, self.day, hour, minute, second, weekday, day, -1]);
}

/** A moment of the host's clock (milliseconds since 1970) in a zone, UTC by default. */
export function dateTimeOf(millis: number, zone: Zone | null = UTC): PyDateTime {
  const utc = BigInt(Math.round(millis * 1000));
  if (zone) return new PyDateTime(fieldsOf(utc + zone.offsetAt(utc)), zone.fixedAt(utc));
  return new PyDateTime(fieldsOf(utc - BigInt(new Date(millis).getTimezoneOffset()) * 60_000_000n));
}

/** What `datetime.fromisoformat` makes of a text; throws ValueError for what it cannot read. */
export function parseIso(text: string): PyDateTime {
  const match = /^(\d{4}(?:-\d\d-\d\d|\d{4}|-?W\d\d(?:-?[1-7])?))(?:.(.+))?$/su.exec(text);
  const time = match?.[2] === undefined ? undefined : parseIsoTime(match[2]);
  if (!match || (match[2] !== undefined && !time)) {
    throw new PyError('ValueError', `Invalid isoformat string: ${quoted(text)}`);
  }
  const [year, month, day] = parseIsoDate(match[1] ?? '');
  const midnight = { hour: 0, minute: 0, second: 0, microsecond: 0 };
  return new PyDateTime({ year, month, day, ...(time?.fields ?? midnight) }, time?.zone ?? null);
}

function combined(date: Value, time: Value, zone: Value | undefined): PyDateTime {
  if (!(date instanceof PyDate)) throw new PyError('TypeError', 'combine() argument 1 must be datetime.date');
  if (!(time instanceof PyTime)) throw new PyError('TypeError', 'combine() argument 2 must be datetime.time');
  const { year, month, day } = date;
  return new PyDateTime({ year, month, day, ...time.at }, zone === undefined ? time.zone : asZone(zone));
}

const stamp = (value: Value): number => (isNumber(value) ? toNumber(value) * 1000 : Number.NaN);
const at = (year: number, month: number, day: number): Fields =>
  fieldsOf(microsOf({ year, month, day, ...NONE }));
const NONE: TimeFields = { hour: 0, minute: 0, second: 0, microsecond: 0 };

/** The class datetime. */
export const dateTimeClass = pyClass(
  'datetime.datetime',
  ['year', 'month', 'day', 'hour?', 'minute?', 'second?', 'microsecond?', 'tzinfo?', 'fold?'],
  (year, month, day, hour, minute, second, microsecond, zone) => {
    const index = (value: Value | undefined): number => asIndex(value ?? 0);
    const time = {
      hour: index(hour),
      minute: index(minute),
      second: index(second),
      microsecond: index(microsecond),
    };
    return new PyDateTime({ year: index(year), month: index(month), day: index(day), ...time }, asZone(zone));
  },
  {
    now: hostFunction('now', ['tz?'], (zone) => dateTimeOf(Date.now(), asZone(zone))),
    today: hostFunction('today', [], () => dateTimeOf(Date.now(), null)),
    utcnow: hostFunction('utcnow', [], () => new PyDateTime(fieldsOf(BigInt(Date.now()) * 1000n))),
    fromtimestamp: hostFunction('fromtimestamp', ['timestamp', 'tz?'], (value, zone) =>
      dateTimeOf(stamp(value), asZone(zone)),
    ),
    utcfromtimestamp: hostFunction('utcfromtimestamp', ['timestamp'], (value) => {
      return new PyDateTime(fieldsOf(BigInt(Math.round(stamp(value) * 1000))));
    }),
    fromisoformat: hostFunction('fromisoformat', ['date_string'], (text) => parseIso(str(text))),
    fromordinal: hostFunction(
      'fromordinal',
      ['ordinal'],
      (ordinal) => new PyDateTime(at(...fromOrdinal(asIndex(ordinal)))),
    ),
    combine: hostFunction('combine', ['date', 'time', 'tzinfo?'], combined),
    strptime: hostFunction('strptime', ['date_string', 'format'], (text, format) => {
      const { fields, offset } = strptime(str(text), str(format));
      return new PyDateTime(fields, offset === undefined ? null : fixedOffset(offset));
    }),
    min: new PyDateTime(at(1, 1, 1)),
    max: new PyDateTime(fieldsOf(microsOf(at(9999, 12, 31)) + DAY - 1n)),
  },
);

/** modules.datetime: what dbt offers of it. */
export const datetimeModule = (): PyDict =>
  new PyDict([
    ['date', dateClass],
    ['datetime', dateTimeClass],
    ['time', timeClass],
    ['timedelta', timeDeltaClass],
    ['tzinfo', pyClass('datetime.tzinfo', [], () => UTC)],
  ]);
