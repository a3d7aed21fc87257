with

events as (
    select * from {{ ref('stg_credit_facility_events') }}
),

facts as (
    select
        credit_facility_id,
        {{ value_at('proposed', 'customer_id') }} as customer_id,
        {{ value_at('proposed', 'deposit_account_id') }} as deposit_account_id,
        {{ value_at('proposed', 'credit_limit') }} as credit_limit,
        {{ value_at('proposed', 'annual_rate') }} as annual_rate,
        {{ value_at('proposed', 'term_months') }} as term_months,
        {{ value_at('approved', 'approver_id') }} as approver_id,
        {{ value_at('activated', 'matures_on') }} as matures_on,
        {{ moment_of('proposed') }} as proposed_at,
        {{ moment_of('approved') }} as approved_at,
        {{ moment_of('collateralised') }} as collateralised_at,
        {{ moment_of('activated') }} as activated_at,
        {{ moment_of('completed') }} as completed_at
    from events
    group by credit_facility_id
),

statuses as (
    {{- current_status('events', 'credit_facility') -}}
)

select
    facts.credit_facility_id,
    facts.customer_id,
    facts.deposit_account_id,
    facts.credit_limit,
    facts.annual_rate,
    facts.term_months,
    facts.approver_id,
    statuses.status,
    statuses.status_since,
    facts.proposed_at,
    facts.approved_at,
    facts.collateralised_at,
    facts.activated_at,
    facts.matures_on,
    facts.completed_at
from facts
inner join statuses
    on statuses.credit_facility_id = facts.credit_facility_id
