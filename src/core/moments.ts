/** A stretch of time: from `start` up to, not including, `end`; milliseconds since 1970 in UTC. */
export interface TimeSpan {
  readonly start: number;
  readonly end: number;
}

/** How long a batch is, by the calendar. */
export const GRAINS = ['hour', 'day', 'month', 'year'] as const;

/** One of these. */
export type Grain = (typeof GRAINS)[number];

/** The grain of this name. */
export const grainOf = (name: unknown): Grain | undefined => GRAINS.find((grain) => grain === name);

/** The last beginning of an hour, a day … at or before a moment: `2024-09-17 16:06` by day → `2024-09-17 00:00`. */
export function floorTo(grain: Grain, moment: number): number {
  const at = new Date(moment);
  const [year, month] = [at.getUTCFullYear(), at.getUTCMonth()];
  switch (grain) {
    case 'hour':
      return at.setUTCMinutes(0, 0, 0);
    case 'day':
      return at.setUTCHours(0, 0, 0, 0);
    case 'month':
      return utc(year, month);
    case 'year':
      return utc(year, 0);
  }
}

/** The first beginning of an hour, a day … at or after a moment. */
export function ceilTo(grain: Grain, moment: number): number {
  const floor = floorTo(grain, moment);
  return floor === moment ? floor : shiftBy(grain, floor, 1);
}

/** So many hours, days … later; a day that a month does not have becomes its last one: `01-31` and a month → `02-28`. */
export function shiftBy(grain: Grain, moment: number, count: number): number {
  if (grain === 'hour') return moment + count * HOUR;
  if (grain === 'day') return moment + count * DAY;
  const at = new Date(moment);
  const months = at.getUTCMonth() + (grain === 'year' ? count * 12 : count);
  const first = utc(at.getUTCFullYear(), months);
  const lastDay = new Date(utc(at.getUTCFullYear(), months + 1) - DAY).getUTCDate();
  const day = Math.min(at.getUTCDate(), lastDay);
  return first + (day - 1) * DAY + (moment - floorTo('day', moment));
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Date.UTC takes years below 100 for those of the last century. */
const utc = (year: number, month: number): number => new Date(0).setUTCFullYear(year, month, 1);

/** A moment as Python prints it: `2020-01-01 00:00:00+00:00`. */
export const momentText = (moment: number): string => isoMoment(moment).replace('T', ' ');

/** The same with a T: `2020-01-01T00:00:00+00:00`, milliseconds only where there are some. */
export const isoMoment = (moment: number): string =>
  new Date(moment)
    .toISOString()
    .replace(/\.(\d{3})Z$/, (_, ms) => `${ms === '000' ? '' : `.${ms}000`}+00:00`);

/** A date, or a date and a time, with or without an offset: `2020-01-01`, `2020-01-01T10:00:00+02:00`; undefined for anything else. UTC where no offset is said. */
export function readMoment(text: string): number | undefined {
  const [, date, time = '00:00', seconds = '', offset = 'Z'] = MOMENT.exec(text.trim()) ?? [];
  if (date === undefined) return undefined;
  const moment = Date.parse(`${date}T${time}${seconds || ':00'}${offset}`);
  const isDay = new Date(Date.parse(date)).toISOString().startsWith(date);
  return Number.isNaN(moment) || !isDay ? undefined : moment;
}

const MOMENT = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(:\d\d(?:\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?$/;
