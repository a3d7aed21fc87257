import type { QueryResult } from '../adapter/index.ts';
import type { ManifestNode } from '../manifest/index.ts';
import type { Runtime, Session } from '../scope/index.ts';
import type { Value } from '../template/index.ts';

/** Renders the SQL of a hook: in the scope of a node, or of the root project's operations. */
export async function renderHook(
  runtime: Runtime,
  sql: string,
  node: ManifestNode | null,
  session: Session,
  extra?: ReadonlyMap<string, Value>,
): Promise<string> {
  throw new Error(`not yet ${runtime.projectName} ${sql} ${node} ${session.name} ${extra}`);
}

/** Sends a statement as templates do: with events, the query comment, and errors as TsdbtError TD501. */
export async function runSql(
  runtime: Runtime,
  sql: string,
  session: Session,
  fetch = false,
): Promise<QueryResult> {
  throw new Error(`not yet ${runtime.projectName} ${sql} ${session.name} ${fetch}`);
}
