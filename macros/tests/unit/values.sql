{# A value of YAML or CSV as SQL of a type. A text may be longer than its column: it must not be cut without a word. #}
{%- macro tsdbt_typed_value(value, type) -%}
  {%- set name = type.split('(')[0] | trim -%}
  {%- set is_text = value is string and type[-1:] == ')' and name | lower in ['character varying', 'char varying', 'varchar', 'nvarchar', 'string'] -%}
  {{ safe_cast(tsdbt_literal(value, type), name if is_text else type) }}
{%- endmacro %}

{# A value of YAML as a literal of SQL. #}
{%- macro tsdbt_literal(value, type) -%}
  {%- if value is none -%}null
  {%- elif value is string -%}{{ dbt.string_literal(dbt.escape_single_quotes(value)) }}
  {%- elif value is mapping or value is sequence -%}{{ tsdbt_nested_literal(value, type) }}
  {%- else -%}{{ value }}
  {%- endif -%}
{%- endmacro %}

{# Lists and mappings: as JSON, which most warehouses cast to their nested types. #}
{%- macro tsdbt_nested_literal(value, type) -%}
  {{ return(adapter.dispatch('tsdbt_nested_literal', 'dbt')(value, type) | trim) }}
{%- endmacro %}

{%- macro default__tsdbt_nested_literal(value, type) -%}
  {{ dbt.string_literal(dbt.escape_single_quotes(tojson(value))) }}
{%- endmacro %}

{# The columns of a relation; none where it is not there. #}
{%- macro tsdbt_columns_if_there(relation) -%}
  {%- set there = relation.external or load_relation(relation) is not none -%}
  {{ return(adapter.get_columns_in_relation(relation) if there else []) }}
{%- endmacro %}

{# Types by the names of columns. #}
{%- macro tsdbt_types_of(columns) -%}
  {%- set types = {} -%}
  {%- for column in columns -%}{%- do types.update({column.name: column.data_type}) -%}{%- endfor -%}
  {{ return(types) }}
{%- endmacro %}
