{# Every column of the relations that are asked for, with comments: one row per column. #}
{%- macro duckdb__get_catalog(information_schema, schemas) -%}
  {%- set conditions = [] -%}
  {%- for schema in schemas -%}{%- do conditions.append("lower(c.schema_name) = lower('" ~ schema ~ "')") -%}{%- endfor -%}
  {{ return(run_query(duckdb__catalog_sql(information_schema.database, conditions))) }}
{%- endmacro %}

{%- macro duckdb__get_catalog_relations(information_schema, relations) -%}
  {%- set conditions = [] -%}
  {%- for relation in relations -%}
    {%- if not relation.schema -%}
      {%- do exceptions.raise_compiler_error('`get_catalog_relations` requires a list of relations, each with a schema') -%}
    {%- endif -%}
    {%- set schema = "lower(c.schema_name) = lower('" ~ relation.schema ~ "')" -%}
    {%- set name = " and lower(c.table_name) = lower('" ~ relation.identifier ~ "')" if relation.identifier else '' -%}
    {%- do conditions.append('(' ~ schema ~ name ~ ')') -%}
  {%- endfor -%}
  {{ return(run_query(duckdb__catalog_sql(information_schema.database, conditions))) }}
{%- endmacro %}

{%- macro duckdb__catalog_sql(database, conditions) -%}
  with relations as (
    select database_name, schema_name, table_name, 'BASE TABLE' as table_type, comment from duckdb_tables()
    union all
    select database_name, schema_name, view_name, 'VIEW', comment from duckdb_views()
  )
  select
    c.database_name as table_database,
    c.schema_name as table_schema,
    c.table_name,
    r.table_type,
    r.comment as table_comment,
    c.column_name,
    c.column_index,
    c.data_type as column_type,
    c.comment as column_comment,
    null as table_owner
  from duckdb_columns() as c
  join relations as r using (database_name, schema_name, table_name)
  where lower(c.database_name) = lower('{{ database }}')
    and ({{ conditions | join(' or ') if conditions else 'false' }})
  order by table_schema, c.table_name, c.column_index
{%- endmacro %}
