{# `create view … as`: both names are old, and both are overridden by projects. #}
{%- macro get_create_view_as_sql(relation, sql) -%}
  {{ adapter.dispatch('get_create_view_as_sql', 'dbt')(relation, sql) }}
{%- endmacro %}

{%- macro default__get_create_view_as_sql(relation, sql) -%}
  {{ return(create_view_as(relation, sql)) }}
{%- endmacro %}

{%- macro create_view_as(relation, sql) -%}
  {{ adapter.dispatch('create_view_as', 'dbt')(relation, sql) }}
{%- endmacro %}

{%- macro default__create_view_as(relation, sql) -%}
  {%- if config.get('contract').enforced -%}{{ get_assert_columns_equivalent(sql) }}{%- endif -%}
  {{ config.get('sql_header', none) or '' }}
  create view {{ relation.render() }} as (
    {{ sql }}
  );
{%- endmacro %}

{%- macro drop_view(relation) -%}
  {{ adapter.dispatch('drop_view', 'dbt')(relation) }}
{%- endmacro %}

{%- macro default__drop_view(relation) -%}
  drop view if exists {{ relation.render() }} cascade
{%- endmacro %}

{%- macro get_rename_view_sql(relation, new_name) -%}
  {{ adapter.dispatch('get_rename_view_sql', 'dbt')(relation, new_name) }}
{%- endmacro %}

{%- macro default__get_rename_view_sql(relation, new_name) -%}
  {%- do exceptions.raise_compiler_error('`get_rename_view_sql` has not been implemented for this adapter.') -%}
{%- endmacro %}

{%- macro get_replace_view_sql(relation, sql) -%}
  {{ adapter.dispatch('get_replace_view_sql', 'dbt')(relation, sql) }}
{%- endmacro %}

{%- macro default__get_replace_view_sql(relation, sql) -%}
  {%- do exceptions.raise_compiler_error('`get_replace_view_sql` has not been implemented for this adapter.') -%}
{%- endmacro %}

{# A whole materialization for warehouses whose `create or replace view` is atomic. #}
{%- macro create_or_replace_view() -%}
  {%- set existing = load_cached_relation(this) -%}
  {%- set target_relation = this.incorporate(type='view') -%}
  {%- do run_hooks(pre_hooks) -%}
  {%- if existing is not none and existing.is_table -%}
    {%- do handle_existing_table(should_full_refresh(), existing) -%}
  {%- endif -%}
  {%- call statement('main') -%}{{ get_create_view_as_sql(target_relation, sql) }}{%- endcall -%}
  {%- set replaced = existing is not none and existing.is_view -%}
  {%- do apply_grants(target_relation, config.get('grants'), should_revoke=should_revoke(replaced, full_refresh_mode=true)) -%}
  {%- do run_hooks(post_hooks) -%}
  {{ return({'relations': [target_relation]}) }}
{%- endmacro %}

{%- macro handle_existing_table(full_refresh, old_relation) -%}
  {{ adapter.dispatch('handle_existing_table', 'dbt')(full_refresh, old_relation) }}
{%- endmacro %}

{%- macro default__handle_existing_table(full_refresh, old_relation) -%}
  {%- do adapter.drop_relation(old_relation) -%}
{%- endmacro %}
