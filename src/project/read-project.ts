import type { JsonObject } from '../core/json.ts';
import { DBT_VERSION } from '../core/version.ts';
import { listFiles } from './files.ts';
import type { ProjectOptions } from './options.ts';
import { buildPackage } from './package.ts';
import { readPackages } from './packages.ts';
import type { Package, Project } from './project.ts';
import { hasProjectFile, readProjectFile } from './project-file.ts';
import { projectScope } from './render-scope.ts';
import { buildRoot, readSettings, type Settings } from './settings.ts';
import { targetFields } from './target.ts';

/** A part of tsdbt's own macros: the package `dbt`, or an adapter's `dbt_<name>`. */
export interface StandardPackage {
  readonly name: string;
  /** Absolute. */
  readonly root: string;
}

/**
 * Reads packages and lists the files of a project whose settings are known.
 * `shown` are the adapter's targetFields: with them, `{{ target }}` in the project file is as in models.
 * Throws one TsdbtError with everything that is wrong (TD115, TD117, TD3xx).
 */
export function readFiles(
  settings: Settings,
  standard: readonly StandardPackage[],
  shown?: JsonObject,
): Project {
  const { target, root } = settings;
  if (target === null) throw new Error('files are read for a target');
  const fields = targetFields(target, shown);
  const rootPackage = shown === undefined ? settings.rootPackage : renderedAgain(settings, fields);
  const others = readPackages(settings, fields);
  const packages = [
    rootPackage,
    ...others.packages,
    ...standard.map((one) => standardPackage(one, settings, fields)),
  ];
  const leaveOut = new Set([settings.packagesPath, settings.targetPath, settings.logPath]);
  return {
    name: settings.name,
    root,
    rootPackage,
    packages,
    target,
    targetPath: settings.targetPath,
    logPath: settings.logPath,
    packagesPath: settings.packagesPath,
    cleanTargets: settings.cleanTargets,
    env: settings.env,
    masker: settings.masker,
    cliVars: settings.cliVars,
    selectorsFile: settings.selectorsFile,
    files: listFiles(root, packages, leaveOut),
    diagnostics: [...settings.diagnostics, ...others.diagnostics],
  };
}

function renderedAgain({ options, source, cliVars, target, flags }: Settings, shown: JsonObject): Package {
  return { ...buildRoot(options, source, cliVars, target, shown).package, flags };
}

/** readSettings and readFiles in one: for those who know the standard packages beforehand. */
export const readProject = (options: ProjectOptions, standard: readonly StandardPackage[]): Project =>
  readFiles(readSettings({ ...options, needTarget: true }), standard);

/** A standard package may have a project file of its own; without one all its folders hold macros. */
function standardPackage({ name, root }: StandardPackage, { env }: Settings, target: JsonObject): Package {
  if (hasProjectFile(root)) {
    const { package: own } = buildPackage(
      readProjectFile(root, root),
      'installed',
      projectScope({ env, vars: {}, target }),
    );
    return { ...own, name, kind: 'standard' };
  }
  return {
    name,
    version: DBT_VERSION,
    root,
    kind: 'standard',
    projectFile: root,
    paths: {
      model: [],
      seed: [],
      test: [],
      analysis: [],
      macro: ['.'],
      snapshot: [],
      docs: [],
      asset: [],
      function: [],
    },
    configs: {},
    unrenderedConfigs: {},
    quoting: {},
    onRunStart: [],
    onRunEnd: [],
    queryComment: undefined,
    dispatch: [],
    vars: {},
    restrictAccess: false,
    flags: {},
    place: () => ({ file: root, line: 1, column: 1 }),
  };
}
