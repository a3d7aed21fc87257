{# Materialized views: the names; warehouses that have them bring the statements. #}
{%- macro get_create_materialized_view_as_sql(relation, sql) -%}
  {{ adapter.dispatch('get_create_materialized_view_as_sql', 'dbt')(relation, sql) }}
{%- endmacro %}

{%- macro default__get_create_materialized_view_as_sql(relation, sql) -%}
  {%- do exceptions.raise_compiler_error('`get_create_materialized_view_as_sql` has not been implemented for this adapter.') -%}
{%- endmacro %}

{%- macro drop_materialized_view(relation) -%}
  {{ adapter.dispatch('drop_materialized_view', 'dbt')(relation) }}
{%- endmacro %}

{%- macro default__drop_materialized_view(relation) -%}
  drop materialized view if exists {{ relation.render() }} cascade
{%- endmacro %}

{%- macro get_rename_materialized_view_sql(relation, new_name) -%}
  {{ adapter.dispatch('get_rename_materialized_view_sql', 'dbt')(relation, new_name) }}
{%- endmacro %}

{%- macro default__get_rename_materialized_view_sql(relation, new_name) -%}
  {%- do exceptions.raise_compiler_error('`get_rename_materialized_view_sql` has not been implemented for this adapter.') -%}
{%- endmacro %}

{%- macro get_replace_materialized_view_sql(relation, sql) -%}
  {{ adapter.dispatch('get_replace_materialized_view_sql', 'dbt')(relation, sql) }}
{%- endmacro %}

{%- macro default__get_replace_materialized_view_sql(relation, sql) -%}
  {%- do exceptions.raise_compiler_error('`get_replace_materialized_view_sql` has not been implemented for this adapter.') -%}
{%- endmacro %}
