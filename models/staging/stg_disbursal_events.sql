select
    {{ event_header('disbursal_id') }},
    {{ event_text('credit_facility_id') }} as credit_facility_id,
    {{ event_text('deposit_account_id') }} as deposit_account_id,
    {{ event_money('amount_cents') }} as amount,
    {{ event_text('user_id') }} as approver_id,
    {{ event_text('reason') }} as reason
from {{ ref('disbursal_events') }}
