with

events as (
    select * from {{ ref('stg_disbursal_events') }}
),

facts as (
    select
        disbursal_id,
        {{ value_at('initiated', 'credit_facility_id') }} as credit_facility_id,
        {{ value_at('settled', 'deposit_account_id') }} as deposit_account_id,
        {{ value_at('initiated', 'amount') }} as amount,
        {{ value_at('approved', 'approver_id') }} as approver_id,
        {{ moment_of('initiated') }} as initiated_at,
        {{ moment_of('approved') }} as approved_at,
        {{ moment_of('settled') }} as settled_at,
        {{ moment_of('cancelled') }} as cancelled_at
    from events
    group by disbursal_id
),

statuses as (
    {{- current_status('events', 'disbursal') -}}
)

select
    facts.disbursal_id,
    facts.credit_facility_id,
    facts.deposit_account_id,
    facts.amount,
    facts.approver_id,
    statuses.status,
    facts.initiated_at,
    facts.approved_at,
    facts.settled_at,
    facts.cancelled_at
from facts
inner join statuses
    on statuses.disbursal_id = facts.disbursal_id
