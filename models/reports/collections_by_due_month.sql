with

fallen_due as (
    select
        *,
        {{ month_of('due_on') }} as due_month,
        {{ day_of('paid_at') }} < overdue_on as is_paid_in_grace
    from {{ ref('int_obligations') }}
    where status <> 'not_yet_due'
)

select
    due_month,
    obligation_type,
    count(*) as obligations,
    {{ total('amount') }} as due_amount,
    {{ total('paid_amount') }} as paid_amount,
    {{ total('amount', where='is_paid_in_grace') }} as paid_in_grace_amount,
    {{ total('outstanding_amount') }} as outstanding_amount,
    {{ total('outstanding_amount', where="status = 'defaulted'") }} as defaulted_amount,
    {{ ratio('sum(paid_amount)', 'sum(amount)') }} as collection_ratio
from fallen_due
group by 1, 2
