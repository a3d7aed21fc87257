import type { QueryResult, RelationInfo, SeedType } from '../adapter/index.ts';
import type { ManifestNode } from '../manifest/index.ts';
import type { CompiledNode, Runtime, Session } from '../scope/index.ts';

/** A seed's file as it was read through once. */
export interface SeedTable {
  readonly columns: readonly { readonly name: string; readonly type: SeedType }[];
  readonly rows: number;
}

/** What the run stage does for a materialization. */
export interface MaterializationHooks {
  /** `write(sql)` of the materialization: what goes to target/run. */
  write?(sql: string): void;
  /** What `load_agate_table()` shows of the seed's file: its columns with inferred types, and how many rows it has. */
  seedTable?(): Promise<SeedTable>;
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
