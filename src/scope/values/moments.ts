import { PyDateTime, type Value } from '../../template/index.ts';
import { PyDate } from '../../template/python/modules/date.ts';
import { fixedOffset, UTC, type Zone } from '../../template/python/modules/timezone.ts';

const DATE = /^(\d{4})-(\d\d)-(\d\d)$/;
const TIMESTAMP =
  /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d(?::?\d\d)?)?$/;

/** A date (`2024-01-31`) as Python's datetime.date; what Python cannot hold (infinity, years over 9999) stays text. */
export function dateValue(text: string): Value {
  const [, year, month, day] = DATE.exec(text) ?? [];
  return year === undefined || year === '0000' ? text : new PyDate(Number(year), Number(month), Number(day));
}

/** A timestamp (ISO 8601, zone or not) as Python's datetime.datetime; what Python cannot hold stays text. */
export function timestampValue(text: string): Value {
  const match = TIMESTAMP.exec(text);
  if (!match || match[1] === '0000') return text;
  const [year = 1, month = 1, day = 1, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  const microsecond = Number((match[7] ?? '').padEnd(6, '0').slice(0, 6));
  return new PyDateTime({ year, month, day, hour, minute, second, microsecond }, zoneOf(match[8]));
}

function zoneOf(text: string | undefined): Zone | null {
  if (text === undefined) return null;
  const [, sign, hours, minutes = '00'] = /^([+-])(\d\d):?(\d\d)?$/.exec(text) ?? [];
  const offset = (Number(hours ?? 0) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1);
  return offset === 0 ? UTC : fixedOffset(BigInt(offset) * 60_000_000n);
}
