import { expect, test } from 'vitest';
import { type BatchRules, batchesOf, batchId, batchLabel, sharedSpan } from '../../src/core/batches.ts';
import {
  ceilTo,
  floorTo,
  type Grain,
  isoMoment,
  momentText,
  readMoment,
  shiftBy,
} from '../../src/core/moments.ts';

const at = (text: string): number => readMoment(text) ?? Number.NaN;
const short = (moment: number): string => momentText(moment).replace(/:00\+00:00$/, '');

const EDGES: readonly [Grain, moment: string, floor: string, ceiling: string][] = [
  ['hour', '2024-09-17 16:06', '2024-09-17 16:00', '2024-09-17 17:00'],
  ['day', '2024-09-17 16:06', '2024-09-17 00:00', '2024-09-18 00:00'],
  ['month', '2024-09-17 16:06', '2024-09-01 00:00', '2024-10-01 00:00'],
  ['year', '2024-09-17 16:06', '2024-01-01 00:00', '2025-01-01 00:00'],
  ['hour', '2024-09-17 16:00', '2024-09-17 16:00', '2024-09-17 16:00'],
  ['month', '2024-12-31 23:59', '2024-12-01 00:00', '2025-01-01 00:00'],
  ['year', '2024-01-01 00:00', '2024-01-01 00:00', '2024-01-01 00:00'],
  ['year', '0050-03-01 00:00', '0050-01-01 00:00', '0051-01-01 00:00'],
];

test.each(EDGES)('by %s, %s lies from %s to %s', (grain, moment, floor, ceiling) => {
  expect(short(floorTo(grain, at(moment)))).toBe(floor);
  expect(short(ceilTo(grain, at(moment)))).toBe(ceiling);
});

const SHIFTS: readonly [moment: string, count: number, Grain, there: string][] = [
  ['2024-09-17 16:06', -1, 'hour', '2024-09-17 15:06'],
  ['2024-09-17 16:06', 1, 'day', '2024-09-18 16:06'],
  ['2024-09-17 16:06', -1, 'month', '2024-08-17 16:06'],
  ['2024-01-31 16:06', 1, 'month', '2024-02-29 16:06'],
  ['2024-02-29 16:06', 1, 'year', '2025-02-28 16:06'],
  ['2024-01-15 00:00', -13, 'month', '2022-12-15 00:00'],
];

test.each(SHIFTS)('%s and %i %s is %s', (moment, count, grain, there) => {
  expect(short(shiftBy(grain, at(moment), count))).toBe(there);
});

const DAYS: BatchRules = { grain: 'day', begin: at('2020-01-01'), lookback: 1 };

const list = (rules: BatchRules, now: string, incremental: boolean, span: [string, string] | null = null) =>
  batchesOf(rules, {
    now: at(now),
    incremental,
    span: span && { start: at(span[0]), end: at(span[1]) },
  }).map(({ start, end }) => `${short(start)} – ${short(end)}`);

test('the first run builds everything from begin to the end of the current batch', () => {
  expect(list(DAYS, '2020-01-03 13:57', false)).toEqual([
    '2020-01-01 00:00 – 2020-01-02 00:00',
    '2020-01-02 00:00 – 2020-01-03 00:00',
    '2020-01-03 00:00 – 2020-01-04 00:00',
  ]);
});

test('later runs build the current batch and what lookback reaches', () => {
  const months = { ...DAYS, grain: 'month' as const };
  expect(list(months, '2020-03-03', true)).toEqual([
    '2020-02-01 00:00 – 2020-03-01 00:00',
    '2020-03-01 00:00 – 2020-04-01 00:00',
  ]);
  expect(list({ ...DAYS, lookback: 0 }, '2020-03-03 00:00', true)).toEqual([
    '2020-03-02 00:00 – 2020-03-03 00:00',
  ]);
});

test('a time that was asked for is what is built, on the edges of batches', () => {
  expect(list(DAYS, '2024-05-05', true, ['2020-02-01 10:00', '2020-02-02 01:00'])).toEqual([
    '2020-02-01 00:00 – 2020-02-02 00:00',
    '2020-02-02 00:00 – 2020-02-03 00:00',
  ]);
});

test('batches are called by their beginning', () => {
  const batch = { start: at('2024-09-17 16:00'), end: at('2024-09-17 17:00') };
  const names = (['year', 'month', 'day', 'hour'] as const).map((grain) => batchLabel(grain, batch));
  expect(names).toEqual(['2024', '2024-09', '2024-09-17', '2024-09-17T16']);
  expect(batchId('hour', batch)).toBe('20240917T16');
});

test('moments are read and shown', () => {
  expect(
    ['2024-01-31', '2024-01-31T10:00', '2024-01-31 10:00:05.25Z', '2024-01-31 10:00:00+02:00']
      .map(at)
      .map(isoMoment),
  ).toEqual([
    '2024-01-31T00:00:00+00:00',
    '2024-01-31T10:00:00+00:00',
    '2024-01-31T10:00:05.250000+00:00',
    '2024-01-31T08:00:00+00:00',
  ]);
  expect(['2024', '2024-02-31', '2024-01-31 25:00', 'today', ''].map(readMoment)).toEqual(
    Array(5).fill(undefined),
  );
  expect(sharedSpan({ start: 1, end: 5 }, { start: 3, end: 9 })).toEqual({ start: 3, end: 5 });
});
