{# A list of YAML for an array; for other types lists and mappings are JSON. #}
{%- macro postgres__tsdbt_nested_literal(value, type) -%}
  {%- if value is mapping or not type.endswith('[]') -%}
    {{ return(default__tsdbt_nested_literal(value, type)) }}
  {%- elif not value -%}
    {{ return("'{}'") }}
  {%- endif -%}
  {%- set parts = [] -%}
  {%- for item in value -%}
    {%- set nested = item is sequence and item is not string and item is not mapping -%}
    {%- do parts.append(tsdbt_literal(item, type if nested else '') | trim) -%}
  {%- endfor -%}
  {{ return('array[' ~ parts | join(', ') ~ ']') }}
{%- endmacro %}
