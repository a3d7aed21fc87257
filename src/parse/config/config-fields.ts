import type { Json } from '../../core/json.ts';

/** Whose configs are merged. `node` stands for analyses and hooks. */
export type ConfigKind =
  | 'model'
  | 'seed'
  | 'snapshot'
  | 'test'
  | 'source'
  | 'exposure'
  | 'group'
  | 'node'
  | 'function'
  | 'unit_test'
  | 'metric'
  | 'semantic_model'
  | 'saved_query';

/** How a later value of a key meets the earlier one. */
export type MergeRule = 'clobber' | 'append' | 'update' | 'grants';

/** Keys with their defaults, in dbt's order. */
export type Defaults = { readonly [key: string]: Json };

const COMMON = {
  enabled: true,
  alias: null,
  schema: null,
  database: null,
  tags: [],
  meta: {},
  group: null,
  static_analysis: null,
} as const;

const NODE = {
  ...COMMON,
  materialized: 'view',
  incremental_strategy: null,
  batch_size: null,
  lookback: 1,
  begin: null,
  persist_docs: {},
  'post-hook': [],
  'pre-hook': [],
  quoting: {},
  column_types: {},
  full_refresh: null,
  unique_key: null,
  on_schema_change: 'ignore',
  on_configuration_change: 'apply',
  grants: {},
  packages: [],
  docs: { show: true, node_color: null },
  contract: { enforced: false, alias_types: true },
  event_time: null,
  concurrent_batches: null,
} as const;

const SNAPSHOT = {
  ...NODE,
  materialized: 'snapshot',
  strategy: null,
  target_schema: null,
  target_database: null,
  updated_at: null,
  check_cols: null,
  snapshot_meta_column_names: {
    dbt_valid_to: null,
    dbt_valid_from: null,
    dbt_scd_id: null,
    dbt_updated_at: null,
    dbt_is_deleted: null,
  },
  dbt_valid_to_current: null,
} as const;

const FUNCTION = {
  ...NODE,
  materialized: 'function',
  type: 'scalar',
  volatility: null,
  runtime_version: null,
  entry_point: null,
} as const;

const TEST = {
  ...COMMON,
  schema: 'dbt_test__audit',
  materialized: 'test',
  severity: 'ERROR',
  store_failures: null,
  store_failures_as: null,
  where: null,
  limit: null,
  fail_calc: 'count(*)',
  warn_if: '!= 0',
  error_if: '!= 0',
} as const;

const SOURCE = {
  enabled: true,
  event_time: null,
  freshness: {
    warn_after: { count: null, period: null },
    error_after: { count: null, period: null },
    filter: null,
  },
  loaded_at_field: null,
  loaded_at_query: null,
  meta: {},
  tags: [],
  static_analysis: null,
} as const;

const DESCRIBED = { enabled: true, group: null, meta: {} } as const;

/** What each kind of config holds when nobody says anything. */
export const DEFAULTS: Readonly<Record<ConfigKind, Defaults>> = {
  model: { ...NODE, access: 'protected', freshness: null },
  seed: { ...NODE, materialized: 'seed', delimiter: ',', quote_columns: null },
  snapshot: SNAPSHOT,
  test: TEST,
  source: SOURCE,
  exposure: { enabled: true, tags: [], meta: {} },
  metric: DESCRIBED,
  semantic_model: DESCRIBED,
  saved_query: { ...DESCRIBED, export_as: null, schema: null, cache: { enabled: false } },
  unit_test: { tags: [], meta: {}, enabled: true, static_analysis: null },
  group: { meta: {} },
  node: NODE,
  function: FUNCTION,
};

/** The section of the project file that each kind of config is read from. */
export const SECTIONS: Readonly<Record<ConfigKind, string>> = {
  model: 'models',
  seed: 'seeds',
  snapshot: 'snapshots',
  test: 'data_tests',
  source: 'sources',
  exposure: 'exposures',
  metric: 'metrics',
  semantic_model: 'semantic_models',
  saved_query: 'saved_queries',
  unit_test: 'unit_tests',
  group: 'models',
  node: 'models',
  function: 'functions',
};

const RULES: ReadonlyMap<string, MergeRule> = new Map<string, MergeRule>([
  ['tags', 'append'],
  ['pre-hook', 'append'],
  ['post-hook', 'append'],
  ['packages', 'append'],
  ['meta', 'update'],
  ['quoting', 'update'],
  ['column_types', 'update'],
  ['docs', 'update'],
  ['contract', 'update'],
  ['snapshot_meta_column_names', 'update'],
  ['grants', 'grants'],
]);

const PLAIN_TAGS: ReadonlySet<ConfigKind> = new Set(['source', 'exposure']);

/** How a key of a kind of config is merged; keys that dbt does not know are replaced. */
export function mergeRule(kind: ConfigKind, key: string): MergeRule {
  if (!(key in DEFAULTS[kind])) return 'clobber';
  if (key === 'tags' && PLAIN_TAGS.has(kind)) return 'clobber';
  if (key === 'meta' && kind === 'exposure') return 'clobber';
  return RULES.get(key) ?? 'clobber';
}

/** The rule for keys of config() calls of one file among each other. */
export const callRule = (key: string): MergeRule => RULES.get(key.replace('_hook', '-hook')) ?? 'clobber';
