import type { Json } from '../../core/json.ts';
import type { SnapshotNode } from '../../manifest/index.ts';
import type { Runtime } from '../../scope/index.ts';
import type { TypedColumn } from './scene.ts';

/** The columns of a snapshot's table: those of its query, and those that tell when a row was valid. */
export function snapshotColumns(
  { adapter }: Runtime,
  snapshot: SnapshotNode,
  query: readonly TypedColumn[],
): readonly TypedColumn[] {
  const { text, timestamp } = adapter.types.seedTypes;
  const column = (name: string, type: string): TypedColumn => ({ name: ownName(snapshot, name), type });
  return [
    ...query,
    column('dbt_scd_id', text),
    column('dbt_updated_at', timestamp),
    column('dbt_valid_from', timestamp),
    column('dbt_valid_to', timestamp),
    ...(snapshot.config.hard_deletes === 'new_record' ? [column('dbt_is_deleted', text)] : []),
  ];
}

function ownName({ config }: SnapshotNode, name: string): string {
  const names = config.snapshot_meta_column_names;
  const own: Json | undefined = isObject(names) ? names[name] : null;
  return typeof own === 'string' ? own : name;
}

const isObject = (value: Json | undefined): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
