/** modules.pytz. */
import { hostFunction } from '../call.ts';
import { str } from '../print.ts';
import { type HostFunction, PyDict, PyError, PySet, type Value } from '../value.ts';
import { fieldsOf } from './calendar.ts';
import { PyDateTime } from './datetime.ts';
import { TimeDelta } from './timedelta.ts';
import { fixedMinutes, NamedZone, UTC, Zone, zoneNamed } from './timezone.ts';

/**
 * A zone with pytz's own methods. Put on a moment without localize() it is at the local mean time of its oldest record,
 * as pytz has it: -07:53 in Los Angeles.
 */
class PytzZone extends NamedZone {
  override offsetOn(): bigint {
    const seconds = Number(this.offsetAt(BEFORE_RAILWAYS) / 1_000_000n);
    return BigInt(Math.floor((seconds + 30) / 60) * 60) * 1_000_000n;
  }
  /** Its offset at a moment by its own clock. */
  clockOffset(local: bigint): bigint {
    return super.offsetOn(local);
  }
  override attribute(name: string): Value | undefined {
    return methodOf(this, name) ?? super.attribute(name);
  }
}

const BEFORE_RAILWAYS = -5_364_662_400_000_000n;

const clockOffset = (zone: Zone, local: bigint): bigint =>
  zone instanceof PytzZone ? zone.clockOffset(local) : zone.offsetOn(local);

function methodOf(zone: Zone, name: string): HostFunction | undefined {
  const moment = (value: Value): PyDateTime => {
    if (value instanceof PyDateTime) return value;
    throw new PyError('TypeError', `${name}() takes a datetime`);
  };
  if (name === 'localize') {
    return hostFunction(name, ['dt', 'is_dst?'], (dt) => localized(moment(dt), zone));
  }
  if (name === 'normalize') return hostFunction(name, ['dt'], (dt) => moment(dt).in(zone));
  if (name === 'utcoffset')
    return hostFunction(name, ['dt'], (dt) => new TimeDelta(clockOffset(zone, moment(dt).local())));
  if (name === 'fromutc') {
    return hostFunction(name, ['dt'], (dt) => {
      const utc = moment(dt).local();
      return new PyDateTime(fieldsOf(utc + zone.offsetAt(utc)), zone.fixedAt(utc));
    });
  }
  if (name !== 'tzname') return undefined;
  return hostFunction(name, ['dt'], (dt) =>
    zone.nameAt(moment(dt).local() - clockOffset(zone, moment(dt).local())),
  );
}

function localized(at: PyDateTime, zone: Zone): PyDateTime {
  if (at.zone) throw new PyError('ValueError', 'Not naive datetime (tzinfo is already set)');
  return new PyDateTime(at.fields(), zone.fixedAt(at.local() - clockOffset(zone, at.local())));
}

/** UTC with localize and normalize. */
class PytzUtc extends Zone {
  readonly zone = 'UTC';
  offsetAt(): bigint {
    return 0n;
  }
  offsetOn(): bigint {
    return 0n;
  }
  nameAt(): string {
    return 'UTC';
  }
  fixedAt(): Zone {
    return this;
  }
  override attribute(name: string): Value | undefined {
    return methodOf(this, name) ?? super.attribute(name);
  }
  override repr(): string {
    return '<UTC>';
  }
}

const zoneOf = (name: string, utc: Zone): Zone => {
  const zone = zoneNamed(name);
  if (zone === UTC) return utc;
  return zone instanceof NamedZone ? new PytzZone(zone.zone) : zone;
};

/** The module as dbt offers it. */
export function pytzModule(): PyDict {
  const utc = new PytzUtc();
  const names = Intl.supportedValuesOf('timeZone');
  return new PyDict([
    ['timezone', hostFunction('timezone', ['zone'], (name) => zoneOf(str(name), utc))],
    ['utc', utc],
    ['UTC', utc],
    ['FixedOffset', fixedMinutes],
    ['all_timezones', names],
    ['common_timezones', names],
    ['all_timezones_set', new PySet(names)],
    ['common_timezones_set', new PySet(names)],
  ]);
}
