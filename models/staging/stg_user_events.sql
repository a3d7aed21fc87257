select
    {{ event_header('user_id') }},
    {{ event_text('email') }} as email,
    {{ event_text('role') }} as user_role
from {{ ref('user_events') }}
