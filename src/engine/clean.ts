import { cleanProject } from '../project/index.ts';
import { openSettings, startInvocation } from './open.ts';
import type { EngineOptions } from './options.ts';
import { report } from './report.ts';
import { type CommandResult, DONE } from './result.ts';

/** Options of clean. */
export interface CleanOptions {
  /** False: paths outside of the project are removed as well. */
  readonly projectFilesOnly?: boolean;
}

/** Removes what clean-targets name, inside the project only; needs no target. Rejects with TD101, TD703. */
export async function clean(options: EngineOptions, how: CleanOptions = {}): Promise<CommandResult> {
  const invocation = startInvocation(options);
  return report(invocation, async () => {
    const settings = openSettings(invocation, false);
    for (const diagnostic of settings.diagnostics) invocation.emit({ type: 'diagnostic', diagnostic });
    const outside = how.projectFilesOnly === false;
    for (const path of cleanProject(settings, { outside })) {
      invocation.emit({ type: 'note', level: 'info', name: 'CheckCleanPath', message: `Checking ${path}/*` });
      invocation.emit({
        type: 'note',
        level: 'info',
        name: 'ConfirmCleanPath',
        message: `Cleaned ${path}/*`,
      });
    }
    invocation.emit({
      type: 'note',
      level: 'info',
      name: 'FinishedCleanPaths',
      message: 'Finished cleaning all paths.',
    });
    return DONE;
  });
}
