import { type Diagnostic, failure } from '../core/diagnostic.ts';
import { isMapping, readYaml } from '../project/index.ts';
import type { WarnErrorOptions } from './options.ts';

/** Keys, with dbt's older names. */
const OLDER: Readonly<Record<string, keyof WarnErrorOptions>> = { include: 'error', exclude: 'warn' };
const KEYS = ['error', 'warn', 'silence'];

/** --warn-error-options: YAML text or data. Throws TD901 for anything that is not the three lists. */
export function readWarnErrorOptions(given: string | WarnErrorOptions | undefined): WarnErrorOptions {
  if (given === undefined) return {};
  if (typeof given !== 'string') return given;
  const { value } = readYaml(given, '--warn-error-options');
  if (value === null && given.trim() === '') return {};
  if (!isMapping(value)) throw wrong('it must be a YAML dictionary');
  for (const [older, key] of Object.entries(OLDER))
    if (older in value && key in value) throw wrong(`Only \`${older}\` or \`${key}\` can be specified`);
  return Object.fromEntries(Object.entries(value).map(([key, list]) => [keyOf(key), namesOf(key, list)]));
}

/** A warning where the older names of the lists are used. */
export function oldWarnErrorKeys(given: string | WarnErrorOptions | undefined): readonly Diagnostic[] {
  const value = typeof given === 'string' ? readYaml(given, '--warn-error-options').value : given;
  const found = isMapping(value) ? Object.keys(OLDER).filter((key) => key in value) : [];
  if (found.length === 0) return [];
  const use = found.map((key) => `Please use \`${OLDER[key]}\` instead of \`${key}\`.`).join(' ');
  const message = `Found ${found.map((key) => `\`${key}\``).join(' and ')} in \`warn_error_options\` specification. ${use}`;
  return [{ code: 'TD903', message, event: { name: 'WEOIncludeExcludeDeprecation' } }];
}

function keyOf(key: string): keyof WarnErrorOptions {
  const known = KEYS.includes(key) ? key : OLDER[key];
  if (known === 'error' || known === 'warn' || known === 'silence') return known;
  throw wrong(`unknown key '${key}': it takes ${KEYS.join(', ')}`);
}

function namesOf(key: string, list: unknown): 'all' | readonly string[] {
  if (list === 'all' || list === '*') return 'all';
  if (list === null) return [];
  if (Array.isArray(list)) return list.map(String);
  throw wrong(`'${key}' must be "all" or a list of names`);
}

const wrong = (why: string) =>
  failure('TD901', `Invalid value for '--warn-error-options': ${why}`, {
    help: `--warn-error-options '{error: all, warn: [NoNodesForSelectionCriteria]}'`,
  });
