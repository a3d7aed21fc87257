import { failure, TsdbtError } from '../core/diagnostic.ts';
import { type NodeId, nodeId } from '../core/ids.ts';
import type { JsonObject } from '../core/json.ts';
import { isMapping, readYaml } from '../project/index.ts';
import { runOperation as callMacro } from '../run/index.ts';
import type { Runtime } from '../scope/index.ts';
import { saveManifest, saveRunResults } from './artifacts.ts';
import { invoke } from './invoke.ts';
import { parseAll } from './manifest.ts';
import type { Engine } from './open.ts';
import type { OperationOptions } from './options.ts';
import { type CommandResult, DONE } from './result.ts';
import { createRuntime } from './runtime.ts';
import { singleOutcome, singleResult } from './single-result.ts';
import { createWorld } from './world.ts';

/** How an operation ended; `value` is what the macro returned, as plain data. */
export type OperationResult = CommandResult & { readonly value: unknown };

/** Calls a macro. A macro that fails is exit code 1, told to the sinks; one that is not there rejects with TD508. */
export function runOperation(engine: Engine, options: OperationOptions): Promise<OperationResult> {
  return invoke(engine, 'run-operation', async () => {
    const world = createWorld(engine, 'run-operation', options);
    const parsed = parseAll(engine, world);
    const runtime = createRuntime(world, parsed, new Set());
    const { macro, args } = options;
    const warehouse = await engine.warehouse();
    const call = { warehouse, macro, args: readArguments(args), signal: engine.signal };
    const started = new Date();
    const { value, problem } = await attempt(() => callMacro(runtime, call));
    const result = singleResult({ id: operationId(runtime, macro), started, problem });
    if (problem) tellProblem(engine, problem);
    await saveManifest(engine, world, parsed);
    await saveRunResults(engine, runtime, singleOutcome(result));
    return { ...DONE, exitCode: problem ? 1 : 0, results: [result], value };
  });
}

/** A macro that is not there has no result; whatever a macro raises is one. */
async function attempt(work: () => Promise<unknown>): Promise<{ value: unknown; problem?: TsdbtError }> {
  try {
    return { value: await work() };
  } catch (error) {
    if (!(error instanceof TsdbtError) || error.first.code === 'TD508') throw error;
    return { value: null, problem: error };
  }
}

function tellProblem(engine: Engine, problem: TsdbtError): void {
  const kind = /^TD[56]/.test(problem.first.code) ? 'Database' : 'Compilation';
  const message = `Encountered an error while running operation: ${kind} Error`;
  engine.emit({ type: 'note', level: 'error', name: 'RunningOperationCaughtError', message });
  for (const diagnostic of problem.diagnostics) {
    engine.emit({ type: 'diagnostic', diagnostic: { ...diagnostic, level: 'error' } });
  }
}

/** The operation's id in run_results.json: that of its macro, as dbt has it. */
function operationId({ macros, projectName }: Runtime, macro: string): NodeId {
  const [first = '', second] = macro.split('.');
  const id =
    second === undefined ? macros.index.find(first, projectName) : macros.index.findIn(first, second);
  return nodeId(id ?? macro);
}

/** --args: YAML text or data. Throws TD901 when it is no dictionary. */
function readArguments(args: string | JsonObject | undefined): JsonObject {
  if (args === undefined) return {};
  if (typeof args !== 'string') return args;
  const { value, diagnostics } = readYaml(args, '--args');
  if (value === null && diagnostics.length === 0) return {};
  if (isMapping(value)) return value as JsonObject; // what YAML gives is JSON, but for exact numbers
  throw failure('TD901', 'The YAML provided in the --args argument is not valid.', {
    help: `--args '{"name": "value"}'`,
  });
}
