select *, '{{ this }}' as own_name
from {{ ref('orders') }}
cross join {{ source('shop', 'events') }} as events
