import { TsdbtError } from '../core/diagnostic.ts';
import { type NodeId, nodeId } from '../core/ids.ts';
import type { JsonObject } from '../core/json.ts';
import { findNode, type GraphNode, type Manifest } from '../manifest/index.ts';
import { compileTasks } from '../run/index.ts';
import type { Runtime } from '../scope/index.ts';
import { saveGraphSummary, saveManifest, saveRunResults } from './artifacts.ts';
import { deferral } from './deferral.ts';
import { commandResult, type Executed, executeNodes } from './execution.ts';
import { compileInline, refuseBoth } from './inline.ts';
import { invoke } from './invoke.ts';
import { parseAll } from './manifest.ts';
import type { Engine } from './open.ts';
import type { CompileOptions } from './options.ts';
import { type CommandResult, diagnosticsOf } from './result.ts';
import { createRuntime } from './runtime.ts';
import { withSession } from './session.ts';
import { singleOutcome, singleResult } from './single-result.ts';
import { createWorld } from './world.ts';

/** What compile works on. */
export const COMPILED = {
  kind: 'compile',
  resourceTypes: ['model', 'test', 'analysis', 'seed', 'snapshot', 'function', 'operation'],
  tasks: compileTasks,
  independent: true,
  prepare: false,
} as const;

/**
 * Renders nodes to target/compiled, and prints those that were asked for by name, or the text of `inline`.
 * Nodes that cannot be rendered do not keep the others from it; then it rejects with what is wrong with each, as dbt does.
 */
export function compile(engine: Engine, options: CompileOptions = {}): Promise<CommandResult> {
  const { inline } = options;
  return invoke(engine, 'compile', () => {
    refuseBoth(options, inline);
    return inline === undefined ? compileNodes(engine, options) : compileOneText(engine, options, inline);
  });
}

async function compileNodes(engine: Engine, options: CompileOptions): Promise<CommandResult> {
  const { manifest, runtime, outcome } = listed(await executeNodes(engine, COMPILED, options), options);
  await saveRunResults(engine, runtime, outcome);
  await saveGraphSummary(engine, runtime, manifest);
  for (const id of namedNodes(
    manifest,
    outcome.results.map((result) => result.id),
    options.select,
  )) {
    const code = runtime.compiled.get(id)?.compiledCode;
    if (code !== undefined) print(engine, runtime, options, code, nameOf(manifest, id));
  }
  const failures = outcome.cancelled ? [] : diagnosticsOf(outcome.results);
  if (failures.length > 0) throw new TsdbtError(failures);
  return commandResult(outcome);
}

/** The same with the results in the order of the plan, without ephemeral models that nobody asked for by name, as in dbt. */
function listed(executed: Executed, { select = [] }: CompileOptions): Executed {
  const { outcome, plan, manifest } = executed;
  const known = new Map(outcome.results.map((result) => [result.id, result] as const));
  const isEphemeral = (id: NodeId): boolean => manifest.nodes.get(id)?.config.materialized === 'ephemeral';
  const results = plan.nodes.flatMap(({ node: { unique_id: id } }) => {
    const result = known.get(id);
    const shown = select.length > 0 || !isEphemeral(id) || result?.status !== 'success';
    return result && shown ? [result] : [];
  });
  return { ...executed, outcome: { ...outcome, results } };
}

async function compileOneText(engine: Engine, options: CompileOptions, sql: string): Promise<CommandResult> {
  const world = createWorld(engine, 'compile', options);
  const parsed = parseAll(engine, world);
  const id = nodeId(`sql_operation.${engine.project.name}.inline_query`);
  const runtime = createRuntime(world, parsed, new Set([id]), deferral(engine, world));
  const started = new Date();
  const { compiledCode } = await withSession(engine, 'inline_query', (session) =>
    compileInline(runtime, sql, session),
  );
  const outcome = singleOutcome(singleResult({ id, started, compiledCode }));
  await saveManifest(engine, world, parsed);
  await saveRunResults(engine, runtime, outcome);
  print(engine, runtime, options, compiledCode);
  return commandResult(outcome);
}

/** `orders.v2` for a version of a model, else the name. */
export const nameWithVersion = (node: GraphNode): string =>
  node.resource_type === 'model' && node.version !== null ? `${node.name}.v${node.version}` : node.name;

/** Of the nodes that were worked on, those whose name the first --select mentions: dbt prints these only. */
export function namedNodes(
  manifest: Manifest,
  ids: readonly NodeId[],
  select: readonly string[] = [],
): readonly NodeId[] {
  const words = new Set(select.join(' ').split(/[\s,+@]+/));
  return ids.filter((id) => {
    const node = findNode(manifest, id);
    return (
      node !== undefined &&
      (words.has(node.name) ||
        words.has(nameWithVersion(node)) ||
        words.has(node.original_file_path) ||
        words.has(node.fqn.join('.')))
    );
  });
}

function nameOf(manifest: Manifest, id: NodeId): string | undefined {
  const node = findNode(manifest, id);
  return node && nameWithVersion(node);
}

function print(
  engine: Engine,
  runtime: Runtime,
  { output }: CompileOptions,
  compiled: string,
  node?: string,
): void {
  const quiet = runtime.flags.QUIET === true;
  const title = node === undefined ? 'Compiled inline node is:' : `Compiled node '${node}' is:`;
  const text = quiet ? compiled : `${title}\n${compiled}`;
  const json: JsonObject = { ...(node === undefined ? {} : { node }), compiled };
  engine.emit({
    type: 'output',
    text: output === 'json' ? JSON.stringify(json, null, 2) : text,
    name: 'CompiledNode',
    data: {
      node_name: node ?? 'inline_query',
      compiled,
      is_inline: node === undefined,
      output_format: output ?? 'text',
      quiet,
    },
  });
}
