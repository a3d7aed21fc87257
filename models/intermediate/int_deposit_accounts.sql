with

events as (
    select * from {{ ref('stg_deposit_account_events') }}
),

facts as (
    select
        deposit_account_id,
        {{ value_at('opened', 'customer_id') }} as customer_id,
        {{ value_at('opened', 'account_number') }} as account_number,
        {{ value_at('opened', 'currency') }} as currency,
        {{ moment_of('opened') }} as opened_at,
        {{ moment_of('closed') }} as closed_at
    from events
    group by deposit_account_id
),

statuses as (
    {{- current_status('events', 'deposit_account') -}}
)

select
    facts.deposit_account_id,
    facts.customer_id,
    facts.account_number,
    facts.currency,
    statuses.status,
    statuses.status_since,
    facts.opened_at,
    facts.closed_at
from facts
inner join statuses
    on statuses.deposit_account_id = facts.deposit_account_id
