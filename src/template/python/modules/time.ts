/** datetime.time. */
import { hostFunction } from '../call.ts';
import { pyClass } from '../class.ts';
import { asIndex, typeName } from '../numbers.ts';
import { quoted, str } from '../print.ts';
import { PyError, PyObject, type Value } from '../value.ts';
import { checkTime, digits, type Fields, microsOf } from './calendar.ts';
import { strftime } from './strftime.ts';
import { offsetOf } from './strptime.ts';
import { fixedOffset, offsetText, Zone } from './timezone.ts';

/** The parts of a time of day. */
export type TimeFields = Pick<Fields, 'hour' | 'minute' | 'second' | 'microsecond'>;

/** The time as ISO 8601 writes it; timespec says how far. */
export function isoTime({ hour, minute, second, microsecond }: TimeFields, timespec = 'auto'): string {
  const parts = [digits(hour), digits(minute), digits(second)];
  if (timespec === 'hours') return parts.slice(0, 1).join(':');
  if (timespec === 'minutes') return parts.slice(0, 2).join(':');
  const whole = parts.join(':');
  if (timespec === 'seconds' || (timespec === 'auto' && microsecond === 0)) return whole;
  if (timespec === 'milliseconds') return `${whole}.${digits(Math.floor(microsecond / 1000), 3)}`;
  if (timespec === 'auto' || timespec === 'microseconds') return `${whole}.${digits(microsecond, 6)}`;
  throw new PyError('ValueError', 'Unknown timespec value');
}

/** A time of day with the zone its text names, if any; undefined when it is no time of ISO 8601. */
export function parseIsoTime(text: string): { fields: TimeFields; zone: Zone | null } | undefined {
  const match =
    /^(\d\d)(?::?(\d\d)(?::?(\d\d)(?:[.,](\d+))?)?)?(Z|[+-]\d\d(?::?\d\d(?::?\d\d(?:\.\d+)?)?)?)?$/.exec(
      text,
    );
  if (!match) return undefined;
  const [, hour, minute = '0', second = '0', fraction = '', zone] = match;
  const fields = {
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
    microsecond: Number(fraction.slice(0, 6).padEnd(6, '0')),
  };
  const offset = zone === undefined ? undefined : offsetOf(/^[+-]\d\d$/.test(zone) ? `${zone}00` : zone);
  return { fields, zone: offset === undefined ? null : fixedOffset(offset) };
}

/** What may stand for a zone; a PyError (TypeError) for anything else. */
export function asZone(value: Value | undefined): Zone | null {
  if (value === undefined || value === null) return null;
  if (value instanceof Zone) return value;
  throw new PyError(
    'TypeError',
    `tzinfo argument must be None or of a tzinfo subclass, not type '${typeName(value)}'`,
  );
}

/** A time of day. */
export class PyTime extends PyObject {
  readonly typeName = 'datetime.time';
  readonly at: TimeFields;
  readonly zone: Zone | null;
  constructor(at: TimeFields, zone: Zone | null = null) {
    super();
    checkTime(at.hour, at.minute, at.second, at.microsecond);
    this.at = at;
    this.zone = zone;
  }
  #micros(): bigint {
    return microsOf({ year: 1970, month: 1, day: 1, ...this.at });
  }
  override attribute(name: string): Value | undefined {
    const part = new Map<string, Value>([...Object.entries(this.at), ['tzinfo', this.zone]]).get(name);
    if (part !== undefined) return part;
    if (name === 'isoformat')
      return hostFunction(name, ['timespec?'], (spec) => this.#iso(str(spec ?? 'auto')));
    if (name === 'strftime')
      return hostFunction(name, ['format'], (spec) => (spec === '' ? '' : this.format(str(spec))));
    if (name !== 'replace') return undefined;
    return hostFunction(
      name,
      ['hour?', 'minute?', 'second?', 'microsecond?', 'tzinfo?'],
      (h, m, s, u, zone) => {
        const at = makeTime(
          h ?? this.at.hour,
          m ?? this.at.minute,
          s ?? this.at.second,
          u ?? this.at.microsecond,
        );
        return new PyTime(at, zone === undefined ? this.zone : asZone(zone));
      },
    );
  }
  override format(spec: string): string {
    if (spec === '') return this.str();
    return strftime({ year: 1900, month: 1, day: 1, ...this.at }, spec, { offset: '', name: '' });
  }
  override equals(other: Value): boolean {
    return other instanceof PyTime && other.#micros() === this.#micros();
  }
  override hash(): unknown {
    return `\u0000time${this.#micros()}`;
  }
  override compare(other: Value): number | undefined {
    return other instanceof PyTime ? Number(this.#micros() - other.#micros()) : undefined;
  }
  #iso(timespec: string): string {
    return isoTime(this.at, timespec) + (this.zone ? offsetText(this.zone.offsetOn(0n)) : '');
  }
  str(): string {
    return this.#iso('auto');
  }
  override repr(): string {
    const { hour, minute, second, microsecond } = this.at;
    const tail = microsecond ? [second, microsecond] : second ? [second] : [];
    const zone = this.zone ? [`tzinfo=${this.zone.repr()}`] : [];
    return `datetime.time(${[hour, minute, ...tail, ...zone].join(', ')})`;
  }
}

const makeTime = (hour?: Value, minute?: Value, second?: Value, microsecond?: Value): TimeFields => ({
  hour: asIndex(hour ?? 0),
  minute: asIndex(minute ?? 0),
  second: asIndex(second ?? 0),
  microsecond: asIndex(microsecond ?? 0),
});

/** The class time. */
export const timeClass = pyClass(
  'datetime.time',
  ['hour?', 'minute?', 'second?', 'microsecond?', 'tzinfo?'],
  (hour, minute, second, microsecond, zone) =>
    new PyTime(makeTime(hour, minute, second, microsecond), asZone(zone)),
  {
    fromisoformat: hostFunction('fromisoformat', ['time_string'], (text) => {
      const parsed = parseIsoTime(str(text).replace(/^T/, ''));
      if (!parsed) throw new PyError('ValueError', `Invalid isoformat string: ${quoted(str(text))}`);
      return new PyTime(parsed.fields, parsed.zone);
    }),
    min: new PyTime(makeTime()),
    max: new PyTime(makeTime(23, 59, 59, 999_999)),
  },
);
