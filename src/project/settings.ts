import { resolve } from 'node:path';
import { type Diagnostic, failure } from '../core/diagnostic.ts';
import type { JsonObject } from '../core/json.ts';
import type { Masker } from '../core/secrets.ts';
import { checkCatalogsFile } from './catalogs-file.ts';
import type { Env } from './env.ts';
import { SECRET_PREFIX, settingFromEnv } from './env-var.ts';
import type { ProjectOptions } from './options.ts';
import { type BuiltPackage, buildPackage, texts } from './package.ts';
import { createProblems, type Problems } from './problems.ts';
import type { Package, Project, Target } from './project.ts';
import { findProjectRoot, type ProjectSource, readProjectFile } from './project-file.ts';
import { projectScope } from './render-scope.ts';
import { checkRequiredVersion } from './required-version.ts';
import { readSelectorsFile } from './selectors-file.ts';
import { type FoundTarget, findTarget, targetFields } from './target.ts';
import { parseVars } from './vars.ts';
import { isMapping, objectOf } from './yaml.ts';

/** What is known of a project before its packages and files are read. */
export interface Settings {
  readonly name: string;
  /** Absolute. */
  readonly root: string;
  readonly rootPackage: Package;
  /** Null only where `needTarget` is false. */
  readonly target: Target | null;
  /** Absolute. */
  readonly targetPath: string;
  /** Absolute. */
  readonly logPath: string;
  /** Absolute. */
  readonly packagesPath: string;
  /** As written. */
  readonly cleanTargets: readonly string[];
  readonly env: Env;
  readonly masker: Masker;
  readonly cliVars: JsonObject;
  /** `flags:` of the project file, or `config:` of profiles.yml. */
  readonly flags: JsonObject;
  readonly selectorsFile: Project['selectorsFile'];
  readonly diagnostics: readonly Diagnostic[];
  /** What it was read with and from: `readFiles` renders once more when the adapter has told its fields. */
  readonly options: ProjectOptions;
  readonly source: ProjectSource;
}

/**
 * Reads the project file, finds the target, renders the settings.
 * Throws one TsdbtError with everything that is wrong (TD101-TD118, TD3xx).
 */
export function readSettings(options: ProjectOptions): Settings {
  for (const [, value] of options.env.startingWith(SECRET_PREFIX)) options.masker.add(value);
  const problems = createProblems();
  const root = findProjectRoot(options.cwd, options.projectDir);
  const source = problems.attempt(() => readProjectFile(root, root, options.masker));
  const cliVars = problems.attempt(() => parseVars(options.vars)) ?? {};
  for (const [name, value] of Object.entries(cliVars))
    if (name.startsWith(SECRET_PREFIX) && typeof value === 'string') options.masker.add(value);
  if (source === undefined) {
    problems.throwErrors();
    throw new Error('a project file that is neither read nor wrong');
  }
  problems.addAll(source.warnings);
  const found = targetOf(options, source, cliVars, problems);
  const built = problems.attempt(() => buildRoot(options, source, cliVars, found?.target ?? null));
  checkVersion(options, source, built, problems);
  problems.addAll(built?.diagnostics ?? []);
  const flags = problems.attempt(() => flagsOf(source, built, found));
  const selectorsFile =
    problems.attempt(() => selectors(options, source, cliVars, found?.target ?? null)) ?? null;
  const scope = scopeOf(options, cliVars, found ? targetFields(found.target) : {});
  problems.addAll(problems.attempt(() => checkCatalogsFile(root, root, scope)) ?? []);
  problems.throwErrors();
  if (built === undefined) throw new Error('a project file that is neither rendered nor wrong');
  return {
    name: built.package.name,
    root,
    rootPackage: { ...built.package, flags: flags ?? {} },
    target: found?.target ?? null,
    ...pathsOf(options, root, built),
    env: options.env,
    masker: options.masker,
    cliVars,
    flags: flags ?? {},
    selectorsFile,
    diagnostics: problems.list,
    options,
    source,
  };
}

/** Without need of a target it is looked for all the same, so that clean can spare the data file. */
function targetOf(
  options: ProjectOptions,
  source: ProjectSource,
  vars: JsonObject,
  problems: Problems,
): FoundTarget | undefined {
  const quiet = options.needTarget ? problems : createProblems();
  const found = quiet.attempt(() => findTarget(options, source, vars));
  problems.addAll(found?.diagnostics ?? []);
  return found;
}

function scopeOf(options: ProjectOptions, cliVars: JsonObject, target: JsonObject | null) {
  const { env, names, needTarget } = options;
  return projectScope({ env, vars: cliVars, target, requireVars: needTarget, ...(names ? { names } : {}) });
}

/** Makes the root package; `fields` are what the adapter shows of the target, when it was asked. */
export function buildRoot(
  options: ProjectOptions,
  source: ProjectSource,
  cliVars: JsonObject,
  target: Target | null,
  fields?: JsonObject,
): BuiltPackage {
  const shown = fields ?? (target === null ? {} : targetFields(target));
  return buildPackage(source, 'root', scopeOf(options, cliVars, shown), fields === undefined);
}

function selectors(
  options: ProjectOptions,
  source: ProjectSource,
  cliVars: JsonObject,
  target: Target | null,
) {
  const scope = scopeOf(options, cliVars, target === null ? {} : targetFields(target));
  return readSelectorsFile(source.root, source.root, scope);
}

function checkVersion(
  options: ProjectOptions,
  source: ProjectSource,
  built: BuiltPackage | undefined,
  problems: Problems,
): void {
  const check = options.versionCheck ?? built?.package.flags.version_check;
  if (built === undefined || check === false) return;
  const at = source.document.place(['require-dbt-version']);
  const misfit = checkRequiredVersion(built.rendered['require-dbt-version'], built.package.name, at);
  if (misfit) problems.add(misfit);
}

/** Flags stand in the project file; older projects have them in profiles.yml under `config:`. */
function flagsOf(
  source: ProjectSource,
  built: BuiltPackage | undefined,
  found: FoundTarget | undefined,
): JsonObject {
  const own = built?.package.flags ?? {};
  const older = found?.profiles?.byName.config;
  if (!isMapping(older) || Object.keys(older).length === 0) return own;
  if (Object.keys(own).length === 0) return objectOf(older);
  throw failure('TD104', `Do not specify both 'config' in profiles.yml and 'flags' in ${source.shown}`, {
    at: source.document.place(['flags']),
    help: 'move all of config: to flags:',
  });
}

function pathsOf(options: ProjectOptions, root: string, { rendered }: BuiltPackage) {
  const text = (key: string): string | undefined =>
    typeof rendered[key] === 'string' ? rendered[key] : undefined;
  const { cwd, env } = options;
  const target = options.targetPath ?? settingFromEnv(env, 'TARGET_PATH') ?? text('target-path') ?? 'target';
  const log = options.logPath ?? settingFromEnv(env, 'LOG_PATH');
  const packages = options.packagesInstallPath ?? text('packages-install-path') ?? 'dbt_packages';
  return {
    targetPath: resolve(root, target),
    logPath: log === undefined ? resolve(root, text('log-path') ?? 'logs') : resolve(cwd, log),
    packagesPath: resolve(root, packages),
    cleanTargets: texts(rendered['clean-targets']) ?? [target],
  };
}
