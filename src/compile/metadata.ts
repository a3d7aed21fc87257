import type { JsonObject } from '../core/json.ts';
import type { Runtime, Session } from '../scope/index.ts';

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
  throw new Error(`not yet ${runtime.projectName} ${database} ${session.name}`);
}

/** Creates the schemas that are missing (macro create_schema) and commits. */
export async function createSchemas(
  runtime: Runtime,
  schemas: readonly SchemaName[],
  session: Session,
): Promise<void> {
  throw new Error(`not yet ${runtime.projectName} ${schemas} ${session.name}`);
}

/** Reads the relations of each schema (macro list_relations_without_caching) into runtime.cache. */
export async function fillCache(
  runtime: Runtime,
  schemas: readonly SchemaName[],
  session: Session,
): Promise<void> {
  throw new Error(`not yet ${runtime.projectName} ${schemas} ${session.name}`);
}

/** Rows of the catalog (macro get_catalog), column names in lower case. */
export async function getCatalog(
  runtime: Runtime,
  schemas: readonly SchemaName[],
  session: Session,
): Promise<readonly JsonObject[]> {
  throw new Error(`not yet ${runtime.projectName} ${schemas} ${session.name}`);
}

/** The statement that `show` runs for a compiled query (macro get_show_sql). */
export async function showSql(
  runtime: Runtime,
  compiledCode: string,
  limit: number | null,
  session: Session,
): Promise<string> {
  throw new Error(`not yet ${runtime.projectName} ${compiledCode} ${limit} ${session.name}`);
}
