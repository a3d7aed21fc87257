import { ceilTo, floorTo, type Grain, shiftBy, type TimeSpan } from './moments.ts';

/** What a microbatch model says of its batches. */
export interface BatchRules {
  readonly grain: Grain;
  /** The first moment there are rows of. */
  readonly begin: number;
  /** How many batches before the current one are built again. */
  readonly lookback: number;
}

/** Which time is to be built. */
export interface Wanted {
  /** Now; time ends with the batch it is in. */
  readonly now: number;
  /** Only this time, wherever the model stands. */
  readonly span: TimeSpan | null;
  /** The model is there: what `lookback` reaches is enough. */
  readonly incremental: boolean;
}

/** The batches that a run builds, oldest first; there is always one. The first one begins on its grain, as the last one ends. */
export function batchesOf(rules: BatchRules, { now, span, incremental }: Wanted): readonly TimeSpan[] {
  const { grain } = rules;
  const end = ceilTo(grain, span?.end ?? now);
  const lastStart = shiftBy(grain, end, -1);
  const start = incremental ? shiftBy(grain, lastStart, -rules.lookback) : rules.begin;
  return cut(grain, { start: floorTo(grain, span?.start ?? start), end });
}

function cut(grain: Grain, { start, end }: TimeSpan): readonly TimeSpan[] {
  const batches: TimeSpan[] = [];
  let from = start;
  for (let to = shiftBy(grain, from, 1); to < end; to = shiftBy(grain, from, 1)) {
    batches.push({ start: from, end: to });
    from = to;
  }
  return [...batches, { start: from, end }];
}

const LABEL_LENGTH: Readonly<Record<Grain, number>> = { hour: 13, day: 10, month: 7, year: 4 };

/** How a batch is called: `2024`, `2024-09`, `2024-09-17`, `2024-09-17T16`. */
export const batchLabel = (grain: Grain, { start }: TimeSpan): string =>
  new Date(start).toISOString().slice(0, LABEL_LENGTH[grain]);

/** The same for names of relations: `20240917`, `20240917T16`. */
export const batchId = (grain: Grain, batch: TimeSpan): string =>
  batchLabel(grain, batch).replaceAll('-', '');

/** The part of two stretches of time that they share. */
export const sharedSpan = (a: TimeSpan, b: TimeSpan): TimeSpan => ({
  start: Math.max(a.start, b.start),
  end: Math.min(a.end, b.end),
});
