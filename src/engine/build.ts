import { runNodes } from './execution.ts';
import { invoke } from './invoke.ts';
import type { Engine } from './open.ts';
import type { RunOptions } from './options.ts';
import type { CommandResult } from './result.ts';

/** Loads seeds, makes functions, builds models and snapshots and tests them, parents before children; what stands on a failed test is skipped. */
export function build(engine: Engine, options: RunOptions = {}): Promise<CommandResult> {
  return invoke(engine, 'build', () =>
    runNodes(engine, { kind: 'build', resourceTypes: BUILT, gated: true }, options),
  );
}

const BUILT = ['model', 'seed', 'snapshot', 'test', 'unit_test', 'exposure', 'saved_query', 'function'];
