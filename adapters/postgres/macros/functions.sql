{# Cross-database functions where Postgres differs. #}
{%- macro postgres__any_value(expression) -%}
  min({{ expression }})
{%- endmacro %}

{# Multiplied, not written into the interval: the count may be an expression. Postgres has no interval of a quarter. #}
{%- macro postgres__dateadd(datepart, interval, from_date_or_timestamp) %}
  {{ from_date_or_timestamp }} + ((interval '{{ '3 month' if datepart | lower == 'quarter' else '1 ' ~ datepart }}') * ({{ interval }}))
{% endmacro %}

{# Whole calendar parts are counted; weeks begin on Sunday. #}
{%- macro postgres__datediff(first_date, second_date, datepart) -%}
  {%- if datepart == 'year' %}
    {{ tsdbt_part_diff('year', 'date', first_date, second_date) }}
  {%- elif datepart == 'quarter' %}
    ({{ datediff(first_date, second_date, 'year') }} * 4 + {{ tsdbt_part_terms('quarter', 'date', first_date, second_date) }})
  {%- elif datepart == 'month' %}
    ({{ datediff(first_date, second_date, 'year') }} * 12 + {{ tsdbt_part_terms('month', 'date', first_date, second_date) }})
  {%- elif datepart == 'day' %}
    (({{ second_date }})::date - ({{ first_date }})::date)
  {%- elif datepart == 'week' %}
    ({{ datediff(first_date, second_date, 'day') }} / 7 + case
      when date_part('dow', ({{ first_date }})::timestamp) <= date_part('dow', ({{ second_date }})::timestamp) then
        case when {{ first_date }} <= {{ second_date }} then 0 else -1 end
      else
        case when {{ first_date }} <= {{ second_date }} then 1 else 0 end
    end)
  {%- elif datepart == 'hour' %}
    ({{ datediff(first_date, second_date, 'day') }} * 24 + {{ tsdbt_part_terms('hour', 'timestamp', first_date, second_date) }})
  {%- elif datepart == 'minute' %}
    ({{ datediff(first_date, second_date, 'hour') }} * 60 + {{ tsdbt_part_terms('minute', 'timestamp', first_date, second_date) }})
  {%- elif datepart in ['second', 'millisecond', 'microsecond'] %}
    {%- set per_minute = {'second': 60, 'millisecond': 60000, 'microsecond': 60000000}[datepart] %}
    ({{ datediff(first_date, second_date, 'minute') }} * {{ per_minute }} + floor(date_part('{{ datepart }}', ({{ second_date }})::timestamp)) - floor(date_part('{{ datepart }}', ({{ first_date }})::timestamp)))
  {%- else -%}
    {%- do exceptions.raise_compiler_error('Unsupported datepart for macro datediff in postgres: ' ~ "'" ~ datepart ~ "'") -%}
  {%- endif %}
{% endmacro %}

{%- macro tsdbt_part_terms(datepart, type, first_date, second_date) -%}
  date_part('{{ datepart }}', ({{ second_date }})::{{ type }}) - date_part('{{ datepart }}', ({{ first_date }})::{{ type }})
{%- endmacro %}

{%- macro tsdbt_part_diff(datepart, type, first_date, second_date) -%}
  ({{ tsdbt_part_terms(datepart, type, first_date, second_date) }})
{%- endmacro %}

{%- macro postgres__last_day(date, datepart) -%}
  {%- if datepart == 'quarter' -%}
    cast({{ dbt.dateadd('day', '-1', dbt.dateadd('month', '3', dbt.date_trunc(datepart, date))) }} as date)
  {%- else -%}
    {{ dbt.default_last_day(date, datepart) }}
  {%- endif -%}
{%- endmacro %}

{%- macro postgres__listagg(measure, delimiter_text, order_by_clause, limit_num) -%}
  {%- if limit_num -%}
    array_to_string( (array_agg( {{ measure }} {{ order_by_clause or '' }} ))[1:{{ limit_num }}], {{ delimiter_text }} )
  {%- else %}
    string_agg( {{ measure }}, {{ delimiter_text }} {{ order_by_clause or '' }} )
  {%- endif -%}
{%- endmacro %}

{%- macro postgres__split_part(string_text, delimiter_text, part_number) -%}
  {%- if part_number >= 0 -%}
    {{ dbt.default__split_part(string_text, delimiter_text, part_number) }}
  {%- else -%}
    {{ dbt._split_part_negative(string_text, delimiter_text, part_number) }}
  {%- endif -%}
{%- endmacro %}

{%- macro postgres__equals(expr1, expr2) -%}
  {%- if adapter.behavior.enable_truthy_nulls_equals_macro.no_warn -%}
    ({{ expr1 }} is not distinct from {{ expr2 }})
  {%- else -%}
    ({{ expr1 }} = {{ expr2 }})
  {%- endif -%}
{%- endmacro %}
