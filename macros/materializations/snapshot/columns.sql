{# The columns that a snapshot adds to those of its query. #}

{# What they are called when no config says otherwise. #}
{%- macro get_snapshot_table_column_names() -%}
  {%- set names = {} -%}
  {%- for name in ['dbt_valid_to', 'dbt_valid_from', 'dbt_scd_id', 'dbt_updated_at', 'dbt_is_deleted'] -%}
    {%- do names.update({name: name}) -%}
  {%- endfor -%}
  {{ return(names) }}
{%- endmacro %}

{%- macro tsdbt_snapshot_columns() -%}
  {{ return(config.get('snapshot_table_column_names') or get_snapshot_table_column_names()) }}
{%- endmacro %}

{# What stands in dbt_valid_to while a row is the current one: null of the right type, or dbt_valid_to_current. #}
{%- macro get_dbt_valid_to_current(strategy, columns) -%}
  coalesce(nullif({{ strategy.updated_at }}, {{ strategy.updated_at }}), {{ config.get('dbt_valid_to_current') or 'null' }}) as {{ columns.dbt_valid_to }}
{%- endmacro %}

{# True for the current row of each key. Rows of before dbt_valid_to_current was set have null. #}
{%- macro tsdbt_is_current(valid_to) -%}
  {%- set current = config.get('dbt_valid_to_current') -%}
  {%- if current -%}
    ({{ equals(valid_to, current | trim) | trim }} or {{ valid_to }} is null)
  {%- else -%}
    {{ valid_to }} is null
  {%- endif -%}
{%- endmacro %}

{# Adds columns that the query has since the last run. #}
{%- macro create_columns(relation, columns) -%}
  {{ return(adapter.dispatch('create_columns', 'dbt')(relation, columns)) }}
{%- endmacro %}

{%- macro default__create_columns(relation, columns) -%}
  {%- for column in columns -%}
    {%- call statement('create_column') -%}
      alter table {{ relation.render() }} add column {{ adapter.quote(column.name) }} {{ column.expanded_data_type }}
    {%- endcall -%}
  {%- endfor -%}
{%- endmacro %}

{# Warns when updated_at and the clock of the warehouse are of different types: comparing them may be off by hours. #}
{%- macro check_time_data_types(sql) -%}
  {%- set updated_at_type = get_updated_at_column_data_type(sql) -%}
  {%- set clock_type = get_snapshot_get_time_data_type() -%}
  {%- if updated_at_type and clock_type and updated_at_type != clock_type -%}
    {%- do exceptions.warn_snapshot_timestamp_data_types(clock_type, updated_at_type) -%}
  {%- endif -%}
{%- endmacro %}

{%- macro get_updated_at_column_data_type(snapshot_sql) -%}
  {%- for column in get_column_schema_from_query(snapshot_sql) if column.column | lower == 'dbt_updated_at' -%}
    {{ return(column.dtype or none) }}
  {%- endfor -%}
  {{ return(none) }}
{%- endmacro %}

{%- macro get_true_sql() -%}
  {{ return(adapter.dispatch('get_true_sql', 'dbt')()) }}
{%- endmacro %}

{%- macro default__get_true_sql() -%}
  {{ return('TRUE') }}
{%- endmacro %}
