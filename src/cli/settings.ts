import type { JsonObject } from '../core/json.ts';
import type { Env } from '../engine/environment.ts';
import { optionsOf } from './command-line.ts';
import type { CommandSpec } from './commands.ts';
import { type OptionKey, optionName, optionOf, type Values } from './options.ts';
import { readValue } from './read-value.ts';

/** Where a value can come from besides the command line. */
export interface Sources {
  readonly env: Env;
  /** `flags:` of the project file. */
  readonly projectFlags: JsonObject;
}

/**
 * Completes what was typed: command line, then environment, then `flags:` of the project file, then the default.
 * Throws UsageError for a variable or a flag whose value cannot be one.
 */
export function settingsOf(command: CommandSpec, typed: Values, sources: Sources): Values {
  const entries = optionsOf(command).flatMap((key) => {
    const value = typed[key] ?? fromElsewhere(key, sources, command.name);
    return value === undefined ? [] : [[key, value] as const];
  });
  return Object.fromEntries(entries);
}

/** What templates see as `flags` and artifacts as `args`, under dbt's names. */
export function flagsOf(values: Values): JsonObject {
  const entries = Object.entries(values).filter(([key]) => !key.startsWith('deprecated-') && key !== 'vars');
  return Object.fromEntries(
    entries.map(([key, value]) => [flagName(key), typeof value === 'object' ? [...value] : value]),
  );
}

const flagName = (key: string): string =>
  (['ls-select', 'ls-output', 'show-output', 'freshness-output'].includes(key)
    ? key.replace(/^\w+-/, '')
    : key
  ).replaceAll('-', '_');

function fromElsewhere(key: OptionKey, { env, projectFlags }: Sources, command: string): Values[OptionKey] {
  const spec = optionOf(key);
  if (!spec.env) return defaultOf(key);
  const name = optionName(key).replaceAll('-', '_');
  const given = fromEnv(env, name.toUpperCase()) ?? projectFlags[name];
  if (given === undefined || given === null) return defaultOf(key);
  return readValue(key, given, command) as Values[OptionKey]; // readValue answers by the option's kind
}

function fromEnv(env: Env, name: string): string | undefined {
  for (const prefix of ['TSDBT_', 'DBT_ENGINE_', 'DBT_']) {
    const value = env.get(prefix + name);
    if (value !== undefined && value !== '') return value;
  }
  return undefined;
}

function defaultOf(key: OptionKey): Values[OptionKey] {
  const spec = optionOf(key);
  return 'default' in spec ? (spec.default as Values[OptionKey]) : undefined; // a default is of its option's kind
}
