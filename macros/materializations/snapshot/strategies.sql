{# How a snapshot knows that a row changed. A strategy is a macro, `snapshot_<name>_strategy`, of any package. #}
{%- macro strategy_dispatch(name) -%}
  {%- set parts = name.split('.', 1) -%}
  {%- set package_name = parts[0] if parts | length == 2 else none -%}
  {%- if package_name is not none and package_name not in context -%}
    {%- do exceptions.raise_compiler_error("Could not find package '" ~ package_name ~ "', called with '" ~ name ~ "'") -%}
  {%- endif -%}
  {%- set macros = context if package_name is none else context[package_name] -%}
  {%- set search_name = 'snapshot_' ~ parts[-1] ~ '_strategy' -%}
  {%- if search_name not in macros -%}
    {%- do exceptions.raise_compiler_error("The specified strategy macro '" ~ parts[-1] ~ "' was not found in package '" ~ package_name ~ "'") -%}
  {%- endif -%}
  {{ return(macros[search_name]) }}
{%- endmacro %}

{# Rows have a column that says when they changed. #}
{%- macro snapshot_timestamp_strategy(node, snapshotted_rel, current_rel, model_config, target_exists) -%}
  {%- set updated_at = config.get('updated_at') -%}
  {%- set valid_from = snapshotted_rel ~ '.' ~ tsdbt_snapshot_columns().dbt_valid_from -%}
  {{ return(tsdbt_strategy(updated_at, '(' ~ valid_from ~ ' < ' ~ current_rel ~ '.' ~ updated_at ~ ')')) }}
{%- endmacro %}

{# Rows changed when one of some columns, or of all, differs. #}
{%- macro snapshot_check_strategy(node, snapshotted_rel, current_rel, model_config, target_exists) -%}
  {%- set column_added, columns = snapshot_check_all_get_existing_columns(node, target_exists, config.get('check_cols')) -%}
  {%- set differences = [] -%}
  {%- for column in columns -%}
    {%- set old, new = snapshotted_rel ~ '.' ~ column, current_rel ~ '.' ~ column -%}
    {%- do differences.append(
      old ~ ' != ' ~ new
      ~ ' or (' ~ old ~ ' is null and ' ~ new ~ ' is not null)'
      ~ ' or (' ~ old ~ ' is not null and ' ~ new ~ ' is null)') -%}
  {%- endfor -%}
  {%- set row_changed = get_true_sql() if column_added else differences | join('\n      or ') or '1 = 0' -%}
  {{ return(tsdbt_strategy(config.get('updated_at') or snapshot_get_time(), '(' ~ row_changed ~ ')')) }}
{%- endmacro %}

{# What every strategy says. #}
{%- macro tsdbt_strategy(updated_at, row_changed) -%}
  {%- set unique_key = config.get('unique_key') -%}
  {%- set hard_deletes = adapter.get_hard_deletes_behavior(config) -%}
  {{ return({
    'unique_key': unique_key,
    'updated_at': updated_at,
    'row_changed': row_changed,
    'scd_id': snapshot_hash_arguments(api.Relation.scd_args(unique_key, updated_at)),
    'hard_deletes': hard_deletes,
    'invalidate_hard_deletes': hard_deletes == 'invalidate',
  }) }}
{%- endmacro %}

{# (whether a checked column is new, the checked columns that the history has, quoted) #}
{%- macro snapshot_check_all_get_existing_columns(node, target_exists, check_cols_config) -%}
  {%- if not target_exists -%}{{ return((false, [])) }}{%- endif -%}
  {%- if check_cols_config == 'all' -%}
    {%- set checked = get_columns_in_query(node['compiled_code']) -%}
  {%- elif check_cols_config is not string and check_cols_config is iterable and check_cols_config | length > 0 -%}
    {# Asked of the warehouse, for the case in which it keeps the names. The line break ends a comment of the query. #}
    {%- set checked = get_columns_in_query('select ' ~ check_cols_config | join(', ') ~ ' from (\n' ~ node['compiled_code'] ~ '\n) as subq') -%}
  {%- else -%}
    {%- do exceptions.raise_compiler_error("Invalid value for 'check_cols': " ~ check_cols_config) -%}
  {%- endif -%}
  {%- set target = adapter.get_relation(database=node.database, schema=node.schema, identifier=node.alias) -%}
  {%- set existing = adapter.get_columns_in_relation(target) | map(attribute='name') | list -%}
  {%- set common = [] -%}
  {%- for name in checked if name in existing -%}{%- do common.append(adapter.quote(name)) -%}{%- endfor -%}
  {{ return((common | length < checked | length, common)) }}
{%- endmacro %}

{# One text for some values, to tell rows of a history apart. #}
{%- macro snapshot_hash_arguments(args) -%}
  {{ adapter.dispatch('snapshot_hash_arguments', 'dbt')(args) }}
{%- endmacro %}

{%- macro default__snapshot_hash_arguments(args) -%}
  {%- set texts = [] -%}
  {%- for arg in args -%}{%- do texts.append("coalesce(cast(" ~ arg ~ " as varchar ), '')") -%}{%- endfor -%}
  md5({{ texts | join(" || '|' || ") }})
{%- endmacro %}

{# A text as the type of time that the warehouse's clock has. #}
{%- macro snapshot_string_as_time(timestamp) -%}
  {{ adapter.dispatch('snapshot_string_as_time', 'dbt')(timestamp) }}
{%- endmacro %}

{%- macro default__snapshot_string_as_time(timestamp) -%}
  {%- do exceptions.raise_not_implemented('snapshot_string_as_time macro not implemented for adapter ' ~ adapter.type()) -%}
{%- endmacro %}
