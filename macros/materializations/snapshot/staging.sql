{#
  What changed since the last run, one row per change: `insert` adds a row to the history, `update` and `delete` close
  the row of that dbt_scd_id. Strategies speak of the current rows as snapshotted_data and of the query's as source_data.
#}
{%- macro snapshot_staging_table(strategy, source_sql, target_relation) -%}
  {{ adapter.dispatch('snapshot_staging_table', 'dbt')(strategy, source_sql, target_relation) }}
{%- endmacro %}

{%- macro default__snapshot_staging_table(strategy, source_sql, target_relation) -%}
  {%- set columns = tsdbt_snapshot_columns() -%}
  {%- set keys = unique_key_fields(strategy.unique_key) -%}
  {%- set updated_at = strategy.updated_at -%}
  with snapshot_query as (
    {{ source_sql }}
  ),
  snapshotted_data as (
    select *, {{ keys }}
    from {{ target_relation }}
    where {{ tsdbt_is_current(columns.dbt_valid_to) }}
  ),
  new_rows as (
    select
      *,
      {{ keys }},
      {{ updated_at }} as {{ columns.dbt_updated_at }},
      {{ updated_at }} as {{ columns.dbt_valid_from }},
      {{ get_dbt_valid_to_current(strategy, columns) }},
      {{ strategy.scd_id }} as {{ columns.dbt_scd_id }}
    from snapshot_query
  ),
  closing_rows as (
    select
      *,
      {{ keys }},
      {{ updated_at }} as {{ columns.dbt_updated_at }},
      {{ updated_at }} as {{ columns.dbt_valid_from }},
      {{ updated_at }} as {{ columns.dbt_valid_to }}
    from snapshot_query
  ),
  keyed_rows as (
    select *, {{ keys }}
    from snapshot_query
  )
  {{ tsdbt_staged_inserts(strategy, columns) }}
  union all
  {{ tsdbt_staged_updates(strategy, columns) }}
  {%- if strategy.hard_deletes in ['invalidate', 'new_record'] %}
  union all
  {{ tsdbt_staged_deletes(strategy, columns) }}
  {%- endif %}
  {%- if strategy.hard_deletes == 'new_record' %}
  union all
  {{ tsdbt_staged_deletion_records(strategy, columns, source_sql, target_relation) }}
  {%- endif %}
{%- endmacro %}

{# Rows of a new key, of a key that came back, and rows that changed. #}
{%- macro tsdbt_staged_inserts(strategy, columns) -%}
  select
    'insert' as dbt_change_type,
    source_data.*
    {%- if strategy.hard_deletes == 'new_record' %},
    'False' as {{ columns.dbt_is_deleted }}
    {%- endif %}
  from new_rows as source_data
  left outer join snapshotted_data
    on {{ unique_key_join_on(strategy.unique_key, 'snapshotted_data', 'source_data') }}
  where {{ unique_key_is_null(strategy.unique_key, 'snapshotted_data') }}
    or {{ tsdbt_row_is_new(strategy, columns) }}
{%- endmacro %}

{# The rows that those take the place of. #}
{%- macro tsdbt_staged_updates(strategy, columns) -%}
  select
    'update' as dbt_change_type,
    source_data.*,
    snapshotted_data.{{ columns.dbt_scd_id }}
    {%- if strategy.hard_deletes == 'new_record' %},
    snapshotted_data.{{ columns.dbt_is_deleted }}
    {%- endif %}
  from closing_rows as source_data
  join snapshotted_data
    on {{ unique_key_join_on(strategy.unique_key, 'snapshotted_data', 'source_data') }}
  where {{ tsdbt_row_is_new(strategy, columns) }}
{%- endmacro %}

{%- macro tsdbt_row_is_new(strategy, columns) -%}
  {%- if strategy.hard_deletes == 'new_record' -%}
    ({{ strategy.row_changed }} or snapshotted_data.{{ columns.dbt_is_deleted }} = 'True')
  {%- else -%}
    {{ strategy.row_changed }}
  {%- endif -%}
{%- endmacro %}

{# Current rows whose key is gone are closed now. #}
{%- macro tsdbt_staged_deletes(strategy, columns) -%}
  select
    'delete' as dbt_change_type,
    source_data.*,
    {{ snapshot_get_time() }} as {{ columns.dbt_updated_at }},
    {{ snapshot_get_time() }} as {{ columns.dbt_valid_from }},
    {{ snapshot_get_time() }} as {{ columns.dbt_valid_to }},
    snapshotted_data.{{ columns.dbt_scd_id }}
    {%- if strategy.hard_deletes == 'new_record' %},
    snapshotted_data.{{ columns.dbt_is_deleted }}
    {%- endif %}
  {{ tsdbt_from_gone_rows(strategy, columns) }}
{%- endmacro %}

{# And a row that says so follows them, with the last values known. #}
{%- macro tsdbt_staged_deletion_records(strategy, columns, source_sql, target_relation) -%}
  {%- set known = adapter.get_columns_in_relation(target_relation) | map(attribute='name') | list -%}
  select
    'insert' as dbt_change_type,
    {%- for name in get_columns_in_query(source_sql) %}
    {{ 'snapshotted_data' if name in known else 'source_data' }}.{{ adapter.quote(name) }},
    {%- endfor %}
    {%- for name in tsdbt_snapshot_keys(strategy.unique_key) %}
    snapshotted_data.{{ name }},
    {%- endfor %}
    {{ snapshot_get_time() }} as {{ columns.dbt_updated_at }},
    {{ snapshot_get_time() }} as {{ columns.dbt_valid_from }},
    snapshotted_data.{{ columns.dbt_valid_to }},
    {{ snapshot_hash_arguments(['snapshotted_data.' ~ columns.dbt_scd_id, snapshot_get_time()]) }} as {{ columns.dbt_scd_id }},
    'True' as {{ columns.dbt_is_deleted }}
  {{ tsdbt_from_gone_rows(strategy, columns) }}
{%- endmacro %}

{# A key is gone once: where its deletion is on record already, nothing more happens. #}
{%- macro tsdbt_from_gone_rows(strategy, columns) -%}
  from snapshotted_data
  left join keyed_rows as source_data
    on {{ unique_key_join_on(strategy.unique_key, 'snapshotted_data', 'source_data') }}
  where {{ unique_key_is_null(strategy.unique_key, 'source_data') }}
  {%- if strategy.hard_deletes == 'new_record' %}
    and coalesce(snapshotted_data.{{ columns.dbt_is_deleted }}, 'False') <> 'True'
  {%- endif %}
{%- endmacro %}

{# Keeps the changes in a temporary table and returns it. #}
{%- macro build_snapshot_staging_table(strategy, sql, target_relation) -%}
  {%- set temp_relation = make_temp_relation(target_relation) -%}
  {%- call statement('build_snapshot_staging_relation') -%}
    {{ create_table_as(true, temp_relation, snapshot_staging_table(strategy, sql, target_relation)) }}
  {%- endcall -%}
  {{ return(temp_relation) }}
{%- endmacro %}
