{# What happens when the columns of an incremental model's query are no longer those of its table. #}

{# The setting, or the default where it is none of the four. #}
{%- macro incremental_validate_on_schema_change(on_schema_change, default='ignore') -%}
  {%- if on_schema_change in ['sync_all_columns', 'append_new_columns', 'fail', 'ignore'] -%}
    {{ return(on_schema_change) }}
  {%- endif -%}
  {%- do log('Invalid value for on_schema_change (%s) specified. Setting default value of %s.' % (on_schema_change, default)) -%}
  {{ return(default) }}
{%- endmacro %}

{# Fits the table to the query as the setting wants; returns the columns to insert, {} where they need no look. #}
{%- macro process_schema_changes(on_schema_change, source_relation, target_relation) -%}
  {{ return(adapter.dispatch('process_schema_changes', 'dbt')(on_schema_change, source_relation, target_relation)) }}
{%- endmacro %}

{%- macro default__process_schema_changes(on_schema_change, source_relation, target_relation) -%}
  {%- if on_schema_change == 'ignore' -%}{{ return({}) }}{%- endif -%}
  {%- set changes = check_for_schema_changes(source_relation, target_relation) -%}
  {%- if changes['schema_changed'] and on_schema_change == 'fail' -%}
    {%- do tsdbt_fail_on_schema_change(changes) -%}
  {%- elif changes['schema_changed'] -%}
    {%- do sync_column_schemas(on_schema_change, target_relation, changes) -%}
  {%- endif -%}
  {{ return(changes['source_columns']) }}
{%- endmacro %}

{# How the two differ. #}
{%- macro check_for_schema_changes(source_relation, target_relation) -%}
  {{ return(adapter.dispatch('check_for_schema_changes', 'dbt')(source_relation, target_relation)) }}
{%- endmacro %}

{%- macro default__check_for_schema_changes(source_relation, target_relation) -%}
  {%- set source_columns = adapter.get_columns_in_relation(source_relation) -%}
  {%- set target_columns = adapter.get_columns_in_relation(target_relation) -%}
  {%- set added = diff_columns(source_columns, target_columns) -%}
  {%- set removed = diff_columns(target_columns, source_columns) -%}
  {%- set retyped = diff_column_data_types(source_columns, target_columns) -%}
  {{ return({
      'schema_changed': (added + removed + retyped) | length > 0,
      'source_not_in_target': added,
      'target_not_in_source': removed,
      'source_columns': source_columns,
      'target_columns': target_columns,
      'new_target_types': retyped,
  }) }}
{%- endmacro %}

{# Adds, drops and changes columns of the table. #}
{%- macro sync_column_schemas(on_schema_change, target_relation, schema_changes_dict) -%}
  {{ return(adapter.dispatch('sync_column_schemas', 'dbt')(on_schema_change, target_relation, schema_changes_dict)) }}
{%- endmacro %}

{%- macro default__sync_column_schemas(on_schema_change, target_relation, schema_changes_dict) -%}
  {%- set added = schema_changes_dict['source_not_in_target'] -%}
  {%- set removed = schema_changes_dict['target_not_in_source'] if on_schema_change == 'sync_all_columns' else [] -%}
  {%- set retyped = schema_changes_dict['new_target_types'] if on_schema_change == 'sync_all_columns' else [] -%}
  {%- if added or removed -%}
    {%- do alter_relation_add_remove_columns(target_relation, added, removed) -%}
  {%- endif -%}
  {%- for change in retyped -%}
    {%- do alter_column_type(target_relation, change['column_name'], change['new_type']) -%}
  {%- endfor -%}
  {%- do log('In ' ~ target_relation ~ ' (' ~ on_schema_change ~ '): columns added: ' ~ added ~ ', removed: ' ~ removed ~ ', of a new type: ' ~ retyped) -%}
{%- endmacro %}

{%- macro tsdbt_fail_on_schema_change(changes) -%}
  {%- do exceptions.raise_compiler_error(
    'The source and target schemas on this incremental model are out of sync!\n'
    ~ 'Source columns not in target: ' ~ changes['source_not_in_target'] | map(attribute='name') | join(', ') ~ '\n'
    ~ 'Target columns not in source: ' ~ changes['target_not_in_source'] | map(attribute='name') | join(', ') ~ '\n'
    ~ 'New column types: ' ~ changes['new_target_types'] ~ '\n'
    ~ 'Set on_schema_change to append_new_columns or sync_all_columns, or run once with --full-refresh.') -%}
{%- endmacro %}
