with

applications as (
    select
        *,
        coalesce(approved_at, declined_at) as decided_at
    from {{ ref('int_customers') }}
)

select
    {{ month_of('applied_at') }} as month_start,
    customer_type,
    count(*) as applications,
    count(approved_at) as approved,
    count(declined_at) as declined,
    count(*) - count(decided_at) as undecided,
    {{ ratio('count(approved_at)', 'count(decided_at)') }} as approval_ratio,
    {{ ratio(
        'sum(' ~ dbt.datediff(day_of('review_started_at'), day_of('decided_at'), 'day') ~ ')',
        'count(decided_at)'
    ) }} as average_review_days
from applications
group by 1, 2
