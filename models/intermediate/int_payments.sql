with

received as (
    select
        payment_id,
        {{ value_at('received', 'credit_facility_id') }} as credit_facility_id,
        {{ value_at('received', 'deposit_account_id') }} as deposit_account_id,
        {{ value_at('received', 'amount') }} as amount,
        {{ moment_of('received') }} as received_at,
        {{ moment_of('completed') }} as completed_at
    from {{ ref('stg_payment_events') }}
    group by payment_id
),

allocated as (
    select
        payment_id,
        {{ total('amount', where="obligation_type = 'principal'") }} as principal_amount,
        {{ total('amount', where="obligation_type = 'interest'") }} as interest_amount,
        count(*) as allocations,
        max(days_after_due) as most_days_after_due
    from {{ ref('int_payment_allocations') }}
    group by payment_id
)

select
    received.payment_id,
    received.credit_facility_id,
    received.deposit_account_id,
    received.amount,
    {{ money_or_zero('allocated.principal_amount') }} as principal_amount,
    {{ money_or_zero('allocated.interest_amount') }} as interest_amount,
    coalesce(allocated.allocations, 0) as allocations,
    allocated.most_days_after_due,
    received.received_at,
    received.completed_at
from received
left join allocated
    on allocated.payment_id = received.payment_id
