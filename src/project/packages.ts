import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Diagnostic, failure } from '../core/diagnostic.ts';
import type { JsonObject } from '../core/json.ts';
import type { Scope } from '../template/index.ts';
import { buildPackage } from './package.ts';
import { type PackageList, readPackageList } from './package-list.ts';
import type { PackageSpec } from './package-spec.ts';
import { createProblems, type Problems } from './problems.ts';
import type { Package } from './project.ts';
import { hasProjectFile, readProjectFile } from './project-file.ts';
import { projectScope } from './render-scope.ts';
import { checkRequiredVersion } from './required-version.ts';
import type { Settings } from './settings.ts';

/** The packages of a project besides its own, and what is odd about them. */
export interface ReadPackages {
  readonly packages: readonly Package[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads the installed packages, by folder name; a `local:` package that is not installed is read where it is.
 * Throws one TsdbtError with TD115 for missing or broken ones, TD117 for those of another version.
 */
export function readPackages(settings: Settings, fields: JsonObject): ReadPackages {
  const problems = createProblems();
  const scope = projectScope({
    env: settings.env,
    vars: {},
    target: fields,
    requireVars: settings.options.needTarget,
  });
  const list = problems.attempt(() => listOf(settings, settings.root)) ?? {
    file: 'packages.yml',
    entries: [],
  };
  const installed = installedFolders(settings.packagesPath).flatMap((folder) =>
    readOne(settings, folder, scope, problems),
  );
  const local = readLocal(settings, list, installed, scope, problems);
  const missing = missingEntries(list, installed, local);
  if (missing.length > 0)
    problems.add(notInstalled(settings, list, missing, installed.length + local.length));
  const packages = [...installed, ...local];
  for (const twin of twins([settings.rootPackage, ...packages])) problems.add(twin);
  problems.throwErrors();
  return { packages, diagnostics: problems.list };
}

const listOf = (settings: Settings, root: string): PackageList =>
  readPackageList(root, { env: settings.env, vars: settings.cliVars, base: settings.root });

function installedFolders(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => !name.startsWith('__'))
    .sort()
    .map((name) => join(folder, name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false);
}

function readOne(settings: Settings, folder: string, scope: Scope, problems: Problems): Package[] {
  const built = problems.attempt(() => {
    if (!hasProjectFile(folder)) throw noProjectFile(folder);
    const source = readProjectFile(folder, settings.root);
    const result = buildPackage(source, 'installed', scope);
    problems.addAll([...source.warnings.filter((one) => one.code === 'TD103'), ...result.diagnostics]);
    const at = source.document.place(['require-dbt-version']);
    const misfit = checkRequiredVersion(result.rendered['require-dbt-version'], result.package.name, at);
    const check = settings.options.versionCheck ?? settings.flags.version_check;
    if (misfit && check !== false) problems.add(misfit);
    return result;
  });
  return built === undefined ? [] : [built.package];
}

const noProjectFile = (folder: string) =>
  failure(
    'TD115',
    `Failed to read package: No dbt_project.yml found at expected path ${join(folder, 'dbt_project.yml')}`,
    {
      help: `remove ${folder} and run "tsdbt deps"`,
    },
  );

/** Local packages, and the local packages that those ask for, each once. */
function readLocal(
  settings: Settings,
  list: PackageList,
  installed: readonly Package[],
  scope: Scope,
  problems: Problems,
): Package[] {
  const found: Package[] = [];
  const seen = new Set(installed.map((one) => realpathSync(one.root)));
  const visit = (entries: readonly PackageSpec[], from: string): void => {
    for (const entry of entries) {
      const folder = entry.kind === 'local' ? resolve(from, entry.local) : undefined;
      if (folder === undefined || !hasProjectFile(folder) || seen.has(realpathSync(folder))) continue;
      seen.add(realpathSync(folder));
      const fresh = readOne(settings, folder, scope, problems).filter(
        (one) => !installed.some(({ name }) => name === one.name),
      );
      found.push(...fresh);
      visit(problems.attempt(() => listOf(settings, folder))?.entries ?? [], folder);
    }
  };
  visit(list.entries, settings.root);
  return found;
}

/** Entries without a package: those whose name is not there, as many as there are too few packages. */
function missingEntries(
  list: PackageList,
  installed: readonly Package[],
  local: readonly Package[],
): readonly PackageSpec[] {
  const lacking = list.entries.length - installed.length - local.length;
  if (lacking <= 0) return [];
  const names = new Set(
    [...installed, ...local].flatMap((one) => [one.name, one.root.split(/[\\/]/).at(-1) ?? '']),
  );
  const absent = list.entries.filter((entry) => !names.has(nameOf(entry.label)));
  return absent.length > 0 ? absent : list.entries.slice(-lacking);
}

const nameOf = (label: string): string =>
  label
    .replace(/(?:\.git)?\/*$/, '')
    .split('/')
    .at(-1) ?? label;

function notInstalled(
  settings: Settings,
  list: PackageList,
  missing: readonly PackageSpec[],
  found: number,
): Diagnostic {
  const folder = settings.packagesPath;
  const message =
    `tsdbt found ${list.entries.length} package(s) specified in ${list.file}, but only ${found} package(s) installed in ${folder}. ` +
    `Run "tsdbt deps" to install package dependencies. Missing: ${missing.map((one) => one.label).join(', ')}`;
  return { code: 'TD115', message, help: 'tsdbt deps', ...(missing[0] ? { at: missing[0].at } : {}) };
}

function twins(packages: readonly Package[]): Diagnostic[] {
  return packages.flatMap((one, i) => {
    const first = packages.slice(0, i).find((other) => other.name === one.name);
    if (first === undefined) return [];
    const message = `tsdbt found more than one package with the name "${one.name}" included in this project (${first.projectFile} and ${one.projectFile}). Package names must be unique in a project. Please rename one of these packages.`;
    return [{ code: 'TD115' as const, message, at: one.place(['name']) }];
  });
}
