select
    {{ event_header('deposit_account_id') }},
    {{ event_text('customer_id') }} as customer_id,
    {{ event_text('account_number') }} as account_number,
    {{ event_text('currency') }} as currency,
    {{ event_date('period_end') }} as statement_date,
    {{ event_money('balance_cents') }} as statement_balance,
    {{ event_text('reason') }} as reason
from {{ ref('deposit_account_events') }}
