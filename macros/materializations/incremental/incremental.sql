{#
  A table that later runs add to. The first run and a full refresh build it whole, beside the old one; other runs
  build the new rows as a temporary table, fit the columns, and let the strategy bring them in: one transaction.
#}
{%- materialization incremental, default -%}
  {%- set existing_relation = load_cached_relation(this) -%}
  {%- set target_relation = this.incorporate(type='table') -%}
  {#- Of a microbatch model this is one batch: the first one, the last one, one in the middle or the only one. -#}
  {%- set position = config.get('tsdbt_batch_position', 'only') -%}
  {%- set rebuild = existing_relation is none or existing_relation.is_view or should_full_refresh() -%}

  {#- A strategy that is not there is told of before anything is built. -#}
  {%- do adapter.get_incremental_strategy_macro(context, config.get('incremental_strategy') or 'default') -%}

  {%- if position in ['first', 'only'] -%}{%- do tsdbt_drop_leftovers(target_relation) -%}{%- endif -%}
  {%- if pre_hooks -%}{%- do run_hooks(pre_hooks, inside_transaction=false) -%}{%- endif -%}
  {%- if pre_hooks -%}{%- do run_hooks(pre_hooks, inside_transaction=true) -%}{%- endif -%}

  {%- if rebuild -%}
    {%- do tsdbt_build_table(target_relation, existing_relation, sql) -%}
  {%- else -%}
    {%- do tsdbt_add_rows(target_relation, existing_relation, sql) -%}
  {%- endif -%}

  {#- Batches in the middle run side by side: what is about the table as a whole is not theirs. -#}
  {%- if position != 'middle' -%}
    {%- set revoke = config.get('grants') and should_revoke(existing_relation, full_refresh_mode=rebuild) -%}
    {%- do apply_grants(target_relation, config.get('grants'), should_revoke=revoke) -%}
    {%- do persist_docs(target_relation, model) -%}
  {%- endif -%}
  {%- if post_hooks -%}{%- do run_hooks(post_hooks, inside_transaction=true) -%}{%- endif -%}
  {%- do adapter.commit() -%}
  {%- if post_hooks -%}{%- do run_hooks(post_hooks, inside_transaction=false) -%}{%- endif -%}
  {{ return({'relations': [target_relation]}) }}
{%- endmaterialization %}

{# Brings the rows of a query into a table that is there, by the model's strategy. #}
{%- macro tsdbt_add_rows(target_relation, existing_relation, sql) -%}
  {%- set on_schema_change = incremental_validate_on_schema_change(config.get('on_schema_change'), default='ignore') -%}
  {%- set strategy = adapter.get_incremental_strategy_macro(context, config.get('incremental_strategy') or 'default') -%}
  {%- set temp_relation = make_temp_relation(target_relation) -%}
  {%- do tsdbt_begin() -%}
  {%- do run_query(get_create_table_as_sql(true, temp_relation, sql)) -%}
  {%- if not config.get('contract').enforced -%}
    {%- do tsdbt_expand_columns(temp_relation, target_relation) -%}
  {%- endif -%}
  {%- set columns = process_schema_changes(on_schema_change, temp_relation, existing_relation) -%}
  {%- set build_sql = strategy({
    'target_relation': target_relation,
    'temp_relation': temp_relation,
    'unique_key': config.get('unique_key'),
    'dest_columns': columns or adapter.get_columns_in_relation(existing_relation),
    'incremental_predicates': config.get('predicates', none) or config.get('incremental_predicates', none),
  }) -%}
  {%- call statement('main') -%}
    {{ build_sql }}
  {%- endcall -%}
  {%- call statement('drop_temp') -%}drop table if exists {{ temp_relation }}{%- endcall -%}
{%- endmacro %}

{# Makes room for longer texts, where columns have a length. #}
{%- macro tsdbt_expand_columns(from_relation, to_relation) -%}
  {{ return(adapter.dispatch('tsdbt_expand_columns', 'dbt')(from_relation, to_relation)) }}
{%- endmacro %}

{%- macro default__tsdbt_expand_columns(from_relation, to_relation) -%}
  {%- do adapter.expand_target_column_types(from_relation=from_relation, to_relation=to_relation) -%}
{%- endmacro %}
