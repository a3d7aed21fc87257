with

events as (
    select * from {{ ref('stg_deposit_events') }}
),

facts as (
    select
        deposit_id,
        {{ value_at('initiated', 'deposit_account_id') }} as deposit_account_id,
        {{ value_at('initiated', 'amount') }} as amount,
        {{ value_at('initiated', 'channel') }} as channel,
        {{ moment_of('initiated') }} as initiated_at,
        {{ moment_of('confirmed') }} as confirmed_at,
        {{ moment_of('cancelled') }} as cancelled_at
    from events
    group by deposit_id
),

statuses as (
    {{- current_status('events', 'deposit') -}}
)

select
    facts.deposit_id,
    facts.deposit_account_id,
    facts.amount,
    facts.channel,
    statuses.status,
    facts.initiated_at,
    facts.confirmed_at,
    facts.cancelled_at
from facts
inner join statuses
    on statuses.deposit_id = facts.deposit_id
