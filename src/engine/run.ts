import { runNodes } from './execution.ts';
import { invoke } from './invoke.ts';
import type { Engine } from './open.ts';
import type { RunOptions } from './options.ts';
import type { CommandResult } from './result.ts';

/** Builds the selected models. Rejects with TsdbtError for what concerns no single node. */
export function run(engine: Engine, options: RunOptions = {}): Promise<CommandResult> {
  return invoke(engine, 'run', () => runNodes(engine, { kind: 'run', resourceTypes: ['model'] }, options));
}
