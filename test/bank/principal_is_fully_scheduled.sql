-- The principal obligations of a disbursal add up to the amount that was disbursed.
with

scheduled as (
    select
        disbursal_id,
        {{ total('amount') }} as scheduled_amount
    from {{ ref('int_obligations') }}
    where obligation_type = 'principal'
    group by disbursal_id
)

select
    disbursals.disbursal_id,
    disbursals.amount,
    scheduled.scheduled_amount
from {{ ref('int_disbursals') }} as disbursals
left join scheduled
    on scheduled.disbursal_id = disbursals.disbursal_id
where disbursals.status = 'settled'
    and (scheduled.scheduled_amount is null or scheduled.scheduled_amount <> disbursals.amount)
