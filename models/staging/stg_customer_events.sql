select
    {{ event_header('customer_id') }},
    {{ event_text('customer_type') }} as customer_type,
    {{ event_text('email') }} as email,
    {{ event_text('country') }} as country,
    {{ event_text('level') }} as kyc_level,
    {{ event_text('user_id') }} as manager_id,
    {{ event_text('reason') }} as reason
from {{ ref('customer_events') }}
