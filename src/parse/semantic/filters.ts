import { failure, type TsdbtError } from '../../core/diagnostic.ts';
import type { TimeWindow, WhereFilter } from '../../manifest/index.ts';
import type { YamlPath } from '../../project/yaml.ts';
import { textOf, textsOf } from '../context/data.ts';
import { type PropertyEntry, placeIn } from '../properties/properties.ts';
import { WORDS } from './words.ts';

/** A condition or a list of them, as the manifest shows it. */
export function whereFilter(value: unknown): WhereFilter | null {
  if (value === null || value === undefined) return null;
  return { where_filters: textsOf(value).map((text) => ({ where_sql_template: text })) };
}

const GRAINS: readonly string[] = WORDS.TimeGranularity;

/** `28 days` as a count and a granularity; TD206 for what is not of that form. */
export function timeWindow(value: unknown, entry: PropertyEntry, ...path: YamlPath): TimeWindow | null {
  const text = textOf(value);
  if (text === null) return null;
  const wrong = (why: string): TsdbtError =>
    failure('TD206', `Invalid window config given in ${entry.file.path}: ${why}`, {
      at: placeIn(entry, ...path),
      help: 'write a count and a granularity: 28 days',
    });
  const [count = '', grain = '', ...more] = text.toLowerCase().split(' ');
  if (grain === '' || more.length > 0)
    throw wrong(
      `Invalid window (${text}) in cumulative/conversion metric. Should be of the form \`<count> <granularity>\`, e.g., \`28 days\``,
    );
  if (!/^\d+$/.test(count))
    throw wrong(`Invalid count (${count}) in cumulative/conversion metric window string: (${text})`);
  const singular = grain.replace(/s$/, '');
  return { count: Number(count), granularity: GRAINS.includes(singular) ? singular : grain };
}
