select
    {{ event_header('payment_id') }},
    {{ event_text('credit_facility_id') }} as credit_facility_id,
    {{ event_text('deposit_account_id') }} as deposit_account_id,
    {{ event_text('obligation_id') }} as obligation_id,
    {{ event_money('amount_cents') }} as amount
from {{ ref('payment_events') }}
