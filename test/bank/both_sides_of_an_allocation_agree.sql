-- Payments and obligations each record an allocation; the two accounts of it must not differ.
with

by_payment as (
    select
        obligation_id,
        {{ total('amount') }} as allocated_amount
    from {{ ref('int_payment_allocations') }}
    group by obligation_id
)

select
    obligations.obligation_id,
    obligations.paid_amount,
    by_payment.allocated_amount
from {{ ref('int_obligations') }} as obligations
left join by_payment
    on by_payment.obligation_id = obligations.obligation_id
where obligations.paid_amount <> coalesce(by_payment.allocated_amount, 0)
