import { failure } from '../core/diagnostic.ts';
import { cloneTasks } from '../run/index.ts';
import { runNodes } from './execution.ts';
import { invoke } from './invoke.ts';
import type { Engine } from './open.ts';
import type { CloneOptions } from './options.ts';
import type { CommandResult } from './result.ts';
import { savedRelations } from './saved-relations.ts';

/** Makes the selected nodes from where they stand in a saved state, without building them. Rejects with TD704 without one. */
export function clone(engine: Engine, options: CloneOptions): Promise<CommandResult> {
  const { state, ...run } = options;
  return invoke(engine, 'clone', async () => {
    if (state === undefined || state === '')
      throw failure('TD704', '--state or --defer-state are required for deferral, but neither was provided', {
        help: '--state path/to/artifacts',
      });
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
