import type { Warehouse } from '../adapter/index.ts';
import { getCatalog, type Runtime } from '../compile/index.ts';
import type { JsonObject } from '../core/json.ts';

/** Rows of the catalog: one per column, keys in lower case (`table_schema`, `column_name` …). */
export type CatalogRows = readonly JsonObject[];

/** Reads the columns of everything in the schemas that the project's nodes and sources are in. Rejects as macros do. */
export async function collectCatalog(
  runtime: Runtime,
  warehouse: Warehouse,
  signal: AbortSignal,
): Promise<CatalogRows> {
  const connection = await warehouse.connect();
  try {
    const session = { connection, name: 'generate_catalog', node: null, thread: 'MainThread', signal };
    return await getCatalog(runtime, schemasOf(runtime), session);
  } finally {
    await connection.close();
  }
}

function schemasOf(runtime: Runtime): { database: string | null; schema: string }[] {
  const found = new Map<string, { database: string | null; schema: string }>();
  const add = (database: string | null, schema: string): void => {
    found.set(JSON.stringify([database?.toLowerCase(), schema.toLowerCase()]), { database, schema });
  };
  for (const node of runtime.manifest.nodes.values()) {
    const stores = node.resource_type === 'test' && node.relation_name !== null;
    const relational = stores || ['model', 'seed', 'snapshot'].includes(node.resource_type);
    if (relational && node.config.materialized !== 'ephemeral') add(node.database, node.schema);
  }
  for (const source of runtime.manifest.sources.values()) add(source.database, source.schema);
  return [...found.values()];
}
