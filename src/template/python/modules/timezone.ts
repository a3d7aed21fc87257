/** Time zones: fixed offsets, and those of the tz database through Intl, as pytz offers them. */
import { hostFunction } from '../call.ts';
import { quoted } from '../print.ts';
import { PyError, PyObject, type Value } from '../value.ts';
import { digits, type Fields, fieldsOf, microsOf } from './calendar.ts';
import { TimeDelta } from './timedelta.ts';

/** A zone: what a moment's clock is ahead of UTC. */
export abstract class Zone extends PyObject {
  readonly typeName: string = 'tzinfo';
  /** The zone's name in the tz database, or ''. */
  abstract readonly zone: string;
  /** Offset from UTC in microseconds at a moment given in UTC. */
  abstract offsetAt(utc: bigint): bigint;
  /** Offset at a moment given by the zone's own clock. */
  abstract offsetOn(local: bigint): bigint;
  /** `CET`, as strftime's %Z shows it, at a moment given in UTC. */
  abstract nameAt(utc: bigint): string;
  /** The zone fixed to its offset at a moment, as pytz puts it on what it localizes. */
  abstract fixedAt(utc: bigint): Zone;
  override equals(other: Value): boolean {
    return other === this || (other instanceof Zone && other.repr() === this.repr());
  }
  override attribute(name: string): Value | undefined {
    return name === 'zone' ? this.zone : undefined;
  }
  str(): string {
    return this.zone;
  }
}

/** '+01:00' of an offset in microseconds; `colon` false gives '+0100'. */
export function offsetText(offset: bigint, colon = true): string {
  const size = Number((offset < 0n ? -offset : offset) / 1_000_000n);
  const [hours, minutes, seconds] = [Math.floor(size / 3600), Math.floor(size / 60) % 60, size % 60];
  const separator = colon ? ':' : '';
  const tail = seconds === 0 ? '' : separator + digits(seconds);
  return `${offset < 0n ? '-' : '+'}${digits(hours)}${separator}${digits(minutes)}${tail}`;
}

/** A zone whose offset never changes. */
export class FixedZone extends Zone {
  readonly zone: string;
  readonly offset: bigint;
  readonly #name: string;
  readonly #shown: string;
  /** The zone it was fixed from. */
  readonly #family: Zone | undefined;
  constructor(offset: bigint, name: string, zone = '', shown = name, family?: Zone) {
    super();
    this.offset = offset;
    this.zone = zone;
    this.#name = name;
    this.#shown = shown;
    this.#family = family;
  }
  offsetAt(): bigint {
    return this.offset;
  }
  offsetOn(): bigint {
    return this.offset;
  }
  nameAt(): string {
    return this.#name;
  }
  fixedAt(utc: bigint): Zone {
    return this.#family ? this.#family.fixedAt(utc) : this;
  }
  override str(): string {
    return this.zone || this.#shown;
  }
  override repr(): string {
    return this.#shown;
  }
}

/** UTC, as pytz names it. */
export const UTC = new FixedZone(0n, 'UTC', 'UTC', '<UTC>');

/** A fixed offset as datetime.timezone shows it. */
export function fixedOffset(offset: bigint): FixedZone {
  if (offset === 0n) return new FixedZone(0n, 'UTC', '', 'datetime.timezone.utc');
  const delta = new TimeDelta(offset).repr();
  return new FixedZone(offset, `UTC${offsetText(offset)}`, '', `datetime.timezone(${delta})`);
}

