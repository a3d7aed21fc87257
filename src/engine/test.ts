import { runNodes } from './execution.ts';
import { invoke } from './invoke.ts';
import type { Engine } from './open.ts';
import type { RunOptions } from './options.ts';
import type { CommandResult } from './result.ts';

/** Runs the selected data tests and unit tests. Rejects with TsdbtError for what concerns no single test. */
export function test(engine: Engine, options: RunOptions = {}): Promise<CommandResult> {
  const work = { kind: 'test', resourceTypes: ['test', 'unit_test'], independent: true };
  return invoke(engine, 'test', () => runNodes(engine, work, options));
}
