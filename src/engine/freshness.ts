import { resolve } from 'node:path';
import { writeSources } from '../artifacts/index.ts';
import { freshnessTasks } from '../run/index.ts';
import { artifactContext, written } from './artifacts.ts';
import { commandResult, executeNodes } from './execution.ts';
import { invoke } from './invoke.ts';
import type { Engine } from './open.ts';
import type { FreshnessOptions } from './options.ts';
import type { CommandResult } from './result.ts';

const WORK = {
  kind: 'source freshness',
  which: 'freshness',
  resourceTypes: ['source'],
  tasks: freshnessTasks,
  independent: true,
  prepare: false,
} as const;

/** Hooks of the project run around it, unless its flags say otherwise. */
const withHooks = ({ project }: Engine) => ({
  ...WORK,
  hooks: project.rootPackage.flags.source_freshness_run_project_hooks !== false,
});

/** Measures how old the selected sources are, and writes sources.json (or `output`). */
export function sourceFreshness(engine: Engine, options: FreshnessOptions = {}): Promise<CommandResult> {
  return invoke(engine, 'source freshness', async () => {
    const { manifest, runtime, outcome } = await executeNodes(engine, withHooks(engine), options);
    const path = options.output === undefined ? undefined : resolve(engine.project.root, options.output);
    await writeSources(artifactContext(engine, runtime), outcome, manifest, path);
    written(engine, 'FreshnessResult', 'sources.json');
    return commandResult(outcome);
  });
}