/** A zone of the tz database. */
export class NamedZone extends Zone {
  readonly zone: string;
  readonly #format: Intl.DateTimeFormat;
  constructor(zone: string) {
    super();
    this.zone = zone;
    this.#format = new Intl.DateTimeFormat('en-US', { ...CLOCK, timeZone: zone });
  }
  offsetAt(utc: bigint): bigint {
    const parts = new Map(
      this.#format.formatToParts(Number(utc / 1000n)).map((part) => [part.type, part.value]),
    );
    const number = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.get(type) ?? 0);
    const local: Fields = {
      year: number('year'),
      month: number('month'),
      day: number('day'),
      hour: number('hour') % 24,
      minute: number('minute'),
      second: number('second'),
      microsecond: 0,
    };
    return microsOf(local) - (utc - (((utc % 1_000_000n) + 1_000_000n) % 1_000_000n));
  }
  offsetOn(local: bigint): bigint {
    const first = this.offsetAt(local - this.offsetAt(local));
    const second = this.offsetAt(local - first);
    return first === second ? first : this.offsetAt(local - second) === second ? second : first;
  }
  nameAt(utc: bigint): string {
    const known = NAMES.get(this.zone);
    if (known !== undefined) return known;
    for (const locale of LOCALES) {
      const format = new Intl.DateTimeFormat(locale, { timeZone: this.zone, timeZoneName: 'short' });
      const name =
        format.formatToParts(Number(utc / 1000n)).find((part) => part.type === 'timeZoneName')?.value ?? '';
      if (/^[A-Z]{3,5}$/.test(name)) return name;
    }
    return offsetText(this.offsetAt(utc), false).replace(/00$/, '');
  }
  fixedAt(utc: bigint): Zone {
    const offset = this.offsetAt(utc);
    const name = this.nameAt(utc);
    const shown = `<DstTzInfo '${this.zone}' ${name}${deltaText(offset)} ${this.#isSummer(utc, offset) ? 'DST' : 'STD'}>`;
    return new FixedZone(offset, name, this.zone, shown, this);
  }
  #isSummer(utc: bigint, offset: bigint): boolean {
    const { year } = fieldsOf(utc);
    const winter = [1, 7].map((month) => this.offsetAt(microsOf({ ...NOON, year, month })));
    return winter.some((other) => other < offset);
  }
  override repr(): string {
    return `<DstTzInfo '${this.zone}'>`;
  }
}

const deltaText = (offset: bigint): string => {
  const text = new TimeDelta(offset).str();
  return text.startsWith('-') ? text : `+${text}`;
};

const NOON: Fields = { year: 2000, month: 1, day: 1, hour: 12, minute: 0, second: 0, microsecond: 0 };
const CLOCK: Intl.DateTimeFormatOptions = {
  hourCycle: 'h23',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
  second: 'numeric',
};
/** Zones without summer time whose short names Intl does not know. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ['Asia/Tokyo', 'JST'],
  ['Japan', 'JST'],
  ['Asia/Seoul', 'KST'],
  ['Asia/Shanghai', 'CST'],
  ['Asia/Taipei', 'CST'],
  ['Asia/Hong_Kong', 'HKT'],
  ['Asia/Manila', 'PST'],
  ['Asia/Jakarta', 'WIB'],
  ['Asia/Karachi', 'PKT'],
  ['Asia/Kolkata', 'IST'],
  ['Asia/Calcutta', 'IST'],
  ['Europe/Moscow', 'MSK'],
  ['Africa/Nairobi', 'EAT'],
  ['Africa/Lagos', 'WAT'],
  ['Africa/Johannesburg', 'SAST'],
]);
const LOCALES = ['en-US', 'en-GB', 'en-AU', 'en-IN', 'en-ZA', 'en-NZ', 'en-CA'];

/** The zone of a name of the tz database; a PyError (UnknownTimeZoneError) when there is none. */
export function zoneNamed(name: string): Zone {
  if (/^(utc|etc\/utc|zulu|universal|etc\/universal|etc\/zulu)$/i.test(name)) return UTC;
  try {
    return new NamedZone(name);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new PyError('UnknownTimeZoneError', quoted(name));
  }
}

/** pytz.FixedOffset(minutes). */
export const fixedMinutes = hostFunction('FixedOffset', ['minutes'], (minutes) => {
  const count = BigInt(Number(minutes));
  return count === 0n ? UTC : new FixedZone(count * 60_000_000n, '', '', `pytz.FixedOffset(${count})`);
});
