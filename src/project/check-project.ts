import type { Code } from '../core/codes.ts';
import type { Diagnostic } from '../core/diagnostic.ts';
import { didYouMean } from '../core/similar.ts';
import { PyFloat } from '../template/index.ts';
import type { ProjectSource } from './project-file.ts';
import { type KeyShape, PROJECT_KEYS, RENAMED_KEYS, RESERVED_NAMES } from './project-keys.ts';
import { isMapping, type YamlPath } from './yaml.ts';

/**
 * What is wrong in a project file whose values were rendered: unknown keys (TD105), wrong values (TD104),
 * old spellings (TD118). In a package an unknown key is a warning: it may be written for a newer version.
 */
export function checkProject(
  source: ProjectSource,
  rendered: Rendered,
  kind: 'root' | 'installed',
): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const [key, value] of Object.entries(rendered)) {
    const shape = PROJECT_KEYS.get(key);
    if (shape === undefined) found.push(unknownKey(source, key, kind));
    else if (value !== null && !fits(value, shape)) found.push(wrongValue(source, key, shape, value));
    const renamed = RENAMED_KEYS.get(key);
    if (renamed !== undefined) found.push(oldSpelling(source, rendered, key, renamed));
  }
  return [
    ...found,
    ...checkName(source, rendered),
    ...checkTests(source, rendered),
    ...(kind === 'root' ? checkMovedPaths(source, rendered) : []),
    ...checkCleanTargets(source, rendered),
  ];
}

type Rendered = { readonly [key: string]: unknown };

function problem(
  source: ProjectSource,
  code: Code,
  path: YamlPath,
  message: string,
  help?: string,
): Diagnostic {
  return { code, message, at: source.document.place(path), ...(help === undefined ? {} : { help }) };
}

function unknownKey(source: ProjectSource, key: string, kind: 'root' | 'installed'): Diagnostic {
  const inConfig = key.startsWith('+') || key === 'materialized';
  const help = inConfig
    ? `${key} belongs under models:, seeds: or snapshots:`
    : didYouMean(key, PROJECT_KEYS.keys());
  const one = problem(
    source,
    'TD105',
    [key],
    `unknown key "${key}" in ${source.shown}: Additional properties are not allowed ('${key}' was unexpected)`,
    help,
  );
  return kind === 'root' ? one : { ...one, level: 'warn' };
}

const EXPECTED: Readonly<Record<KeyShape, string>> = {
  string: 'a text',
  strings: 'a list of texts',
  'string or strings': 'a text or a list of texts',
  'number or string': 'a text or a number',
  version: 'a version such as 1.0.0',
  integer: 'a whole number',
  boolean: 'true or false',
  mapping: 'a mapping of keys and values',
  config: 'a mapping of keys and values',
  any: 'anything',
  dispatch: 'a list of entries with macro_namespace: and search_order:',
};

function wrongValue(source: ProjectSource, key: string, shape: KeyShape, value: unknown): Diagnostic {
  const help = shape === 'strings' && typeof value === 'string' ? `${key}: ["${value}"]` : undefined;
  const message = `"${key}" in ${source.shown} must be ${EXPECTED[shape]}, but is ${describe(value)}`;
  const dbts =
    typeof value === 'string'
      ? ` (at path ['${key}']: '${value}' is not valid under any of the given schemas)`
      : '';
  return problem(source, 'TD104', [key], message + dbts, help);
}

