{# Brings the changes into the history table: closes rows, adds rows. #}
{%- macro snapshot_merge_sql(target, source, insert_cols) -%}
  {{ adapter.dispatch('snapshot_merge_sql', 'dbt')(target, source, insert_cols) }}
{%- endmacro %}

{%- macro default__snapshot_merge_sql(target, source, insert_cols) -%}
  {%- set columns = tsdbt_snapshot_columns() -%}
  {%- set names = insert_cols | join(', ') -%}
  merge into {{ target.render() }} as DBT_INTERNAL_DEST
  using {{ source }} as DBT_INTERNAL_SOURCE
  on DBT_INTERNAL_SOURCE.{{ columns.dbt_scd_id }} = DBT_INTERNAL_DEST.{{ columns.dbt_scd_id }}
  when matched
    and DBT_INTERNAL_SOURCE.dbt_change_type in ('update', 'delete')
    and {{ tsdbt_is_current('DBT_INTERNAL_DEST.' ~ columns.dbt_valid_to) }}
    then update set {{ columns.dbt_valid_to }} = DBT_INTERNAL_SOURCE.{{ columns.dbt_valid_to }}
  when not matched
    and DBT_INTERNAL_SOURCE.dbt_change_type = 'insert'
    then insert ({{ names }}) values ({{ names }})
{%- endmacro %}

{# Runs after the commit: drops what the changes were kept in, where that is no temporary table. #}
{%- macro post_snapshot(staging_relation) -%}
  {{ return(adapter.dispatch('post_snapshot', 'dbt')(staging_relation)) }}
{%- endmacro %}

{%- macro default__post_snapshot(staging_relation) -%}
{%- endmacro %}
