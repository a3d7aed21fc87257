{# Lists, structs and maps of unit tests; JSON stays a text. #}
{%- macro duckdb__tsdbt_nested_literal(value, type) -%}
  {%- if type | upper == 'JSON' -%}{{ dbt.string_literal(dbt.escape_single_quotes(tojson(value))) }}
  {%- else -%}{{ duckdb__tsdbt_nested_part(value, 'map ' if (type | upper).startswith('MAP(') else '') }}
  {%- endif -%}
{%- endmacro %}

{%- macro duckdb__tsdbt_nested_part(value, word='') -%}
  {%- set parts = [] -%}
  {%- if value is mapping -%}
    {%- for name, item in value.items() -%}
      {%- do parts.append("'" ~ dbt.escape_single_quotes(name | string) ~ "': " ~ duckdb__tsdbt_nested_part(item)) -%}
    {%- endfor -%}
    {{ word ~ '{' ~ parts | join(', ') ~ '}' }}
  {%- elif value is string or value is none -%}{{ tsdbt_literal(value, '') }}
  {%- elif value is sequence -%}
    {%- for item in value -%}{%- do parts.append(duckdb__tsdbt_nested_part(item)) -%}{%- endfor -%}
    [{{ parts | join(', ') }}]
  {%- else -%}{{ value }}
  {%- endif -%}
{%- endmacro %}
