select
    {{ dbt.dateadd('day', 3, 'd') }} as added,
    {{ dbt.dateadd('week', 'n', 'd') }} as added_weeks,
    {{ dbt.dateadd('quarter', 1, 'd') }} as added_quarters,
    {{ dbt.datediff('d', 'e', 'day') }} as days,
    {{ dbt.datediff('d', 'e', 'week') }} as weeks,
    {{ dbt.date_trunc('month', 'd') }} as month,
    {{ dbt.last_day('d', 'month') }} as end_of_month,
    {{ dbt.last_day('d', 'quarter') }} as end_of_quarter,
    {{ dbt.date(2024, 2, 29) }} as first
from (select cast('2024-01-31' as date) as d, cast('2024-03-01' as date) as e, 2 as n, 'a-b-c' as t, true as b) as given
