{# The definition of a relation is its mark. #}
{%- macro duckdb__tsdbt_relation_marks(database, schemas) -%}
  {%- set names = [] -%}
  {%- for schema in schemas -%}{%- do names.append(string_literal(escape_single_quotes(schema | lower))) -%}{%- endfor -%}
  {%- set where = " where lower(database_name) = " ~ string_literal(escape_single_quotes(database | lower)) ~ " and lower(schema_name) in (" ~ names | join(', ') ~ ")" -%}
  {{ return(run_query(
      "select schema_name, table_name, 'table', md5(sql) from duckdb_tables()" ~ where
      ~ " union all select schema_name, view_name, 'view', md5(sql) from duckdb_views()" ~ where)) }}
{%- endmacro %}
