{#
  `create or replace` is atomic: a view, or a table without a contract, is built by that one statement, outside of a
  transaction when nothing else has to happen together with it. A change of kind, and what a project's own
  create_view_as or create_table_as writes without `or replace`, goes the long way, beside and by renaming.
#}
{%- macro duckdb__tsdbt_build_view(target_relation, existing_relation, sql) -%}
  {%- if existing_relation is none or existing_relation.is_view -%}
    {%- set build_sql = get_create_view_as_sql(target_relation, sql) -%}
    {%- if existing_relation is none or 'or replace view' in build_sql | lower -%}
      {{ return(tsdbt_build_alone(build_sql)) }}
    {%- endif -%}
  {%- endif -%}
  {%- do default__tsdbt_build_view(target_relation, existing_relation, sql) -%}
{%- endmacro %}

{%- macro duckdb__tsdbt_build_table(target_relation, existing_relation, sql) -%}
  {%- if config.get('contract').enforced -%}
    {{ return(tsdbt_build_promised_table(target_relation, existing_relation, sql)) }}
  {%- endif -%}
  {%- if existing_relation is none or existing_relation.is_table -%}
    {%- set build_sql = get_create_table_as_sql(false, target_relation, sql) -%}
    {%- if existing_relation is none or 'or replace table' in build_sql | lower -%}
      {%- do tsdbt_build_alone(build_sql) -%}
      {{ return(create_indexes(target_relation)) }}
    {%- endif -%}
  {%- endif -%}
  {%- do default__tsdbt_build_table(target_relation, existing_relation, sql) -%}
{%- endmacro %}

{# Runs the statement that builds the node; a transaction is opened where hooks, comments or indexes belong to it. #}
{%- macro tsdbt_build_alone(build_sql) -%}
  {%- set inside = (pre_hooks + post_hooks) | selectattr('transaction') | list | length > 0 -%}
  {%- set described = config.persist_relation_docs() or config.persist_column_docs() -%}
  {%- set indexed = config.get('indexes') or false -%}
  {%- call statement('main', auto_begin=(inside or described or indexed)) -%}
    {{ build_sql }}
  {%- endcall -%}
{%- endmacro %}
