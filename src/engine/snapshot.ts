import { runNodes } from './execution.ts';
import { invoke } from './invoke.ts';
import type { Engine } from './open.ts';
import type { RunOptions } from './options.ts';
import type { CommandResult } from './result.ts';

/** Brings the selected snapshots up to date. Rejects with TsdbtError for what concerns no single node. */
export function snapshot(engine: Engine, options: RunOptions = {}): Promise<CommandResult> {
  const work = { kind: 'snapshot', resourceTypes: ['snapshot'] };
  return invoke(engine, 'snapshot', () => runNodes(engine, work, options));
}
