import { existsSync, realpathSync, rmSync } from 'node:fs';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { type Diagnostic, failure, TsdbtError } from '../core/diagnostic.ts';
import { sourcePaths } from './package.ts';
import { reason } from './read-text.ts';
import type { Settings } from './settings.ts';

/** What clean may and may not remove. */
export interface CleanOptions {
  /** --no-clean-project-files-only: folders outside the project as well. */
  readonly outside?: boolean;
  /** Absolute paths that must stay, besides the files that the target names. */
  readonly keep?: readonly string[];
}

/**
 * Removes the clean-targets of a project; out: the paths that were there. Nothing is removed when one of them is refused (TD703): a folder outside
 * the project, the project itself, a folder with sources, or one that holds the target's data. TD701 when removing fails.
 */
export function cleanProject(settings: Settings, options: CleanOptions = {}): string[] {
  const targets = [...new Set(settings.cleanTargets.map((path) => resolve(settings.root, path)))];
  const refused = targets.flatMap((path) => refusal(path, settings, options));
  if (refused.length > 0) throw new TsdbtError(refused);
  const present = targets.filter((path) => existsSync(path));
  for (const path of present) remove(path);
  return present;
}

function refusal(path: string, settings: Settings, options: CleanOptions): Diagnostic[] {
  const { root } = settings;
  const refuse = (message: string): Diagnostic[] => [
    {
      code: 'TD703',
      message,
      at: settings.rootPackage.place(['clean-targets']),
      help: 'take it out of clean-targets:',
    },
  ];
  if (!options.outside && !isInside(path, root))
    return refuse(`tsdbt will not clean the following directories outside the project: ['${path}']`);
  if (holds(path, root)) return refuse(`tsdbt will not clean the project itself: ${path}`);
  const sources = sourcePaths(settings.rootPackage.paths).map((folder) => resolve(root, folder));
  const source = sources.find((folder) => holds(path, folder) || holds(folder, path));
  if (source !== undefined) return refuse(`tsdbt will not clean the following source paths: ['${source}']`);
  const data = [...(options.keep ?? []), ...dataFiles(settings)].find((file) => holds(path, file));
  return data === undefined
    ? []
    : refuse(`tsdbt will not clean ${path}: it holds the data of the target, ${data}`);
}

/** Whether `path` lies in `folder`, links followed. */
const isInside = (path: string, folder: string): boolean =>
  holds(realpathSync(folder), real(path)) && holds(folder, path);

const real = (path: string): string => (existsSync(path) ? realpathSync(path) : path);

function holds(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return (
    way === '' || (!isAbsolute(way) && way !== '..' && !way.startsWith('../') && !way.startsWith('..\\'))
  );
}

/** Files that the target's settings name. */
function dataFiles({ target, root, options }: Settings): string[] {
  const named = Object.values(target?.raw ?? {}).filter((value) => typeof value === 'string' && value !== '');
  return named
    .flatMap((value) => [join(root, String(value)), resolve(options.cwd, String(value))])
    .filter((path) => existsSync(path));
}

function remove(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch (error) {
    throw failure('TD701', `${path} cannot be removed: ${reason(error)}`, { cause: error });
  }
}
