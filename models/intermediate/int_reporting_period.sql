-- Everything is reported as of the last day on which any event was recorded.
{%- set event_models = [
    'stg_user_events',
    'stg_customer_events',
    'stg_deposit_account_events',
    'stg_deposit_events',
    'stg_withdrawal_events',
    'stg_credit_facility_events',
    'stg_disbursal_events',
    'stg_obligation_events',
    'stg_payment_events',
] %}

with

recorded as (
    {%- for event_model in event_models %}
    select
        min(recorded_at) as first_recorded_at,
        max(recorded_at) as last_recorded_at
    from {{ ref(event_model) }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
)

select
    {{ day_of('min(first_recorded_at)') }} as first_day,
    {{ day_of('max(last_recorded_at)') }} as last_day
from recorded
