import { failure, type TsdbtError } from '../../core/diagnostic.ts';
import type { Json } from '../../core/json.ts';
import { didYouMean } from '../../core/similar.ts';
import type { NodeConfig } from '../../manifest/index.ts';
import { isMapping } from '../../project/yaml.ts';
import { pythonRepr } from '../context/data.ts';
import { COLOR_NAMES } from './color-names.ts';
import { type ConfigKind, DEFAULTS } from './config-fields.ts';

/** What the value of a key may be. */
interface Rule {
  readonly allows: (value: Json) => boolean;
  /** Ends the message: `is not of type 'string'`. */
  readonly says: string;
}

const NO_SCHEMA_FITS = 'is not valid under any of the given schemas';
const isText = (value: Json): boolean => typeof value === 'string';
const isTexts = (value: Json): boolean => Array.isArray(value) && value.every(isText);
const orNull =
  (allows: (value: Json) => boolean) =>
  (value: Json): boolean =>
    value === null || allows(value);
const oneOf = (...values: readonly string[]): Rule => ({
  allows: (value) => typeof value === 'string' && values.includes(value),
  says: `is not one of [${values.map((value) => `'${value}'`).join(', ')}]`,
});

const TEXT: Rule = { allows: isText, says: "is not of type 'string'" };
const TEXT_OR_NULL: Rule = { allows: orNull(isText), says: NO_SCHEMA_FITS };
const BOOLEAN: Rule = { allows: (value) => typeof value === 'boolean', says: "is not of type 'boolean'" };
const BOOLEAN_OR_NULL: Rule = { allows: orNull((value) => typeof value === 'boolean'), says: NO_SCHEMA_FITS };
const INTEGER_OR_NULL: Rule = { allows: orNull((value) => Number.isInteger(value)), says: NO_SCHEMA_FITS };
const DICTIONARY: Rule = { allows: isMapping, says: "is not of type 'object'" };
const TEXTS: Rule = { allows: isTexts, says: NO_SCHEMA_FITS };
const KEY: Rule = { allows: orNull((value) => isText(value) || isTexts(value)), says: NO_SCHEMA_FITS };

const RULES: ReadonlyMap<string, Rule> = new Map([
  ['enabled', BOOLEAN],
  ['alias', TEXT_OR_NULL],
  ['schema', TEXT_OR_NULL],
  ['database', TEXT_OR_NULL],
  ['group', TEXT_OR_NULL],
  ['tags', TEXTS],
  ['meta', DICTIONARY],
  ['materialized', TEXT],
  ['incremental_strategy', TEXT_OR_NULL],
  ['persist_docs', DICTIONARY],
  ['quoting', DICTIONARY],
  ['column_types', DICTIONARY],
  ['grants', DICTIONARY],
  ['packages', TEXTS],
  ['full_refresh', BOOLEAN_OR_NULL],
  ['unique_key', KEY],
  ['check_cols', KEY],
  ['on_schema_change', TEXT_OR_NULL],
  ['on_configuration_change', oneOf('apply', 'continue', 'fail')],
  ['access', oneOf('private', 'protected', 'public')],
  ['delimiter', TEXT],
  ['quote_columns', BOOLEAN_OR_NULL],
  ['strategy', TEXT_OR_NULL],
  ['updated_at', TEXT_OR_NULL],
  ['target_schema', TEXT_OR_NULL],
  ['target_database', TEXT_OR_NULL],
  ['severity', TEXT],
  ['store_failures', BOOLEAN_OR_NULL],
  ['store_failures_as', TEXT_OR_NULL],
  ['where', TEXT_OR_NULL],
  ['limit', INTEGER_OR_NULL],
  ['fail_calc', TEXT],
  ['warn_if', TEXT],
  ['error_if', TEXT],
  ['loaded_at_field', TEXT_OR_NULL],
  ['loaded_at_query', TEXT_OR_NULL],
]);

/** The config, if every key that tsdbt knows has a value it may have; TD212 otherwise. */
export function checkConfig(kind: ConfigKind, config: { readonly [key: string]: Json }): NodeConfig {
  const defaults = DEFAULTS[kind];
  for (const key in defaults) {
    const value = config[key];
    if (value === undefined || value === defaults[key]) continue;
    const rule = RULES.get(key);
    if (rule && !rule.allows(value)) throw wrong(key, value, rule);
  }
  checkHooks(config);
  checkTogether(kind, config);
  // Every key of NodeConfig was checked above, and the defaults hold them all.
  return config as NodeConfig;
}

function wrong(key: string, value: Json, rule: Rule): TsdbtError {
  return failure(
    'TD212',
    `config "${key}" has a wrong value: at path ['${key}']: ${pythonRepr(value)} ${rule.says}`,
  );
}

function checkHooks(config: { readonly [key: string]: Json }): void {
  for (const key of ['pre-hook', 'post-hook']) {
    const hooks = config[key];
    if (!Array.isArray(hooks)) continue;
    const at = hooks.findIndex((hook) => !isMapping(hook) || typeof hook.sql !== 'string');
    if (at < 0) continue;
    const hook = hooks[at];
    const what = isMapping(hook)
      ? `at path ['${key}'][${at}]['sql']: ${pythonRepr(hook.sql)}`
      : `at path ['${key}'][${at}]: ${pythonRepr(hook)}`;
    throw failure('TD212', `config "${key}" has a wrong value: ${what} is not of type 'string'`);
  }
}

const isColor = (text: string): boolean =>
  /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.test(text) || COLOR_NAMES.has(text);

function checkTogether(kind: ConfigKind, config: { readonly [key: string]: Json }): void {
  const { docs, severity, materialized, contract, on_schema_change: onChange } = config;
  const color = isMapping(docs) ? docs.node_color : null;
  if (typeof color === 'string' && !isColor(color))
    throw failure(
      'TD212',
      `Invalid color name for docs.node_color: ${color}. It is neither a valid HTML color name nor a valid HEX code.`,
    );
  if (kind === 'test' && !/^(warn|error)$/i.test(String(severity)))
    throw failure('TD212', `Severity must be either 'warn' or 'error'. Got '${severity}'`, {
      ...help(didYouMean(String(severity), ['warn', 'error'])),
    });
  if ((kind === 'seed' || kind === 'test' || kind === 'snapshot') && materialized !== kind)
    throw failure('TD212', `A ${kind} must have a materialized value of '${kind}'`, {
      help: 'leave materialized out',
    });
  if (
    isMapping(contract) &&
    contract.enforced === true &&
    materialized === 'incremental' &&
    !STRICT.has(String(onChange))
  )
    throw failure(
      'TD212',
      `Invalid value for on_schema_change: ${onChange}. Models materialized as incremental with contracts enabled must set on_schema_change to 'append_new_columns' or 'fail'`,
    );
}

const STRICT: ReadonlySet<string> = new Set(['append_new_columns', 'fail']);

const help = (text: string | undefined): { help?: string } => (text === undefined ? {} : { help: text });
