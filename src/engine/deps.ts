import { type InstallOptions, installPackages } from '../project/install/index.ts';
import { openSettings, startInvocation } from './open.ts';
import type { EngineOptions } from './options.ts';
import { report } from './report.ts';
import { type CommandResult, DONE } from './result.ts';

export type { InstallOptions as DepsOptions } from '../project/install/index.ts';

/** Installs the packages of the project and writes package-lock.yml; needs no target. Rejects with TD1xx, TD701, TD703. */
export async function deps(options: EngineOptions, how: InstallOptions = {}): Promise<CommandResult> {
  const invocation = startInvocation(options);
  return report(invocation, async () => {
    await installPackages(openSettings(invocation, false), how, invocation);
    return DONE;
  });
}
