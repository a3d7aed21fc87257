{# A relation's oid is its mark: whoever drops it and makes another one gets another oid. #}
{%- macro postgres__tsdbt_relation_marks(database, schemas) -%}
  {%- set names = [] -%}
  {%- for schema in schemas -%}{%- do names.append(string_literal(escape_single_quotes(schema))) -%}{%- endfor -%}
  {{ return(run_query(
      "select n.nspname, c.relname, case c.relkind when 'v' then 'view' when 'm' then 'materialized_view' else 'table' end, c.oid::text"
      ~ " from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace"
      ~ " where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname in (" ~ names | join(', ') ~ ")")) }}
{%- endmacro %}
