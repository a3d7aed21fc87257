with

allocations as (
    select * from {{ ref('stg_payment_allocations') }}
),

obligations as (
    select * from {{ ref('int_obligations') }}
)

select
    allocations.payment_allocation_id,
    allocations.payment_id,
    allocations.obligation_id,
    obligations.credit_facility_id,
    obligations.obligation_type,
    allocations.amount,
    allocations.allocated_at,
    {{ dbt.datediff('obligations.due_on', day_of('allocations.allocated_at'), 'day') }} as days_after_due
from allocations
inner join obligations
    on obligations.obligation_id = allocations.obligation_id
