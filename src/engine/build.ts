import { runNodes } from './execution.ts';
import { invoke } from './invoke.ts';
import type { Engine } from './open.ts';
import type { RunOptions } from './options.ts';
import type { CommandResult } from './result.ts';

/** Loads seeds, builds models and tests them, parents before children; what stands on a failed test is skipped. */
export function build(engine: Engine, options: RunOptions = {}): Promise<CommandResult> {
  const work = { kind: 'build', resourceTypes: ['model', 'seed', 'test', 'exposure'], gated: true };
  return invoke(engine, 'build', () => runNodes(engine, work, options));
}
