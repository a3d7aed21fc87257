/** A moment in UTC, as whole seconds since 1970. */
export type Seconds = number;

/** Seconds in a day. */
export const DAY = 86_400;
/** The first moment of the simulated bank. */
export const START: Seconds = moment(2024, 1, 1);
/** The moment at which the simulation stops; no event is recorded at or after it. */
export const END: Seconds = moment(2026, 1, 1);

/** Midnight of a calendar day; months count from 1 and may run over. */
export function moment(year: number, month: number, day: number): Seconds {
  return Date.UTC(year, month - 1, day) / 1000;
}

/** Midnight of the day a moment falls on. */
export function midnight(at: Seconds): Seconds {
  return at - (at % DAY);
}

/** Midnight of the same day some months later, or of the month's last day where that is earlier. */
export function addMonths(at: Seconds, months: number): Seconds {
  const date = new Date(at * 1000);
  const year = date.getUTCFullYear();
  const month = date.getUTCMonth() + 1 + months;
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return moment(year, month, Math.min(date.getUTCDate(), last));
}

/** Whole days from one moment's day to another's. */
export function daysBetween(from: Seconds, to: Seconds): number {
  return (midnight(to) - midnight(from)) / DAY;
}

/** The last day (at midnight) of every quarter that ends inside the simulation. */
export function quarterEnds(): readonly Seconds[] {
  const ends: Seconds[] = [];
  for (let at = addMonths(START, 3); at <= END; at = addMonths(at, 3)) ends.push(at - DAY);
  return ends;
}

/** `2024-03-31` */
export function dateText(at: Seconds): string {
  return new Date(at * 1000).toISOString().slice(0, 10);
}

/** `2024-03-31 09:30:00` */
export function timestampText(at: Seconds): string {
  return new Date(at * 1000).toISOString().slice(0, 19).replace('T', ' ');
}
