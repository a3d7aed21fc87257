select
    {{ event_header('deposit_id') }},
    {{ event_text('deposit_account_id') }} as deposit_account_id,
    {{ event_money('amount_cents') }} as amount,
    {{ event_text('channel') }} as channel,
    {{ event_text('reason') }} as reason
from {{ ref('deposit_events') }}
