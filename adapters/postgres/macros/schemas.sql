{# Schemas and what is in them. A session sees one database: others cannot be named. #}
{%- macro postgres__create_schema(relation) -%}
  {{ adapter.verify_database(relation.database) if relation.database }}
  {%- call statement('create_schema') -%}
    create schema if not exists {{ relation.without_identifier().include(database=false) }}
  {%- endcall -%}
{%- endmacro %}

{%- macro postgres__drop_schema(relation) -%}
  {{ adapter.verify_database(relation.database) if relation.database }}
  {%- call statement('drop_schema') -%}
    drop schema if exists {{ relation.without_identifier().include(database=false) }} cascade
  {%- endcall -%}
{%- endmacro %}

{%- macro postgres__information_schema_name(database) -%}
  {{ adapter.verify_database(database) if database }}information_schema
{%- endmacro %}

{%- macro postgres__list_schemas(database) -%}
  {{ adapter.verify_database(database) if database }}
  {{ return(run_query('select nspname from pg_catalog.pg_namespace')) }}
{%- endmacro %}

{%- macro postgres__check_schema_exists(information_schema, schema) -%}
  {{ adapter.verify_database(information_schema.database) if information_schema.database }}
  {{ return(run_query("select count(*) from pg_catalog.pg_namespace where nspname = '" ~ schema ~ "'")) }}
{%- endmacro %}

{%- macro postgres__list_relations_without_caching(schema_relation) -%}
  {%- call statement('list_relations_without_caching', fetch_result=true, auto_begin=false) -%}
    select
      '{{ schema_relation.database }}' as database,
      c.relname as name,
      n.nspname as schema,
      case c.relkind when 'v' then 'view' when 'm' then 'materialized_view' else 'table' end as type
    from pg_catalog.pg_class as c
    join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'v', 'm')
      and lower(n.nspname) = lower('{{ schema_relation.schema }}')
  {%- endcall -%}
  {{ return(load_result('list_relations_without_caching').table) }}
{%- endmacro %}

{# Which views read which relations: dependent and what it depends on, by schema and name. #}
{%- macro postgres__get_relations() -%}
  {%- call statement('relations', fetch_result=true, auto_begin=false) -%}
    select distinct
      dependent_schema.nspname as dependent_schema,
      dependent.relname as dependent_name,
      referenced_schema.nspname as referenced_schema,
      referenced.relname as referenced_name
    from pg_catalog.pg_depend as d
    join pg_catalog.pg_rewrite as r on r.oid = d.objid
    join pg_catalog.pg_class as dependent on dependent.oid = r.ev_class
    join pg_catalog.pg_namespace as dependent_schema on dependent_schema.oid = dependent.relnamespace
    join pg_catalog.pg_class as referenced on referenced.oid = d.refobjid
    join pg_catalog.pg_namespace as referenced_schema on referenced_schema.oid = referenced.relnamespace
    where d.classid = 'pg_catalog.pg_rewrite'::regclass
      and d.refclassid = 'pg_catalog.pg_class'::regclass
      and dependent.oid <> referenced.oid
      and referenced_schema.nspname <> 'information_schema'
      and referenced_schema.nspname not like 'pg\_%'
    order by 1, 2, 3, 4
  {%- endcall -%}
  {{ return(load_result('relations').table) }}
{%- endmacro %}

{%- macro postgres_get_relations() -%}
  {{ return(postgres__get_relations()) }}
{%- endmacro %}
