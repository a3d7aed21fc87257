import { failure } from '../core/diagnostic.ts';
import type { JsonObject } from '../core/json.ts';
import { isMapping, readYaml } from '../project/index.ts';
import { runOperation as call } from '../run/index.ts';
import { saveManifest } from './artifacts.ts';
import { invoke } from './invoke.ts';
import { parseAll } from './manifest.ts';
import type { Engine } from './open.ts';
import type { OperationOptions } from './options.ts';
import { type CommandResult, DONE } from './result.ts';
import { createRuntime } from './runtime.ts';
import { createWorld } from './world.ts';

/** Calls a macro; `value` is what it returned, as plain data. Rejects with TD508 or what the macro raises. */
export function runOperation(
  engine: Engine,
  options: OperationOptions,
): Promise<CommandResult & { readonly value: unknown }> {
  return invoke(engine, 'run-operation', async () => {
    const world = createWorld(engine, 'run-operation', options);
    const parsed = parseAll(engine, world);
    const runtime = createRuntime(world, parsed.manifest, new Set());
    const { macro, args } = options;
    const warehouse = await engine.warehouse();
    const value = await call(runtime, { warehouse, macro, args: readArguments(args), signal: engine.signal });
    await saveManifest(engine, world, parsed);
    return { ...DONE, value };
  });
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
