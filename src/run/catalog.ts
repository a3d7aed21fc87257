import type { Warehouse } from '../adapter/index.ts';
import { getCatalog, type Runtime, type SchemaName } from '../compile/index.ts';
import { TsdbtError } from '../core/diagnostic.ts';
import type { NodeId } from '../core/ids.ts';
import type { JsonObject } from '../core/json.ts';

/** Rows of the catalog: one per column, keys in lower case (`table_schema`, `column_name` …). */
export type CatalogRows = readonly JsonObject[];

/** What could be read, and what went wrong with each database that could not. */
export interface Collected {
  readonly rows: CatalogRows;
  readonly errors: readonly TsdbtError[];
}

/** Reads the columns of everything in the schemas that the selected nodes and sources are in. */
export async function collectCatalog(
  runtime: Runtime,
  warehouse: Warehouse,
  signal: AbortSignal,
  selected: ReadonlySet<NodeId>,
): Promise<Collected> {
  const rows: JsonObject[] = [];
  const errors: TsdbtError[] = [];
  for (const schemas of Map.groupBy(schemasOf(runtime, selected), ({ database }) => database).values()) {
    try {
      rows.push(...(await readSchemas(runtime, warehouse, signal, schemas)));
    } catch (error) {
      if (!(error instanceof TsdbtError) || signal.aborted) throw error;
      errors.push(error);
    }
  }
  return { rows, errors };
}

/** With a connection of its own: a failed statement spoils the transaction that it is in. */
async function readSchemas(
  runtime: Runtime,
  warehouse: Warehouse,
  signal: AbortSignal,
  schemas: readonly SchemaName[],
): Promise<CatalogRows> {
  const connection = await warehouse.connect();
  try {
    const session = { connection, name: 'generate_catalog', node: null, thread: 'MainThread', signal };
    return await getCatalog(runtime, schemas, session);
  } finally {
    await connection.close();
  }
}

function schemasOf({ manifest }: Runtime, selected: ReadonlySet<NodeId>): SchemaName[] {
  const found = new Map<string, SchemaName>();
  const add = (database: string | null, schema: string): void => {
    found.set(JSON.stringify([database?.toLowerCase(), schema.toLowerCase()]), { database, schema });
  };
  for (const node of manifest.nodes.values()) {
    if (!selected.has(node.unique_id)) continue;
    const stores = node.resource_type === 'test' && node.relation_name !== null;
    const relational = stores || ['model', 'seed', 'snapshot'].includes(node.resource_type);
    if (relational && node.config.materialized !== 'ephemeral') add(node.database, node.schema);
  }
  for (const source of manifest.sources.values()) {
    if (selected.has(source.unique_id)) add(source.database, source.schema);
  }
  return [...found.values()];
}
