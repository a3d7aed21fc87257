import type { QueryResult, RelationInfo } from '../adapter/index.ts';
import type { ManifestNode } from '../manifest/index.ts';
import type { CompiledNode, Runtime, Session } from '../scope/index.ts';

/** What the run stage does for a materialization. */
export interface MaterializationHooks {
  /** `write(sql)` of the materialization: what goes to target/run. */
  write?(sql: string): void;
  /** `adapter.load_seed(relation)`: loads the seed's rows, returns how many. */
  loadSeed?(relationName: string, relation: RelationInfo): Promise<number>;
}

/** What a materialization did. */
export interface MaterializationResult {
  readonly relations: readonly RelationInfo[];
  /** The result of `statement('main')`, or what store_raw_result put there; null when there was none. */
  readonly main: QueryResult | null;
}

/** Runs the materialization of a node. Rejects with TsdbtError: TD220 unknown, TD510 no relation returned, TD501 from the warehouse. */
export async function runMaterialization(
  runtime: Runtime,
  node: ManifestNode,
  compiled: CompiledNode,
  session: Session,
  hooks: MaterializationHooks = {},
): Promise<MaterializationResult> {
  throw new Error(
    `not yet ${runtime.projectName} ${node.name} ${compiled.id} ${session.name} ${hooks.write}`,
  );
}
