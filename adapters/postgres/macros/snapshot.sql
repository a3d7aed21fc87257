{# Two statements instead of a merge: servers before 15 do not know that. #}
{%- macro postgres__snapshot_merge_sql(target, source, insert_cols) -%}
  {%- set columns = tsdbt_snapshot_columns() -%}
  update {{ target }} as DBT_INTERNAL_DEST
  set {{ columns.dbt_valid_to }} = DBT_INTERNAL_SOURCE.{{ columns.dbt_valid_to }}
  from {{ source }} as DBT_INTERNAL_SOURCE
  where DBT_INTERNAL_SOURCE.{{ columns.dbt_scd_id }}::text = DBT_INTERNAL_DEST.{{ columns.dbt_scd_id }}::text
    and DBT_INTERNAL_SOURCE.dbt_change_type::text in ('update', 'delete')
    and {{ tsdbt_is_current('DBT_INTERNAL_DEST.' ~ columns.dbt_valid_to) }};

  insert into {{ target }} ({{ insert_cols | join(', ') }})
  select {{ insert_cols | join(', ') }}
  from {{ source }}
  where dbt_change_type::text = 'insert';
{%- endmacro %}

{%- macro postgres__post_snapshot(staging_relation) -%}
  {%- call statement('drop_staging', auto_begin=false) -%}drop table if exists {{ staging_relation }}{%- endcall -%}
{%- endmacro %}
