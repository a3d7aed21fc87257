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

{#
  Here a transaction takes everything with it that is not committed: what is left over is another tool's, or comes from a
  session without transactions.
#}
{%- macro duckdb__tsdbt_drop_leftovers(relation) -%}
  {%- for suffix in ['__dbt_tmp', '__dbt_backup'] -%}
    {%- set left = adapter.get_relation(relation.database, relation.schema, relation.identifier ~ suffix) -%}
    {%- if left is not none -%}{%- do adapter.drop_relation(left) -%}{%- endif -%}
  {%- endfor -%}
{%- endmacro %}
