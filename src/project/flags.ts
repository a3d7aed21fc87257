import type { JsonObject } from '../core/json.ts';

/** Behaviours that a project chooses under `flags:`, with dbt 1.11's defaults. */
const DEFAULTS = {
  require_batched_execution_for_custom_microbatch_strategy: false,
  require_event_names_in_deprecations: false,
  require_explicit_package_overrides_for_builtin_materializations: true,
  require_resource_names_without_spaces: true,
  source_freshness_run_project_hooks: true,
  skip_nodes_if_on_run_start_fails: false,
  state_modified_compare_more_unrendered_values: false,
  state_modified_compare_vars: false,
  require_yaml_configuration_for_mf_time_spines: false,
  require_nested_cumulative_type_params: false,
  validate_macro_args: false,
  require_all_warnings_handled_by_warn_error: false,
  require_generic_test_arguments_property: true,
  require_unique_project_resource_names: false,
  require_ref_searches_node_package_before_root: false,
};

/** A value for each behaviour flag. */
export type BehaviourFlags = Readonly<Record<keyof typeof DEFAULTS, boolean>>;

/** The behaviour flags of a project: what its `flags:` says, the defaults for the rest. */
export function behaviourFlags(flags: JsonObject): BehaviourFlags {
  const given = Object.entries(flags).filter(
    ([name, value]) => name in DEFAULTS && typeof value === 'boolean',
  );
  return { ...DEFAULTS, ...Object.fromEntries(given) };
}
