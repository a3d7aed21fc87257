with

events as (
    select * from {{ ref('stg_obligation_events') }}
),

facts as (
    select
        obligation_id,
        {{ value_at('created', 'credit_facility_id') }} as credit_facility_id,
        {{ value_at('created', 'disbursal_id') }} as disbursal_id,
        {{ value_at('created', 'obligation_type') }} as obligation_type,
        {{ value_at('created', 'due_on') }} as due_on,
        {{ value_at('created', 'overdue_on') }} as overdue_on,
        {{ value_at('created', 'defaulted_on') }} as defaulted_on,
        {{ total('amount', where="event_type = 'created'") }} as amount,
        {{ total('amount', where="event_type = 'payment_allocated'") }} as paid_amount,
        {{ moment_of('created') }} as created_at,
        {{ moment_of('paid') }} as paid_at
    from events
    group by obligation_id
),

statuses as (
    {{- current_status('events', 'obligation') -}}
),

balances as (
    select
        facts.*,
        statuses.status,
        {{ money('facts.amount - facts.paid_amount') }} as outstanding_amount
    from facts
    inner join statuses
        on statuses.obligation_id = facts.obligation_id
)

select
    balances.obligation_id,
    balances.credit_facility_id,
    balances.disbursal_id,
    balances.obligation_type,
    balances.amount,
    balances.paid_amount,
    balances.outstanding_amount,
    balances.status,
    balances.created_at,
    balances.due_on,
    balances.overdue_on,
    balances.defaulted_on,
    balances.paid_at,
    case
        when balances.outstanding_amount > 0 and balances.due_on < period.last_day
            then {{ dbt.datediff('balances.due_on', 'period.last_day', 'day') }}
        else 0
    end as days_past_due
from balances
cross join {{ ref('int_reporting_period') }} as period
