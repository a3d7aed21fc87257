{# Schema main is always there, and some attached databases (sqlite) know no other. #}
{%- macro duckdb__create_schema(relation) -%}
  {%- if relation.schema | lower != 'main' -%}
    {%- call statement('create_schema') -%}create schema if not exists {{ relation.without_identifier() }}{%- endcall -%}
  {%- endif -%}
{%- endmacro %}

{%- macro duckdb__list_schemas(database) -%}
  {{ return(run_query(
      "select schema_name from system.information_schema.schemata"
      ~ (" where lower(catalog_name) = lower('" ~ database ~ "')" if database else ''))) }}
{%- endmacro %}

{%- macro duckdb__check_schema_exists(information_schema, schema) -%}
  {{ return(run_query(
      "select count(*) from system.information_schema.schemata"
      ~ " where lower(schema_name) = lower('" ~ schema ~ "')"
      ~ " and lower(catalog_name) = lower('" ~ information_schema.database ~ "')")) }}
{%- endmacro %}

{%- macro duckdb__list_relations_without_caching(schema_relation) -%}
  {%- call statement('list_relations_without_caching', fetch_result=true, auto_begin=false) -%}
    select
      table_catalog as database,
      table_name as name,
      table_schema as schema,
      case table_type when 'VIEW' then 'view' else 'table' end as type
    from system.information_schema.tables
    where lower(table_schema) = lower('{{ schema_relation.schema }}')
      and lower(table_catalog) = lower('{{ schema_relation.database }}')
  {%- endcall -%}
  {{ return(load_result('list_relations_without_caching').table) }}
{%- endmacro %}
