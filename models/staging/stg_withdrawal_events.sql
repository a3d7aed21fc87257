select
    {{ event_header('withdrawal_id') }},
    {{ event_text('deposit_account_id') }} as deposit_account_id,
    {{ event_money('amount_cents') }} as amount,
    {{ event_text('channel') }} as channel,
    {{ event_text('user_id') }} as approver_id,
    {{ event_text('reason') }} as reason
from {{ ref('withdrawal_events') }}
