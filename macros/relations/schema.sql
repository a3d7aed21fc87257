{# Schemas: created when missing, dropped with all that is in them. #}
{%- macro create_schema(relation) -%}
  {{ adapter.dispatch('create_schema', 'dbt')(relation) }}
{%- endmacro %}

{%- macro default__create_schema(relation) -%}
  {%- call statement('create_schema') -%}create schema if not exists {{ relation.without_identifier() }}{%- endcall -%}
{%- endmacro %}

{%- macro drop_schema(relation) -%}
  {{ adapter.dispatch('drop_schema', 'dbt')(relation) }}
{%- endmacro %}

{%- macro default__drop_schema(relation) -%}
  {%- call statement('drop_schema') -%}drop schema if exists {{ relation.without_identifier() }} cascade{%- endcall -%}
{%- endmacro %}

{%- macro drop_schema_named(schema_name) -%}
  {{ return(adapter.dispatch('drop_schema_named', 'dbt')(schema_name)) }}
{%- endmacro %}

{%- macro default__drop_schema_named(schema_name) -%}
  {%- do adapter.drop_schema(api.Relation.create(schema=schema_name)) -%}
{%- endmacro %}

{# The names of a database's schemas. #}
{%- macro list_schemas(database) -%}
  {{ return(adapter.dispatch('list_schemas', 'dbt')(database)) }}
{%- endmacro %}

{%- macro default__list_schemas(database) -%}
  {{ return(run_query("select distinct schema_name from " ~ information_schema_name(database) ~ ".SCHEMATA where catalog_name ilike '" ~ database ~ "'")) }}
{%- endmacro %}

{# One row with 1 or 0. #}
{%- macro check_schema_exists(information_schema, schema) -%}
  {{ return(adapter.dispatch('check_schema_exists', 'dbt')(information_schema, schema)) }}
{%- endmacro %}

{%- macro default__check_schema_exists(information_schema, schema) -%}
  {%- set schemata = information_schema.replace(information_schema_view='SCHEMATA') -%}
  {{ return(run_query("select count(*) from " ~ schemata ~ " where catalog_name = '" ~ information_schema.database ~ "' and schema_name = '" ~ schema ~ "'")) }}
{%- endmacro %}

{%- macro information_schema_name(database) -%}
  {{ return(adapter.dispatch('information_schema_name', 'dbt')(database)) }}
{%- endmacro %}

{%- macro default__information_schema_name(database) -%}
  {{ database ~ '.' if database }}INFORMATION_SCHEMA
{%- endmacro %}
