{# Every column of the relations that are asked for, with comments and owners: one row per column. #}
{%- macro postgres__get_catalog(information_schema, schemas) -%}
  {%- set relations = [] -%}
  {%- for schema in schemas -%}{%- do relations.append({'schema': schema}) -%}{%- endfor -%}
  {{ return(postgres__get_catalog_relations(information_schema, relations)) }}
{%- endmacro %}

{%- macro postgres__get_catalog_relations(information_schema, relations) -%}
  {{ adapter.verify_database(information_schema.database) if information_schema.database }}
  {%- set conditions = [] -%}
  {%- for relation in relations -%}
    {%- set schema = "lower(n.nspname) = lower('" ~ relation.schema ~ "')" -%}
    {%- set name = " and lower(c.relname) = lower('" ~ relation.identifier ~ "')" if relation.identifier else '' -%}
    {%- do conditions.append('(' ~ schema ~ name ~ ')') -%}
  {%- endfor -%}
  {%- call statement('catalog', fetch_result=true, auto_begin=false) -%}
    select
      '{{ information_schema.database }}' as table_database,
      n.nspname as table_schema,
      c.relname as table_name,
      case c.relkind when 'v' then 'VIEW' when 'm' then 'MATERIALIZED VIEW' else 'BASE TABLE' end as table_type,
      pg_catalog.obj_description(c.oid, 'pg_class') as table_comment,
      a.attname as column_name,
      a.attnum as column_index,
      pg_catalog.format_type(a.atttypid, a.atttypmod) as column_type,
      pg_catalog.col_description(c.oid, a.attnum) as column_comment,
      pg_catalog.pg_get_userbyid(c.relowner) as table_owner
    from pg_catalog.pg_class as c
    join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
    join pg_catalog.pg_attribute as a on a.attrelid = c.oid
    where ({{ conditions | join(' or ') if conditions else 'false' }})
      and c.relpersistence in ('p', 'u')
      and c.relkind in ('r', 'v', 'f', 'p', 'm')
      and a.attnum > 0
      and not a.attisdropped
    order by n.nspname, c.relname, a.attnum
  {%- endcall -%}
  {{ return(load_result('catalog').table) }}
{%- endmacro %}
