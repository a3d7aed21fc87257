import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { failure } from '../../core/diagnostic.ts';
import { sourcePaths } from '../package.ts';
import type { Settings } from '../settings.ts';
import { isBelow, liesIn } from './safe-path.ts';

/** Where packages go, made sure that emptying it harms nobody: inside the project, no folder with sources. TD703. */
export function packagesFolder({ root, packagesPath, rootPackage, options }: Settings): string {
  const refuse = (why: string) =>
    failure('TD703', `packages-install-path '${packagesPath}' is refused: ${why}`, {
      at: rootPackage.place(['packages-install-path']),
      help: 'packages-install-path: dbt_packages',
    });
  const sources = sourcePaths(rootPackage.paths).map((path) => resolve(root, path));
  const touched = sources.find((path) => overlap(path, packagesPath));
  if (touched !== undefined) throw refuse(`it holds sources of the project, ${touched}`);
  if (resolve(packagesPath) === root || isBelow(packagesPath, root)) throw refuse('it holds the project');
  const isAsked = options.packagesInstallPath !== undefined;
  if (!isAsked && !(isBelow(root, packagesPath) && liesIn(root, existing(packagesPath))))
    throw refuse('it resolves outside of the project');
  return packagesPath;
}

const overlap = (a: string, b: string): boolean => a === resolve(b) || isBelow(a, b) || isBelow(b, a);

/** The nearest folder that is there. */
function existing(path: string): string {
  return existsSync(path) ? path : existing(dirname(path));
}
