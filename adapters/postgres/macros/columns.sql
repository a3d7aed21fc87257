{# A relation by its rendered name as the server looks it up; null where it is not there. #}
{%- macro tsdbt_regclass(relation) -%}
  to_regclass('{{ relation.include(database=false).render() | replace("'", "''") }}')
{%- endmacro %}

{# The catalog, not the information schema: that has no materialized views and no names for arrays. #}
{%- macro postgres__get_columns_in_relation(relation) -%}
  {%- call statement('get_columns_in_relation', fetch_result=true, auto_begin=false) -%}
    select
      a.attname as column_name,
      pg_catalog.format_type(a.atttypid, null) as data_type,
      information_schema._pg_char_max_length(true_type.id, true_type.modifier) as character_maximum_length,
      information_schema._pg_numeric_precision(true_type.id, true_type.modifier) as numeric_precision,
      information_schema._pg_numeric_scale(true_type.id, true_type.modifier) as numeric_scale
    from pg_catalog.pg_attribute as a
    join pg_catalog.pg_type as t on t.oid = a.atttypid
    cross join lateral (
      select
        information_schema._pg_truetypid(a, t) as id,
        information_schema._pg_truetypmod(a, t) as modifier
    ) as true_type
    where a.attrelid = {{ tsdbt_regclass(relation) }}
      and a.attnum > 0
      and not a.attisdropped
    order by a.attnum
  {%- endcall -%}
  {{ return(sql_convert_columns_in_relation(load_result('get_columns_in_relation').table)) }}
{%- endmacro %}
