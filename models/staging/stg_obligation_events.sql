select
    {{ event_header('obligation_id') }},
    {{ event_text('credit_facility_id') }} as credit_facility_id,
    {{ event_text('disbursal_id') }} as disbursal_id,
    {{ event_text('obligation_type') }} as obligation_type,
    {{ event_money('amount_cents') }} as amount,
    {{ event_date('due_on') }} as due_on,
    {{ event_date('overdue_on') }} as overdue_on,
    {{ event_date('defaulted_on') }} as defaulted_on,
    {{ event_text('payment_id') }} as payment_id
from {{ ref('obligation_events') }}
