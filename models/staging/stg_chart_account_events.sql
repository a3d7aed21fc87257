select
    {{ event_header('chart_account_id') }},
    {{ event_text('code') }} as account_code,
    {{ event_text('name') }} as account_name,
    {{ event_text('normal_balance') }} as normal_balance,
    {{ event_text('parent_code') }} as parent_code
from {{ ref('chart_account_events') }}
