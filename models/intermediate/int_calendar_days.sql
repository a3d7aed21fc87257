with

period as (
    select * from {{ ref('int_reporting_period') }}
),

days as (
    {{ day_spine('period') }}
)

select
    calendar_date,
    {{ month_of('calendar_date') }} as month_start,
    {{ dbt.last_day('calendar_date', 'month') }} = calendar_date as is_month_end
from days
