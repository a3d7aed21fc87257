import type { Cell } from '../../src/adapter/index.ts';

/** Turns one value of the driver, never null, into a cell. */
export type ToCell = (value: unknown) => Cell;

const text = (value: unknown): string => String(value);
const integer: ToCell = (value) => (typeof value === 'bigint' ? narrow(value) : Number(value));
const float: ToCell = (value) => ({ kind: 'float', value: Number(value) });
const plainTimestamp: ToCell = (value) => ({ kind: 'timestamp', text: iso(text(value)), zoned: false });
const time: ToCell = (value) => ({ kind: 'time', text: text(value) });

const BY_TYPE: Readonly<Record<string, ToCell>> = {
  BOOLEAN: (value) => value === true,
  TINYINT: integer,
  SMALLINT: integer,
  INTEGER: integer,
  BIGINT: integer,
  HUGEINT: integer,
  UTINYINT: integer,
  USMALLINT: integer,
  UINTEGER: integer,
  UBIGINT: integer,
  UHUGEINT: integer,
  BIGNUM: integer,
  FLOAT: float,
  DOUBLE: float,
  DECIMAL: (value) => ({ kind: 'decimal', text: text(value) }),
  VARCHAR: text,
  ENUM: text,
  UUID: text,
  DATE: (value) => ({ kind: 'date', text: text(value) }),
  TIME: time,
  TIME_NS: time,
  TIMETZ: time,
  'TIME WITH TIME ZONE': time,
  TIMESTAMP: plainTimestamp,
  TIMESTAMP_S: plainTimestamp,
  TIMESTAMP_MS: plainTimestamp,
  TIMESTAMP_NS: plainTimestamp,
  TIMESTAMPTZ: zonedTimestamp,
  'TIMESTAMP WITH TIME ZONE': zonedTimestamp,
};

/** How values of a type become cells; types without a plain shape keep DuckDB's text and their data. */
export function cellsOf(type: string): ToCell {
  if (type.endsWith(']')) return other;
  const base = type.replace(/\(.*$/s, '').trim();
  return (Object.hasOwn(BY_TYPE, base) ? BY_TYPE[base] : undefined) ?? other;
}

function other(value: unknown): Cell {
  const data = plain(value);
  return data === undefined
    ? { kind: 'other', text: text(value) }
    : { kind: 'other', text: text(value), data };
}

/** Lists, structs and maps as plain data; undefined for values that are no containers. */
function plain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  if ('items' in value && Array.isArray(value.items)) return value.items.map(inside);
  if (!('entries' in value)) return undefined;
  if (Array.isArray(value.entries)) {
    return value.entries.map((entry: { key: unknown; value: unknown }) => ({
      key: inside(entry.key),
      value: inside(entry.value),
    }));
  }
  const fields = Object.entries(Object(value.entries));
  return Object.fromEntries(fields.map(([name, field]) => [name, inside(field)]));
}

function inside(value: unknown): unknown {
  if (typeof value === 'bigint') return narrow(value);
  if (typeof value !== 'object' || value === null) return value;
  return plain(value) ?? text(value);
}

const narrow = (value: bigint): number | bigint =>
  value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value;

const iso = (shown: string): string => shown.replace(' ', 'T');

/** In UTC, whatever the host's time zone is. */
function zonedTimestamp(value: unknown): Cell {
  const micros = typeof value === 'object' && value !== null && 'micros' in value ? value.micros : undefined;
  const shown = typeof micros === 'bigint' ? utc(micros) : undefined;
  return { kind: 'timestamp', text: shown ?? iso(text(value)), zoned: true };
}

function utc(micros: bigint): string | undefined {
  const part = ((micros % 1_000_000n) + 1_000_000n) % 1_000_000n;
  const date = new Date(Number((micros - part) / 1000n));
  if (Number.isNaN(date.getTime())) return undefined;
  const fraction = part === 0n ? '' : `.${String(part).padStart(6, '0')}`;
  return `${date.toISOString().slice(0, -5)}${fraction}+00:00`;
}
