import { failure, type TsdbtError } from '../../core/diagnostic.ts';
import type { Json } from '../../core/json.ts';
import type { NodeConfig } from '../../manifest/index.ts';

/** What a snapshot's config must say, all sources of it taken together; TD212 in dbt's words. */
export function checkSnapshot(config: NodeConfig): void {
  const { strategy, unique_key: key } = config;
  if (!said(strategy) || !said(key))
    throw wrong(
      "Snapshots must be configured with a 'strategy' and 'unique_key'.",
      said(strategy) ? 'unique_key' : 'strategy',
    );
  if (strategy === 'check') checkColumns(config.check_cols);
  if (strategy === 'timestamp') checkTimes(config);
  if (config.invalidate_hard_deletes !== undefined && config.hard_deletes !== undefined)
    throw wrong(
      'You cannot set both the invalidate_hard_deletes and hard_deletes config properties on the same snapshot.',
      'hard_deletes',
    );
  const { hard_deletes: deletes } = config;
  if (deletes !== undefined && deletes !== null && !MODES.includes(deletes))
    throw wrong(`Invalid setting for property hard_deletes. Got '${String(deletes)}'`, 'hard_deletes');
}

const MODES: readonly Json[] = ['ignore', 'invalidate', 'new_record'];

const said = (value: Json | undefined): boolean =>
  Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null && value !== '';

function checkColumns(columns: Json | undefined): void {
  if (!said(columns))
    throw wrong(
      'A snapshot configured with the check strategy must specify a check_cols configuration.',
      'check_cols',
    );
  if (typeof columns === 'string' && columns !== 'all')
    throw wrong(
      `Invalid value for 'check_cols': ${columns}. Expected 'all' or a list of strings.`,
      'check_cols',
    );
}

function checkTimes({ updated_at: updated, check_cols: columns }: NodeConfig): void {
  if (!said(updated))
    throw wrong(
      'A snapshot configured with the timestamp strategy must specify an updated_at configuration.',
      'updated_at',
    );
  if (said(columns)) throw wrong("A 'timestamp' snapshot should not have 'check_cols'", 'check_cols');
}

const HELP: Readonly<Record<string, string>> = {
  strategy: "strategy: timestamp (with updated_at) or strategy: check (with check_cols: 'all')",
  unique_key: 'unique_key: the column, or the list of columns, that tells rows apart',
  check_cols: "check_cols: 'all', or a list of columns, goes with strategy: check",
  updated_at: 'updated_at: the column that says when a row last changed',
  hard_deletes: 'hard_deletes: ignore, invalidate or new_record',
};

const wrong = (message: string, key: string): TsdbtError =>
  failure('TD212', message, HELP[key] === undefined ? {} : { help: HELP[key] });
