import type { QueryResult, RelationInfo, SeedType } from '../adapter/index.ts';
import { failure } from '../core/diagnostic.ts';
import type { MacroId } from '../core/ids.ts';
import { didYouMean } from '../core/similar.ts';
import type { ManifestNode } from '../manifest/index.ts';
import {
  type CompiledNode,
  createRunScope,
  infoOf,
  missingMaterialization,
  Overrides,
  RelationValue,
  type RunHooks,
  type Runtime,
  type Session,
} from '../scope/index.ts';
import { PyDict, type Value } from '../template/index.ts';
import { str } from '../template/python/print.ts';
import { callIn } from './call-macro.ts';
import { type Calls, watchMaterialization } from './calls.ts';
import { mainResult } from './main-result.ts';
import { seedNames } from './seed-table.ts';

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
  const macro = macroOf(runtime, node);
  runtime.compiled.set(node.unique_id, compiled);
  const calls = watchMaterialization(node);
  const scope = createRunScope(runtime, {
    node,
    packageName: node.package_name,
    session: { ...session, node: node.unique_id },
    extra: seedNames(node, hooks),
    hooks: runHooks(hooks),
    overrides: runtime.batch?.incremental ? ADDING : undefined,
    onCall: calls.onCall,
  });
  const value = await callIn(scope, macro, {}).finally(() => keepCalls(runtime, compiled, calls));
  return { relations: madeRelations(value, node), main: mainResult(scope.results) };
}

/** As dbt has it, only the first batch of a run can be the one that makes the table. */
const ADDING = new Overrides({ is_incremental: true, should_full_refresh: false });

function keepCalls(runtime: Runtime, compiled: CompiledNode, { seen, onCall }: Calls): void {
  if (onCall) runtime.compiled.set(compiled.id, { ...compiled, calls: [...(compiled.calls ?? []), ...seen] });
}

/** What a materialization returned, as relations to remember; TD510 when it is nothing of the kind. */
export const madeRelations = (value: Value, node: ManifestNode): readonly RelationInfo[] =>
  relationsOf(value, node)
    .filter(isKept)
    .map(({ relation }) => infoOf(relation));

/** Functions are not among the relations of a schema. */
const isKept = ({ relation }: RelationValue): boolean => !relation.is('function');

function runHooks({ write, loadSeed }: MaterializationHooks): RunHooks {
  const load = async (value: Value): Promise<number> => {
    if (!loadSeed || !(value instanceof RelationValue))
      throw failure('TD902', 'load_seed() is for seeds and wants a relation');
    return loadSeed(value.relation.render(), infoOf(value.relation));
  };
  return { ...(write ? { write } : {}), ...(loadSeed ? { loadSeed: load } : {}) };
}

function macroOf(runtime: Runtime, node: ManifestNode): MacroId {
  const name = node.config.materialized ?? 'view';
  const id = runtime.macros.index.materialization(name);
  if (id !== undefined) return id;
  throw failure('TD220', missingMaterialization(name, runtime.adapter.name), {
    node: node.unique_id,
    at: runtime.manifest.places.get(node.unique_id) ?? { file: node.original_file_path, line: 1, column: 1 },
    help:
      didYouMean(name, BUILT_IN) ??
      `use ${BUILT_IN.join(', ')}, or write {% materialization ${name}, default %} … {% endmaterialization %}`,
  });
}

/** The relations that a materialization says it made; TD510 in dbt's words when it does not say. */
function relationsOf(value: Value, node: ManifestNode): readonly RelationValue[] {
  if (typeof value === 'string') {
    throw wrong(
      node,
      `The materialization ("${node.config.materialized}") did not explicitly return a list of relations to add to the cache.`,
    );
  }
  if (!(value instanceof PyDict)) {
    throw wrong(
      node,
      `Invalid return value from materialization, expected a dict with key "relations", got: ${str(value)}`,
    );
  }
  const relations = value.get('relations');
  if (relations === undefined) {
    throw wrong(
      node,
      `Invalid return value from materialization, "relations" not found, got keys: ${value.keys().map(str).join(', ')}`,
    );
  }
  if (!Array.isArray(relations))
    throw wrong(
      node,
      `Invalid return value from materialization, "relations" not a list, got: ${str(relations)}`,
    );
  return relations.map((relation) => {
    if (relation instanceof RelationValue) return relation;
    throw wrong(
      node,
      `Invalid return value from materialization, "relations" contains non-Relation: ${str(relation)}`,
    );
  });
}

const wrong = (node: ManifestNode, message: string): Error =>
  failure('TD510', message, {
    node: node.unique_id,
    help: "end it with {{ return({'relations': [target_relation]}) }}",
  });

/** What models are most often. */
const BUILT_IN = ['view', 'table', 'incremental', 'ephemeral'] as const;