/** A value in words: `the text "x"`, `a list`. */
export function describe(value: unknown): string {
  if (value === null || value === undefined) return 'empty';
  if (typeof value === 'string') return `the text "${value.length > 40 ? `${value.slice(0, 40)}…` : value}"`;
  if (typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return 'a list';
  return isMapping(value)
    ? 'a mapping'
    : `the number ${value instanceof PyFloat ? `${value.value}.0` : String(value)}`;
}

/** dbt's pattern: a semantic version, or a bare number such as 1 or 1.0. */
const VERSION = /^\d+(\.\d+)?$|^v?\d+\.\d+\.\d+(-[\w.-]+|[a-z]+\d*)?(\+[\w.-]+)?$/;

const isText = (value: unknown): value is string => typeof value === 'string';
const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every(isText);

function fits(value: unknown, shape: KeyShape): boolean {
  switch (shape) {
    case 'string':
      return isText(value);
    case 'strings':
      return isTexts(value);
    case 'string or strings':
      return isText(value) || isTexts(value);
    case 'version':
      return isText(value) ? VERSION.test(value) : typeof value === 'number' || value instanceof PyFloat;
    case 'number or string':
      return isText(value) || typeof value === 'number' || value instanceof PyFloat;
    case 'integer':
      return Number.isInteger(value);
    case 'boolean':
      return typeof value === 'boolean';
    case 'mapping':
    case 'config':
      return isMapping(value);
    case 'dispatch':
      return Array.isArray(value) && value.every(isDispatch);
    case 'any':
      return true;
  }
}

const isDispatch = (entry: unknown): boolean =>
  isMapping(entry) && isText(entry.macro_namespace) && isTexts(entry.search_order);

function oldSpelling(source: ProjectSource, rendered: Rendered, key: string, renamed: string): Diagnostic {
  if (Object.hasOwn(rendered, renamed))
    return problem(source, 'TD104', [key], `${key} and ${renamed} cannot both be defined`, `take ${key} out`);
  const message = `The \`${key}\` config has been renamed to \`${renamed}\`. Please update your \`${source.shown}\` configuration to reflect this change.`;
  const name = key === 'source-paths' ? 'ConfigSourcePathDeprecation' : 'ConfigDataPathDeprecation';
  const data = { deprecated_path: key, exp_path: renamed };
  return { ...problem(source, 'TD118', [key], message, `${renamed}:`), event: { name, data } };
}

/** Paths that are better given by the command line or the environment; their usual value is let pass. */
const MOVED_PATHS = {
  'log-path': { usual: 'logs', event: 'ConfigLogPathDeprecation' },
  'target-path': { usual: 'target', event: 'ConfigTargetPathDeprecation' },
} as const;

function checkMovedPaths(source: ProjectSource, rendered: Rendered): Diagnostic[] {
  return Object.entries(MOVED_PATHS).flatMap(([key, { usual, event }]) => {
    const value = rendered[key];
    if (value === undefined || value === usual) return [];
    const variable = `DBT_${key.replace('-', '_').toUpperCase()}`;
    const message = `The \`${key}\` config in \`${source.shown}\` has been deprecated, and will no longer be supported in a future version of dbt.`;
    const help = `take it out, and use --${key} or the variable ${variable}`;
    return [
      {
        ...problem(source, 'TD118', [key], message, help),
        event: { name: event, data: { deprecated_path: key } },
      },
    ];
  });
}

function checkName(source: ProjectSource, { name }: Rendered): Diagnostic[] {
  if (name === undefined || name === null)
    return [
      problem(
        source,
        'TD104',
        [],
        `Required "name" field not present in project: ${source.shown} has no name:`,
        'name: my_project',
      ),
    ];
  if (typeof name !== 'string') return [];
  const wrong = wrongName(name);
  return wrong === undefined ? [] : [problem(source, 'TD104', ['name'], wrong.message, wrong.help)];
}

/** What is wrong with the name of a project, or undefined. */
export function wrongName(name: string): { readonly message: string; readonly help?: string } | undefined {
  if (RESERVED_NAMES.has(name)) return { message: `Invalid project name: ${name} is a reserved word` };
  if (/^[^\d\W]\w*$/u.test(name)) return undefined;
  const better = name
    .trim()
    .replaceAll(/\W+/g, '_')
    .replace(/^(?=\d)/, '_');
  return {
    message: `"${name}" is not a valid project name: letters, digits and underscores only, and no digit first`,
    ...(better === '' || better === '_' ? {} : { help: `name: ${better}` }),
  };
}

function checkTests(source: ProjectSource, rendered: Rendered): Diagnostic[] {
  const both = Object.hasOwn(rendered, 'tests') && Object.hasOwn(rendered, 'data_tests');
  const message = "Invalid project config: cannot have both 'tests' and 'data_tests' defined";
  return both ? [problem(source, 'TD104', ['tests'], message, 'move all of it under data_tests:')] : [];
}

function checkCleanTargets(source: ProjectSource, rendered: Rendered): Diagnostic[] {
  const targets: unknown = rendered['clean-targets'];
  const at = Array.isArray(targets) ? targets.indexOf('dbt_modules') : -1;
  if (
    at < 0 ||
    (Array.isArray(targets) && targets.includes(rendered['packages-install-path'] ?? 'dbt_packages'))
  )
    return [];
  const message =
    'The default package install path has changed from `dbt_modules` to `dbt_packages`. Please update `clean-targets`.';
  const old = problem(source, 'TD118', ['clean-targets', at], message, '- dbt_packages');
  return [{ ...old, event: { name: 'PackageInstallPathDeprecation' } }];
}
