-- A few customers may wait for a decision for more than 30 days; one in ten means that a desk is blocked.
{{ config(severity='warn') }}

with

reviews as (
    select
        customers.customer_id,
        case
            when customers.status = 'in_review'
                and {{ dbt.datediff(day_of('customers.review_started_at'), 'period.last_day', 'day') }} > 30
                then 1
            else 0
        end as lingers
    from {{ ref('int_customers') }} as customers
    cross join {{ ref('int_reporting_period') }} as period
    where customers.review_started_at is not null
)

select
    count(*) as reviews,
    sum(lingers) as lingering
from reviews
having sum(lingers) * 10 > count(*)
