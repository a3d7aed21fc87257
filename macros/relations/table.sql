{# `create table … as`: both names are old, and both are overridden by projects. #}
{%- macro get_create_table_as_sql(temporary, relation, sql) -%}
  {{ adapter.dispatch('get_create_table_as_sql', 'dbt')(temporary, relation, sql) }}
{%- endmacro %}

{%- macro default__get_create_table_as_sql(temporary, relation, sql) -%}
  {{ return(create_table_as(temporary, relation, sql)) }}
{%- endmacro %}

{%- macro create_table_as(temporary, relation, compiled_code, language='sql') -%}
  {{ adapter.dispatch('create_table_as', 'dbt')(temporary, relation, compiled_code) }}
{%- endmacro %}

{%- macro default__create_table_as(temporary, relation, sql) -%}
  {%- set promised = config.get('contract').enforced and not temporary -%}
  {{ config.get('sql_header', none) or '' }}
  create {{ 'temporary ' if temporary }}table {{ relation.include(database=(not temporary), schema=(not temporary)) }}
  {% if promised -%}
    {{ get_assert_columns_equivalent(sql) }}
    {{ get_table_columns_and_constraints() }}
  {%- endif %}
  as (
    {{ get_select_subquery(sql) if promised else sql }}
  );
{%- endmacro %}

{%- macro drop_table(relation) -%}
  {{ adapter.dispatch('drop_table', 'dbt')(relation) }}
{%- endmacro %}

{%- macro default__drop_table(relation) -%}
  drop table if exists {{ relation.render() }} cascade
{%- endmacro %}

{%- macro get_rename_table_sql(relation, new_name) -%}
  {{ adapter.dispatch('get_rename_table_sql', 'dbt')(relation, new_name) }}
{%- endmacro %}

{%- macro default__get_rename_table_sql(relation, new_name) -%}
  {%- do exceptions.raise_compiler_error('`get_rename_table_sql` has not been implemented for this adapter.') -%}
{%- endmacro %}

{%- macro get_replace_table_sql(relation, sql) -%}
  {{ adapter.dispatch('get_replace_table_sql', 'dbt')(relation, sql) }}
{%- endmacro %}

{%- macro default__get_replace_table_sql(relation, sql) -%}
  {%- do exceptions.raise_compiler_error('`get_replace_table_sql` has not been implemented for this adapter.') -%}
{%- endmacro %}

{# Empties a table, inside the transaction. #}
{%- macro truncate_relation(relation) -%}
  {{ return(adapter.dispatch('truncate_relation', 'dbt')(relation)) }}
{%- endmacro %}

{%- macro default__truncate_relation(relation) -%}
  {%- call statement('truncate_relation') -%}truncate table {{ relation.render() }}{%- endcall -%}
{%- endmacro %}
