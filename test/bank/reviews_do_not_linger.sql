-- Customers that wait for a decision for more than 30 days; a few may, many mean a blocked desk.
{{ config(severity='warn', warn_if='> 10') }}

select
    customers.customer_id,
    customers.review_started_at
from {{ ref('int_customers') }} as customers
cross join {{ ref('int_reporting_period') }} as period
where customers.status = 'in_review'
    and {{ dbt.datediff(day_of('customers.review_started_at'), 'period.last_day', 'day') }} > 30
