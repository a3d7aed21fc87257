import type { Cell } from '../../src/adapter/index.ts';
import { parseArray } from './arrays.ts';

/** Turns the text of one value, as the server sent it, into a cell. */
export type ToCell = (text: string) => Cell;

const plain: ToCell = (text) => text;
const other: ToCell = (text) => ({ kind: 'other', text });
const float: ToCell = (text) => ({ kind: 'float', value: Number(text.replace('infinity', 'Infinity')) });
const time: ToCell = (text) => ({ kind: 'time', text });
const bool: ToCell = (text) => text === 't';

function integer(text: string): number | bigint {
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : BigInt(text);
}

/** NaN and infinity are numerics of Postgres that no decimal is. */
const decimal: ToCell = (text) =>
  /^-?[\d.]+$/.test(text) ? { kind: 'decimal', text } : { kind: 'float', value: Number(text) };

/** Years before Christ and beyond 9999, and infinity, stay texts. */
const date: ToCell = (text) => (/^\d{4}-\d\d-\d\d$/.test(text) ? { kind: 'date', text } : text);

const MOMENT = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d+)?)(?:([+-]\d\d)(:\d\d)?(?::\d\d)?)?$/;

const moment =
  (zoned: boolean): ToCell =>
  (text) => {
    const [, day, clock, hours, minutes] = MOMENT.exec(text) ?? [];
    if (day === undefined || clock === undefined) return text;
    const zone = hours === undefined ? '' : `${hours}${minutes ?? ':00'}`;
    return { kind: 'timestamp', text: `${day}T${sixDigits(clock)}${zone}`, zoned };
  };

/** `10:00:00.5` is `10:00:00.500000`; whole seconds stay. */
const sixDigits = (clock: string): string => (clock.includes('.') ? clock.padEnd(15, '0') : clock);

const arrayOf =
  (element: (text: string) => unknown): ToCell =>
  (text) => ({ kind: 'other', text, data: parseArray(text, element) });

const number = (text: string): unknown => Number(text);

const BY_OID: ReadonlyMap<number, ToCell> = new Map<number, ToCell>([
  [16, bool],
  [17, other],
  [20, integer],
  [21, integer],
  [23, integer],
  [26, integer],
  [700, float],
  [701, float],
  [1700, decimal],
  [1082, date],
  [1083, time],
  [1266, time],
  [1114, moment(false)],
  [1184, moment(true)],
  [1186, other],
  [1000, arrayOf(bool)],
  [1005, arrayOf(integer)],
  [1007, arrayOf(integer)],
  [1016, arrayOf(integer)],
  [1021, arrayOf(number)],
  [1022, arrayOf(number)],
  [1231, arrayOf(plain)],
  [1009, arrayOf(plain)],
  [1015, arrayOf(plain)],
]);

/** How texts of a type become cells; types without a plain shape stay as the server prints them. */
export const cellsOf = (oid: number): ToCell => BY_OID.get(oid) ?? plain;
