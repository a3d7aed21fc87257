import { cloneTasks } from '../run/index.ts';
import { savedRelations } from './deferral.ts';
import { runNodes } from './execution.ts';
import { invoke } from './invoke.ts';
import type { Engine } from './open.ts';
import type { CloneOptions } from './options.ts';
import type { CommandResult } from './result.ts';

/** Makes the selected nodes from where they stand in a saved state, without building them. Rejects with TD704 without one. */
export function clone(engine: Engine, options: CloneOptions): Promise<CommandResult> {
  const { state, ...run } = options;
  return invoke(engine, 'clone', async () => {
    const tasks = cloneTasks(savedRelations(engine, state));
    return runNodes(engine, { ...WORK, tasks }, run);
  });
}

const WORK = {
  kind: 'clone',
  resourceTypes: ['model', 'seed', 'snapshot'],
  independent: true,
  hooks: false,
} as const;
