import { EMBEDDED } from '../adapter/registry.ts';
import { initProject } from '../project/index.ts';
import { startInvocation } from './open.ts';
import type { EngineOptions } from './options.ts';
import { report } from './report.ts';
import { type CommandResult, DONE } from './result.ts';

/** Options of init. */
export interface InitOptions {
  /** Name of the project and of its folder; `my_project` when left out. */
  readonly projectName?: string;
}

/** What a project is called when nobody says. */
const DEFAULT_NAME = 'my_project';

/** Writes a small project that builds at once. Rejects with TD104 for a bad name, TD701 when files stand in the way. */
export async function init(
  options: EngineOptions,
  { projectName }: InitOptions = {},
): Promise<CommandResult> {
  const invocation = startInvocation(options);
  return report(invocation, async () => {
    const name = projectName ?? DEFAULT_NAME;
    const { type, path } = EMBEDDED.raw(name);
    const targetsExample = `targets:\n  dev:\n    type: ${type}\n    path: ${path}`;
    const { root } = initProject({ cwd: options.cwd ?? process.cwd(), name, dataFile: path, targetsExample });
    const message = `Your new project "${name}" was created in ${root}. Next: cd ${name} && tsdbt build`;
    invocation.emit({ type: 'note', level: 'info', name: 'ProjectCreated', message });
    return DONE;
  });
}
