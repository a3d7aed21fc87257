with

events as (
    select * from {{ ref('stg_withdrawal_events') }}
),

facts as (
    select
        withdrawal_id,
        {{ value_at('initiated', 'deposit_account_id') }} as deposit_account_id,
        {{ value_at('initiated', 'amount') }} as amount,
        {{ value_at('initiated', 'channel') }} as channel,
        {{ value_at('approved', 'approver_id') }} as approver_id,
        {{ moment_of('initiated') }} as initiated_at,
        {{ moment_of('approved') }} as approved_at,
        {{ moment_of('confirmed') }} as confirmed_at,
        {{ moment_of('denied') }} as denied_at,
        {{ moment_of('cancelled') }} as cancelled_at
    from events
    group by withdrawal_id
),

statuses as (
    {{- current_status('events', 'withdrawal') -}}
)

select
    facts.withdrawal_id,
    facts.deposit_account_id,
    facts.amount,
    facts.channel,
    facts.approver_id,
    statuses.status,
    facts.initiated_at,
    facts.approved_at,
    facts.confirmed_at,
    facts.denied_at,
    facts.cancelled_at
from facts
inner join statuses
    on statuses.withdrawal_id = facts.withdrawal_id
