import { failure } from '../../core/diagnostic.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import type { Hook, NodeConfig } from '../../manifest/index.ts';
import { isMapping } from '../../project/yaml.ts';
import { objectOf, toJson } from '../context/data.ts';
import { beginOf } from './begin.ts';
import { checkConfig } from './config-checks.ts';
import { type ConfigKind, DEFAULTS } from './config-fields.ts';

/** A merged config as nodes show it: hooks as records, texts where YAML made booleans; TD212 for values that cannot be. */
export function finishConfig(kind: ConfigKind, merged: JsonObject): NodeConfig {
  const config: { [key: string]: Json } = { ...merged };
  if (typeof config.static_analysis === 'boolean')
    config.static_analysis = config.static_analysis ? 'on' : 'off';
  for (const [key, tidy] of RECORDS) {
    const value = config[key];
    if (isMapping(value) && value !== DEFAULTS.node[key]) config[key] = tidy(objectOf(value));
  }
  if (kind === 'model') config.freshness = modelFreshness(config.freshness ?? null);
  if (config.incremental_strategy === 'microbatch') config.begin = beginOf(config.begin ?? null);
  if (kind === 'test') Object.assign(config, storeFailures(config));
  for (const key of ['post-hook', 'pre-hook']) {
    const hooks = config[key];
    if (Array.isArray(hooks) && hooks.length > 0) config[key] = hooks.map(hookOf);
  }
  return checkConfig(kind, config);
}

/** Records of which only some keys mean anything: others are left out, as in dbt. */
const RECORDS: readonly (readonly [key: string, tidy: (value: JsonObject) => JsonObject])[] = [
  [
    'contract',
    ({ enforced, alias_types }) => ({ enforced: enforced ?? false, alias_types: alias_types ?? true }),
  ],
  ['docs', ({ show, node_color }) => ({ show: show ?? true, node_color: node_color ?? null })],
];

/** A hook is SQL, a record, or a record as JSON text. */
function hookOf(hook: Json): Json {
  const record = typeof hook === 'string' ? parsedHook(hook) : hook;
  if (!isMapping(record)) return record;
  const { sql, transaction, index } = objectOf(record);
  return { sql: sql ?? null, transaction: transaction ?? true, index: index ?? null };
}

function parsedHook(text: string): Json {
  if (!text.trimStart().startsWith('{"')) return { sql: text };
  try {
    return toJson(JSON.parse(text));
  } catch {
    return { sql: text };
  }
}

/** The hooks of a finished config, in the order they run. */
export function hooksOf(config: NodeConfig, when: 'pre-hook' | 'post-hook'): readonly Hook[] {
  const hooks = config[when];
  if (!Array.isArray(hooks)) return [];
  return hooks.flatMap((hook) =>
    isMapping(hook) && typeof hook.sql === 'string'
      ? [
          {
            sql: hook.sql,
            transaction: hook.transaction !== false,
            index: typeof hook.index === 'number' ? hook.index : null,
          },
        ]
      : [],
  );
}

/** Only a freshness with `build_after` says something of a model. */
function modelFreshness(value: Json): Json {
  const after = objectOf(value).build_after;
  if (!isMapping(after)) return null;
  const { count, period, updates_on } = objectOf(after);
  const lacks = typeof period === 'string' && (count ?? null) === null ? 'count' : null;
  const needs = lacks ?? (typeof count === 'number' && (period ?? null) === null ? 'period' : null);
  if (needs !== null)
    throw failure(
      'TD212',
      `\`freshness.build_after\` must have a value for \`${needs}\` if a \`${needs === 'count' ? 'period' : 'count'}\` is provided`,
      { help: 'build_after: {count: 1, period: day}' },
    );
  return { build_after: { count: count ?? null, period: period ?? null, updates_on: updates_on ?? 'any' } };
}

/** `store_failures_as` decides where it is set, else `store_failures` does. */
function storeFailures(config: JsonObject): JsonObject {
  const as = config.store_failures_as ?? null;
  if (as !== null) return { store_failures: as !== 'ephemeral' };
  const stored = config.store_failures ?? null;
  return { store_failures_as: stored === null ? null : stored === true ? 'table' : 'ephemeral' };
}
