import { failure } from '../../core/diagnostic.ts';
import { didYouMean } from '../../core/similar.ts';
import type { YamlPath } from '../../project/yaml.ts';
import { pythonRepr } from '../context/data.ts';
import { type PropertyEntry, placeIn } from '../properties/properties.ts';

/** The words that a key of the semantic layer may hold, by what dbt calls the set. */
export const WORDS = {
  MetricType: ['simple', 'ratio', 'cumulative', 'derived', 'conversion'],
  AggregationType: [
    'sum',
    'min',
    'max',
    'count_distinct',
    'sum_boolean',
    'average',
    'percentile',
    'median',
    'count',
  ],
  DimensionType: ['categorical', 'time'],
  EntityType: ['foreign', 'natural', 'primary', 'unique'],
  TimeGranularity: [
    'nanosecond',
    'microsecond',
    'millisecond',
    'second',
    'minute',
    'hour',
    'day',
    'week',
    'month',
    'quarter',
    'year',
  ],
  ConversionCalculationType: ['conversions', 'conversion_rate'],
  PeriodAggregation: ['first', 'last', 'average'],
  ExportDestinationType: ['table', 'view'],
} as const;

/** One of the words of a set, in whatever case it is written; TD206 for any other. */
export function wordOf<K extends keyof typeof WORDS>(
  set: K,
  value: unknown,
  entry: PropertyEntry,
  ...path: YamlPath
): (typeof WORDS)[K][number] {
  const words: readonly (typeof WORDS)[K][number][] = WORDS[set];
  const found = words.find((word) => word === String(value).toLowerCase());
  if (found !== undefined) return found;
  const message = `Invalid ${entry.section} config given in ${entry.file.path}: ${pythonRepr(value)} is not a valid ${set}`;
  const help = didYouMean(String(value), words) ?? `it is one of: ${words.join(', ')}`;
  throw failure('TD206', message, { at: placeIn(entry, ...path), help });
}
