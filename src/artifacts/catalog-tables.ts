import type { Json, JsonObject } from '../core/json.ts';
import type { CatalogRows } from '../run/index.ts';

/** What a relation is found by: letters' case does not count, nor does a missing database. */
export const tableKey = (database: string | null, schema: string, name: string): string =>
  JSON.stringify([(database ?? '').toLowerCase(), schema.toLowerCase(), name.toLowerCase()]);

/** Groups the catalog's rows, one per column, into one entry per relation. */
export function catalogTables(rows: CatalogRows): ReadonlyMap<string, JsonObject> {
  const tables = new Map<string, { table: JsonObject; columns: { [name: string]: JsonObject } }>();
  for (const row of rows) {
    const key = tableKey(
      textOf(row.table_database),
      textOf(row.table_schema) ?? '',
      textOf(row.table_name) ?? '',
    );
    const entry = tables.get(key) ?? { table: tableOf(row), columns: {} };
    tables.set(key, entry);
    const name = textOf(row.column_name);
    if (name !== null) entry.columns[name] = columnOf(row, name);
  }
  return new Map(
    Array.from(tables, ([key, { table, columns }]) => [key, { ...table, columns: inOrder(columns) }]),
  );
}

function tableOf(row: JsonObject): JsonObject {
  return {
    metadata: {
      type: textOf(row.table_type) ?? '',
      schema: textOf(row.table_schema) ?? '',
      name: textOf(row.table_name) ?? '',
      database: textOf(row.table_database),
      comment: textOf(row.table_comment),
      owner: textOf(row.table_owner),
    },
    columns: {},
    stats: statsOf(row),
  };
}

function columnOf(row: JsonObject, name: string): JsonObject {
  const index = Number(row.column_index ?? 0);
  return { type: textOf(row.column_type) ?? '', index, name, comment: textOf(row.column_comment) };
}

function inOrder(columns: { readonly [name: string]: JsonObject }): JsonObject {
  return Object.fromEntries(
    Object.entries(columns).sort(([, a], [, b]) => Number(a.index) - Number(b.index)),
  );
}

const textOf = (value: Json | undefined): string | null =>
  value === null || value === undefined ? null : String(value);

/** Columns `stats:<id>:label|value|description|include` become one entry per id; `has_stats` is always there. */
function statsOf(row: JsonObject): JsonObject {
  const stats: { [id: string]: JsonObject } = {};
  for (const key of Object.keys(row)) {
    const id = /^stats:(.+):label$/.exec(key)?.[1];
    if (id === undefined || !isTrue(row[`stats:${id}:include`])) continue;
    stats[id] = {
      id,
      label: textOf(row[key]) ?? id,
      value: row[`stats:${id}:value`] ?? null,
      include: true,
      description: textOf(row[`stats:${id}:description`]),
    };
  }
  const has = Object.keys(stats).length > 0;
  const description = 'Indicates whether there are statistics for this table';
  return {
    ...stats,
    has_stats: { id: 'has_stats', label: 'Has Stats?', value: has, include: false, description },
  };
}

const isTrue = (value: Json | undefined): boolean =>
  value === true || value === 'true' || value === 't' || value === 1;
