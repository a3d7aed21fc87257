import type { JsonObject } from '../core/json.ts';
import {
  commit,
  knownRelations,
  projectRelation,
  type Runtime,
  relationValue,
  type Session,
  TableValue,
} from '../scope/index.ts';
import { toHost, type Value } from '../template/index.ts';
import { str } from '../template/python/print.ts';
import { listOf } from '../template/python/sequence.ts';
import { callStandard } from './call-macro.ts';

/** A schema of the warehouse. */
export interface SchemaName {
  readonly database: string | null;
  readonly schema: string;
}

/** Names of the schemas of a database (macro list_schemas). */
export async function listSchemas(
  runtime: Runtime,
  database: string | null,
  session: Session,
): Promise<readonly string[]> {
  const rows = await callStandard(runtime, 'list_schemas', { positional: [database] }, session);
  return listOf(rows).map((row) => str(listOf(row)[0] ?? null));
}

/** Creates the schemas that are missing (macro create_schema) and commits. */
export async function createSchemas(
  runtime: Runtime,
  schemas: readonly SchemaName[],
  session: Session,
): Promise<void> {
  const { same } = runtime.adapter.identifiers;
  for (const [database, wanted] of byDatabase(schemas)) {
    const present = await listSchemas(runtime, database, session);
    for (const schema of wanted.filter((name) => !present.some((other) => same(other, name)))) {
      await callStandard(
        runtime,
        'create_schema',
        { positional: [schemaValue(runtime, { database, schema })] },
        session,
      );
      await commit(runtime, session);
    }
  }
  await commit(runtime, session);
}

/** Reads the relations of each schema (macro list_relations_without_caching) into runtime.cache. */
export async function fillCache(
  runtime: Runtime,
  schemas: readonly SchemaName[],
  session: Session,
): Promise<void> {
  for (const name of schemas) {
    const rows = await callStandard(
      runtime,
      'list_relations_without_caching',
      { positional: [schemaValue(runtime, name)] },
      session,
    );
    runtime.cache.fill(name.database ?? runtime.target.database ?? '', name.schema, knownRelations(rows));
  }
  await commit(runtime, session);
}

/** Rows of the catalog (macro get_catalog), column names in lower case; only of the schemas asked for. */
export async function getCatalog(
  runtime: Runtime,
  schemas: readonly SchemaName[],
  session: Session,
): Promise<readonly JsonObject[]> {
  const rows: JsonObject[] = [];
  for (const [database, wanted] of byDatabase(schemas)) {
    const relation = projectRelation(runtime, { database, schema: wanted[0] ?? null, identifier: null });
    const information = relationValue(relation.informationSchema());
    const table = await callStandard(runtime, 'get_catalog', { positional: [information, wanted] }, session);
    rows.push(...tableRows(table).filter((row) => inSchemas(row, wanted, runtime)));
  }
  await commit(runtime, session);
  return rows;
}

/** The statement that `show` runs for a compiled query (macro get_show_sql). */
export async function showSql(
  runtime: Runtime,
  { code, header = null }: { readonly code: string; readonly header?: string | null },
  limit: number | null,
  session: Session,
): Promise<string> {
  const sql = await callStandard(runtime, 'get_show_sql', { positional: [code, header, limit] }, session);
  return str(sql);
}

const schemaValue = (runtime: Runtime, { database, schema }: SchemaName): Value =>
  relationValue(projectRelation(runtime, { database, schema, identifier: null }).withoutIdentifier());

function byDatabase(schemas: readonly SchemaName[]): Map<string | null, string[]> {
  const groups = new Map<string | null, string[]>();
  for (const { database, schema } of schemas) {
    const known = groups.get(database);
    if (known) known.push(schema);
    else groups.set(database, [schema]);
  }
  return groups;
}

function inSchemas(row: JsonObject, schemas: readonly string[], { adapter }: Runtime): boolean {
  const schema = row.table_schema;
  return typeof schema !== 'string' || schemas.some((name) => adapter.identifiers.same(name, schema));
}

function tableRows(table: Value): JsonObject[] {
  if (!(table instanceof TableValue)) return [];
  const names = table.data.names.map((name) => name.toLowerCase());
  return table.data.rows.map((row) =>
    Object.fromEntries(names.map((name, at) => [name, json(row[at] ?? null)])),
  );
}

function json(value: Value): JsonObject[string] {
  const host = toHost(value);
  return host === null || typeof host === 'string' || typeof host === 'number' || typeof host === 'boolean'
    ? host
    : str(value);
}
