import { failure, TsdbtError } from '../../core/diagnostic.ts';
import type { JsonObject } from '../../core/json.ts';
import { type ModelNode, type UnitTestNode, unitTestPath, versionedName } from '../../manifest/index.ts';
import { type CompiledNode, Overrides, type Runtime, type Session } from '../../scope/index.ts';
import { composed } from '../compile.ts';
import type { Cte } from '../ephemeral.ts';
import { sourceMap } from '../source-map.ts';
import { expectedConfig } from './expected.ts';
import { inputSql } from './input-sql.ts';
import { type Input, inputsOf } from './inputs.ts';
import { columnFinder } from './known-columns.ts';
import { queryColumns } from './query-columns.ts';
import { placeOf } from './rows.ts';
import type { Scene } from './scene.ts';
import { cteNames, renderWith } from './stand-ins.ts';

/** A unit test ready to run: a node for the materialization `unit`, and its SQL. */
export interface CompiledUnitTest {
  readonly node: ModelNode;
  readonly compiled: CompiledNode;
}

/**
 * Compiles the tested model with the given rows in place of its inputs, as CTEs; no parent need be in the warehouse.
 * Rejects with TsdbtError: TD222 for inputs and TD223 for columns that do not fit, TD501 from the warehouse.
 */
export async function compileUnitTest(
  runtime: Runtime,
  test: UnitTestNode,
  session: Session,
  seedColumns: Scene['seedColumns'],
): Promise<CompiledUnitTest> {
  const tested = testedModel(runtime, test);
  const scene: Scene = { runtime, session: { ...session, node: test.unique_id }, test, tested, seedColumns };
  const compiled = await compiledText(scene);
  const node = nodeOf(scene, {});
  runtime.compiled.set(test.unique_id, compiled);
  return { node, compiled };
}

/** The same test with the config that its materialization reads: what is expected, and the columns that come out. Rejects with TD223 or TD501. */
export async function expectOf(
  runtime: Runtime,
  test: UnitTestNode,
  { compiled }: CompiledUnitTest,
  session: Session,
): Promise<ModelNode> {
  const tested = testedModel(runtime, test);
  const scene: Scene = { runtime, session, test, tested, seedColumns: async () => [] };
  const actual = await queryColumns(runtime, compiled.compiledCode, session);
  return nodeOf(scene, await expectedConfig(scene, actual));
}

function testedModel({ manifest }: Runtime, test: UnitTestNode): ModelNode {
  const [id] = test.depends_on.nodes;
  const node = id === undefined ? undefined : manifest.nodes.get(id);
  if (node?.resource_type === 'model') return node;
  throw failure('TD902', `the unit test ${test.unique_id} has no model`);
}

async function compiledText(scene: Scene): Promise<CompiledNode> {
  const { session, test, tested } = scene;
  const inputs = new Map(inputsOf(scene, cteNames()).map((input) => [input.parent.unique_id, input]));
  const overrides = new Overrides(test.overrides?.macros ?? {});
  const own = withVariables(scene.runtime, test);
  const find = (id: Input['parent']['unique_id']): Input | null => inputs.get(id) ?? null;
  const { text, template, used } = await renderWith(own, session, tested, find, overrides);
  const finder = columnFinder(scene);
  const ctes: Cte[] = [];
  for (const { parent } of used) {
    const input = inputs.get(parent.unique_id);
    if (input) ctes.push(await cteOf(scene, input, () => inputSql(scene, finder, input)));
  }
  return composed(test.unique_id, text, ctes, sourceMap(template, text));
}

async function cteOf(scene: Scene, input: Input, sql: () => Promise<string>): Promise<Cte> {
  const { at } = placeOf(scene, input.index);
  return { id: input.parent.unique_id, name: input.relation.render(), code: await sql(), place: () => at };
}

/** The runtime with the variables that the test overrides. */
function withVariables(runtime: Runtime, { overrides }: UnitTestNode): Runtime {
  if (overrides === null) return runtime;
  const { vars, env_vars: environment } = overrides;
  const { lookup, all } = runtime.vars;
  return {
    ...runtime,
    vars: {
      lookup: (name, packageName) => (Object.hasOwn(vars, name) ? vars[name] : lookup(name, packageName)),
      all: (packageName) => ({ ...all(packageName), ...vars }),
    },
    envVar: (name, fallback) => {
      const value = environment[name];
      return value === undefined || value === null ? runtime.envVar(name, fallback) : String(value);
    },
  };
}

/** The test as a node that has a materialization. */
function nodeOf({ test, tested }: Scene, config: JsonObject): ModelNode {
  const name = versionedName(test);
  const { enabled, tags, meta } = test.config;
  return {
    ...tested,
    name,
    alias: name,
    unique_id: test.unique_id,
    path: unitTestPath(test),
    original_file_path: test.original_file_path,
    package_name: test.package_name,
    fqn: test.fqn,
    relation_name: null,
    columns: {},
    constraints: [],
    config: {
      enabled,
      tags,
      meta,
      materialized: 'unit',
      sql_header: tested.config.sql_header ?? null,
      ...config,
    },
  };
}

/** An error of the warehouse in dbt's words: often a value that does not fit the type of its column. */
export function withTestName(test: UnitTestNode, error: unknown): unknown {
  if (!(error instanceof TsdbtError) || error.first.code !== 'TD501') return error;
  const [first, ...others] = error.diagnostics;
  if (first === undefined) return error;
  const message = `An error occurred during execution of unit test '${test.name}'. There may be an error in the unit test definition: check the data types.\n${first.message}`;
  return new TsdbtError([{ ...first, message }, ...others], { cause: error.cause });
}
