{# Lists, structs and maps as literals; JSON stays a text. Parts of a value have no type of their own. #}
{%- macro duckdb__tsdbt_nested_literal(value, type) -%}
  {%- set name = type | upper -%}
  {%- set parts = [] -%}
  {%- if name == 'JSON' or value is string or value is not iterable -%}
    {{ tsdbt_literal(tojson(value) if name == 'JSON' else value, '') }}
  {%- elif value is mapping -%}
    {%- for key, item in value.items() -%}
      {%- do parts.append(dbt.string_literal(dbt.escape_single_quotes(key | string)) ~ ': ' ~ tsdbt_nested_literal(item, '')) -%}
    {%- endfor -%}
    {{ ('map ' if name[:4] == 'MAP(' else '') ~ '{' ~ parts | join(', ') ~ '}' }}
  {%- else -%}
    {%- for item in value -%}{%- do parts.append(tsdbt_nested_literal(item, '')) -%}{%- endfor -%}
    {{ '[' ~ parts | join(', ') ~ ']' }}
  {%- endif -%}
{%- endmacro %}
