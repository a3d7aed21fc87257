{# Indexes: `{'columns': [...], 'unique': true, 'type': 'hash'}`; their names are new each time, for the old table's are still taken. #}
{%- macro postgres__get_create_index_sql(relation, index_dict) -%}
  {%- do tsdbt_check_index(index_dict) -%}
  {%- set columns, unique, type = index_dict['columns'], index_dict.get('unique', false), index_dict.get('type') -%}
  {%- set name = local_md5(columns | join('_') ~ '_' ~ relation.render() ~ '_' ~ unique ~ '_' ~ type ~ '_' ~ py_current_timestring()) -%}
  create {{ 'unique ' if unique }}index if not exists "{{ name }}" on {{ relation }}{{ ' using ' ~ type if type }} ({{ columns | join(', ') }})
{%- endmacro %}

{%- macro tsdbt_check_index(index) -%}
  {%- set wrong = none -%}
  {%- if index is not mapping -%}
    {%- do exceptions.raise_compiler_error('Invalid index config:\n  Got: ' ~ index ~ '\n  Expected a dictionary with at minimum a "columns" key') -%}
  {%- elif 'columns' not in index -%}
    {%- set wrong = "'columns' is a required property" -%}
  {%- elif index['columns'] is string or index['columns'] is not sequence -%}
    {%- set wrong = "'columns': " ~ index['columns'] ~ " is not of type 'array'" -%}
  {%- elif index.get('unique') is not none and index.get('unique') is not boolean -%}
    {%- set wrong = "'unique': " ~ index.get('unique') ~ " is not of type 'boolean'" -%}
  {%- elif index.get('type') is not none and index.get('type') is not string -%}
    {%- set wrong = "'type': " ~ index.get('type') ~ " is not of type 'string'" -%}
  {%- endif -%}
  {%- if wrong -%}{%- do exceptions.raise_compiler_error('Could not parse index config: ' ~ wrong) -%}{%- endif -%}
{%- endmacro %}

{%- macro postgres__get_show_indexes_sql(relation) -%}
  select
    i.relname as name,
    m.amname as method,
    x.indisunique as "unique",
    string_agg(a.attname, ',') as column_names
  from pg_catalog.pg_index as x
  join pg_catalog.pg_class as i on i.oid = x.indexrelid
  join pg_catalog.pg_am as m on m.oid = i.relam
  join pg_catalog.pg_attribute as a on a.attrelid = x.indrelid and a.attnum = any(x.indkey)
  where x.indrelid = {{ tsdbt_regclass(relation) }}
  group by 1, 2, 3
  order by 1, 2, 3
{%- endmacro %}

{%- macro postgres__get_drop_index_sql(relation, index_name) -%}
  drop index if exists "{{ relation.schema }}"."{{ index_name }}"
{%- endmacro %}
