import type { Json } from '../../core/json.ts';
import type { Hook } from '../../manifest/index.ts';

/** Hooks of a config as they are run: a text counts as one inside the transaction. */
export function hooksOf(value: Json): readonly Hook[] {
  if (Array.isArray(value)) return value.flatMap((one: Json) => hooksOf(one));
  if (typeof value === 'string') return [{ sql: value, transaction: true, index: null }];
  if (typeof value !== 'object' || value === null || !('sql' in value)) return [];
  const { sql, transaction, index } = value;
  return [
    { sql: String(sql), transaction: transaction !== false, index: typeof index === 'number' ? index : null },
  ];
}
