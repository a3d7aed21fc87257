{#
  A history table: each run closes the rows that changed and adds them as they are now. The first run builds it;
  later runs work out the changes in a table of their own and bring them in, all in one transaction.
#}
{%- materialization snapshot, default -%}
  {%- set target_exists, target_relation = get_or_create_relation(
    database=model.database, schema=model.schema, identifier=model.alias, type='table') -%}
  {%- if not target_relation.is_table -%}
    {%- do exceptions.relation_wrong_type(target_relation, 'table') -%}
  {%- endif -%}

  {%- do run_hooks(pre_hooks, inside_transaction=false) -%}
  {%- do run_hooks(pre_hooks, inside_transaction=true) -%}

  {%- set strategy_macro = strategy_dispatch(config.get('strategy')) -%}
  {%- set strategy = strategy_macro(model, 'snapshotted_data', 'source_data', model['config'], target_exists) -%}
  {%- if target_exists -%}
    {%- set staging_relation = tsdbt_stage_changes(strategy, target_relation) -%}
    {%- set build_sql = tsdbt_bring_in_changes(strategy, staging_relation, target_relation) -%}
  {%- else -%}
    {%- set first_sql = build_snapshot_table(strategy, sql) -%}
    {%- do check_time_data_types(first_sql) -%}
    {%- set build_sql = create_table_as(false, target_relation, first_sql) -%}
  {%- endif -%}
  {%- call statement('main') -%}
    {{ build_sql }}
  {%- endcall -%}

  {%- do apply_grants(target_relation, config.get('grants'), should_revoke=should_revoke(target_exists, full_refresh_mode=false)) -%}
  {%- do persist_docs(target_relation, model) -%}
  {%- if not target_exists -%}{%- do create_indexes(target_relation) -%}{%- endif -%}
  {%- do run_hooks(post_hooks, inside_transaction=true) -%}
  {%- do adapter.commit() -%}
  {%- if target_exists -%}{%- do post_snapshot(staging_relation) -%}{%- endif -%}
  {%- do run_hooks(post_hooks, inside_transaction=false) -%}
  {{ return({'relations': [target_relation]}) }}
{%- endmaterialization %}

{# Works out what changed; returns the table that holds it. #}
{%- macro tsdbt_stage_changes(strategy, target_relation) -%}
  {%- do adapter.assert_valid_snapshot_target_given_strategy(target_relation, tsdbt_snapshot_columns(), strategy) -%}
  {%- do tsdbt_begin() -%}
  {%- do check_time_data_types(snapshot_staging_table(strategy, sql, target_relation)) -%}
  {{ return(build_snapshot_staging_table(strategy, sql, target_relation)) }}
{%- endmacro %}

{# Fits the history table to the columns of the changes; returns the statement that brings them in. #}
{%- macro tsdbt_bring_in_changes(strategy, staging_relation, target_relation) -%}
  {%- do adapter.expand_target_column_types(from_relation=staging_relation, to_relation=target_relation) -%}
  {%- set own = ['dbt_change_type'] + tsdbt_snapshot_keys(strategy.unique_key) -%}
  {%- set new_columns = adapter.get_missing_columns(staging_relation, target_relation) -%}
  {%- do create_columns(target_relation, tsdbt_columns_but(new_columns, own)) -%}
  {%- set columns = tsdbt_columns_but(adapter.get_columns_in_relation(staging_relation), own) -%}
  {{ return(snapshot_merge_sql(target=target_relation, source=staging_relation, insert_cols=columns | map(attribute='quoted') | list)) }}
{%- endmacro %}

{# The columns that have none of these names, in whatever case the warehouse keeps them. #}
{%- macro tsdbt_columns_but(columns, names) -%}
  {%- set kept = [] -%}
  {%- for column in columns if column.name | lower not in names -%}{%- do kept.append(column) -%}{%- endfor -%}
  {{ return(kept) }}
{%- endmacro %}
