/** What a value of the project file must be. */
export type KeyShape =
  | 'string'
  | 'strings'
  | 'string or strings'
  | 'number or string'
  | 'version'
  | 'integer'
  | 'boolean'
  | 'mapping'
  | 'config'
  | 'any'
  | 'dispatch';

/** All keys of a project file; null is allowed for each (the key counts as not given). */
export const PROJECT_KEYS: ReadonlyMap<string, KeyShape> = new Map<string, KeyShape>([
  ['name', 'string'],
  ['version', 'version'],
  ['config-version', 'integer'],
  ['profile', 'string'],
  ['require-dbt-version', 'string or strings'],
  ['model-paths', 'strings'],
  ['source-paths', 'strings'],
  ['seed-paths', 'strings'],
  ['data-paths', 'strings'],
  ['macro-paths', 'strings'],
  ['test-paths', 'strings'],
  ['analysis-paths', 'strings'],
  ['snapshot-paths', 'strings'],
  ['docs-paths', 'strings'],
  ['asset-paths', 'strings'],
  ['function-paths', 'strings'],
  ['target-path', 'string'],
  ['log-path', 'string'],
  ['packages-install-path', 'string'],
  ['clean-targets', 'strings'],
  ['quoting', 'mapping'],
  ['on-run-start', 'string or strings'],
  ['on-run-end', 'string or strings'],
  ['dispatch', 'dispatch'],
  ['query-comment', 'any'],
  ['restrict-access', 'boolean'],
  ['vars', 'mapping'],
  ['flags', 'mapping'],
  ['dbt-cloud', 'mapping'],
  ['sync', 'any'],
  ['models', 'config'],
  ['seeds', 'config'],
  ['snapshots', 'config'],
  ['analyses', 'config'],
  ['tests', 'config'],
  ['data_tests', 'config'],
  ['unit_tests', 'config'],
  ['sources', 'config'],
  ['exposures', 'config'],
  ['metrics', 'config'],
  ['semantic-models', 'config'],
  ['saved-queries', 'config'],
  ['functions', 'config'],
  // Keys of tsdbt's own.
  ['targets', 'mapping'],
  ['default-target', 'string'],
]);

/** Sections that configure resources, and the name they have in `Package.configs` (`_` instead of `-`, tests as data_tests). */
export const CONFIG_SECTIONS: readonly (readonly [key: string, section: string])[] = [...PROJECT_KEYS]
  .filter(([, shape]) => shape === 'config')
  .map(([key]) => [key, key === 'tests' ? 'data_tests' : key.replaceAll('-', '_')]);

/** Old spellings and the keys that took their place. */
export const RENAMED_KEYS: ReadonlyMap<string, string> = new Map([
  ['source-paths', 'model-paths'],
  ['data-paths', 'seed-paths'],
]);

/** Names that templates need for themselves. */
export const RESERVED_NAMES: ReadonlySet<string> = new Set(
  (
    '_sql_results adapter api column config context database env env_var exceptions execute flags fromjson fromyaml ' +
    'graph invocation_id load_agate_table load_result log model modules post_hooks pre_hooks ref render return ' +
    'run_started_at schema source sql sql_now store_result store_raw_result target this tojson toyaml ' +
    'try_or_compiler_error var write'
  ).split(' '),
);
