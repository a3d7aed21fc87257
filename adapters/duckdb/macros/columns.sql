{# DESCRIBE looks at one relation, but fails when it is not there; the list of all columns then says that there are none. #}
{%- macro duckdb__get_columns_in_relation(relation) -%}
  {%- set known = relation.external or not relation.database or load_cached_relation(relation) is not none -%}
  {%- call statement('get_columns_in_relation', fetch_result=true, auto_begin=false) -%}
    select
      column_name,
      {{ 'column_type' if known else 'data_type' }} as data_type,
      null::bigint as character_maximum_length,
      null::bigint as numeric_precision,
      null::bigint as numeric_scale
    {% if known -%}
    from (describe from {{ relation.render() }})
    {%- else -%}
    from duckdb_columns()
    where lower(database_name) = lower('{{ relation.database }}')
      and lower(schema_name) = lower('{{ relation.schema }}')
      and lower(table_name) = lower('{{ relation.identifier }}')
    order by column_index
    {%- endif %}
  {%- endcall -%}
  {{ return(sql_convert_columns_in_relation(load_result('get_columns_in_relation').table)) }}
{%- endmacro %}

{# The header runs by itself: what is around this query may not hold two statements. #}
{%- macro duckdb__get_empty_subquery_sql(select_sql, select_sql_header=none) -%}
  {%- if select_sql_header is not none -%}{%- do run_query(select_sql_header) -%}{%- endif -%}
  select * from (
    {{ select_sql }}
  ) as __dbt_sbq
  where false
  limit 0
{% endmacro %}

{# One change per statement is all that DuckDB takes. #}
{%- macro duckdb__alter_relation_add_remove_columns(relation, add_columns, remove_columns) -%}
  {%- for column in add_columns or [] -%}
    {%- do run_query('alter ' ~ relation.type ~ ' ' ~ relation ~ ' add column ' ~ column.quoted ~ ' ' ~ column.data_type) -%}
  {%- endfor -%}
  {%- for column in remove_columns or [] -%}
    {%- do run_query('alter ' ~ relation.type ~ ' ' ~ relation ~ ' drop column ' ~ column.quoted) -%}
  {%- endfor -%}
{%- endmacro %}

{%- macro duckdb__alter_column_type(relation, column_name, new_column_type) -%}
  {%- call statement('alter_column_type') -%}
    alter table {{ relation }} alter column {{ adapter.quote(column_name) }} set data type {{ new_column_type }}
  {%- endcall -%}
{%- endmacro %}

{# Texts have no length here. #}
{%- macro duckdb__tsdbt_expand_columns(from_relation, to_relation) -%}
{%- endmacro %}
