with

events as (
    select * from {{ ref('stg_customer_events') }}
),

facts as (
    select
        customer_id,
        {{ value_at('initialized', 'customer_type') }} as customer_type,
        {{ value_at('initialized', 'country') }} as country,
        {{ value_at('kyc_approved', 'kyc_level') }} as kyc_level,
        {{ value_at('manager_assigned', 'manager_id') }} as manager_id,
        {{ moment_of('initialized') }} as applied_at,
        {{ moment_of('kyc_started') }} as review_started_at,
        {{ moment_of('kyc_approved') }} as approved_at,
        {{ moment_of('kyc_declined') }} as declined_at,
        {{ moment_of('closed') }} as closed_at
    from events
    group by customer_id
),

emails as (
    {{- latest_value('events', 'customer_id', 'email') -}}
),

statuses as (
    {{- current_status('events', 'customer') -}}
)

select
    facts.customer_id,
    facts.customer_type,
    emails.email,
    facts.country,
    facts.kyc_level,
    facts.manager_id,
    statuses.status,
    statuses.status_since,
    facts.applied_at,
    facts.review_started_at,
    facts.approved_at,
    facts.declined_at,
    facts.closed_at
from facts
inner join statuses
    on statuses.customer_id = facts.customer_id
left join emails
    on emails.customer_id = facts.customer_id
