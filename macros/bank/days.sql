{#- Days: where a moment falls, and a row for every day of a period. -#}

{% macro day_of(moment) -%}
    cast({{ moment }} as date)
{%- endmacro %}

{% macro month_of(moment) -%}
    cast({{ dbt.date_trunc('month', moment) }} as date)
{%- endmacro %}

{% macro days_after(day, days) -%}
    cast({{ dbt.dateadd('day', days, day) }} as date)
{%- endmacro %}

{#- One row with `calendar_date` for every day of `period`, a relation of one row with first_day and last_day. -#}
{% macro day_spine(period) -%}
    {{ adapter.dispatch('day_spine', 'bank')(period) }}
{%- endmacro %}

{% macro default__day_spine(period) %}
    {%- set places = ['ones', 'tens', 'hundreds', 'thousands'] %}
    select {{ days_after('period.first_day', 'numbers.days') }} as calendar_date
    from {{ period }} as period
    cross join (
        select
            {%- for place in places %}
            {{ place }}.digit * {{ 10 ** loop.index0 }}{{ ' +' if not loop.last else ' as days' }}
            {%- endfor %}
        from
            {%- for place in places %}
            {{ 'cross join ' if not loop.first }}({{ digits_zero_to_nine() }}) as {{ place }}
            {%- endfor %}
    ) as numbers
    where {{ days_after('period.first_day', 'numbers.days') }} <= period.last_day
{% endmacro %}

{% macro digits_zero_to_nine() -%}
    {%- for digit in range(10) -%}
        select {{ digit }} as digit{{ ' union all ' if not loop.last }}
    {%- endfor -%}
{%- endmacro %}

{% macro duckdb__day_spine(period) %}
    select cast(unnest(generate_series(first_day, last_day, interval 1 day)) as date) as calendar_date
    from {{ period }}
{% endmacro %}

{% macro postgres__day_spine(period) %}
    select cast(generate_series(first_day, last_day, interval '1 day') as date) as calendar_date
    from {{ period }}
{% endmacro %}

{% macro bigquery__day_spine(period) %}
    select calendar_date
    from {{ period }}
    cross join unnest(generate_date_array(first_day, last_day)) as calendar_date
{% endmacro %}
