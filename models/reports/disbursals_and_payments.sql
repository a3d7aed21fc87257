with

disbursals as (
    select
        {{ month_of('settled_at') }} as month_start,
        count(*) as disbursals,
        {{ total('amount') }} as disbursed_amount
    from {{ ref('int_disbursals') }}
    where status = 'settled'
    group by 1
),

payments as (
    select
        {{ month_of('received_at') }} as month_start,
        count(*) as payments,
        count(case when most_days_after_due > 0 then 1 end) as late_payments,
        {{ total('principal_amount') }} as principal_paid,
        {{ total('interest_amount') }} as interest_paid
    from {{ ref('int_payments') }}
    group by 1
),

months as (
    select distinct month_start
    from {{ ref('int_calendar_days') }}
)

select
    months.month_start,
    coalesce(disbursals.disbursals, 0) as disbursals,
    {{ money_or_zero('disbursals.disbursed_amount') }} as disbursed_amount,
    coalesce(payments.payments, 0) as payments,
    coalesce(payments.late_payments, 0) as late_payments,
    {{ money_or_zero('payments.principal_paid') }} as principal_paid,
    {{ money_or_zero('payments.interest_paid') }} as interest_paid,
    {{ money('coalesce(disbursals.disbursed_amount, 0) - coalesce(payments.principal_paid, 0)') }} as net_lending
from months
left join disbursals
    on disbursals.month_start = months.month_start
left join payments
    on payments.month_start = months.month_start
