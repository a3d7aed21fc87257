{#- Each group has a row for every day from its first to its last; returns the days before which one is missing. -#}
{% test no_gaps_in_days(model, column_name, group_by=none) %}

with

days as (
    select distinct
        {{ group_by if group_by is not none else "'all'" }} as grouped_by,
        {{ column_name }} as calendar_date
    from {{ model }}
),

neighbours as (
    select
        grouped_by,
        calendar_date,
        lag(calendar_date) over (partition by grouped_by order by calendar_date) as previous_date
    from days
)

select *
from neighbours
where {{ dbt.datediff('previous_date', 'calendar_date', 'day') }} <> 1

{% endtest %}
