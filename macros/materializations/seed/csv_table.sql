{# The table of a seed: created with the columns of the file, or emptied where it is already there. #}
{%- macro create_csv_table(model, agate_table) -%}
  {{ return(adapter.dispatch('create_csv_table', 'dbt')(model, agate_table)) }}
{%- endmacro %}

{%- macro default__create_csv_table(model, agate_table) -%}
  {{ return(tsdbt_create_csv_table(this, model, agate_table)) }}
{%- endmacro %}

{%- macro tsdbt_create_csv_table(relation, model, agate_table) -%}
  {%- set types = model['config'].get('column_types', {}) -%}
  {%- set columns = [] -%}
  {%- for name in agate_table.column_names -%}
    {%- set quoted = adapter.quote_seed_column(name | string, model['config'].get('quote_columns', none)) -%}
    {%- do columns.append(quoted ~ ' ' ~ types.get(name, adapter.convert_type(agate_table, loop.index0))) -%}
  {%- endfor -%}
  {%- set sql = 'create table ' ~ relation.render() ~ ' (' ~ columns | join(', ') ~ ')' -%}
  {%- call statement('_') -%}{{ sql }}{%- endcall -%}
  {{ return(sql) }}
{%- endmacro %}

{%- macro reset_csv_table(model, full_refresh, old_relation, agate_table) -%}
  {{ return(adapter.dispatch('reset_csv_table', 'dbt')(model, full_refresh, old_relation, agate_table)) }}
{%- endmacro %}

{%- macro default__reset_csv_table(model, full_refresh, old_relation, agate_table) -%}
  {%- if full_refresh -%}
    {%- do adapter.drop_relation(old_relation) -%}
    {{ return(create_csv_table(model, agate_table)) }}
  {%- endif -%}
  {%- do adapter.truncate_relation(old_relation) -%}
  {{ return('truncate table ' ~ old_relation.render()) }}
{%- endmacro %}
