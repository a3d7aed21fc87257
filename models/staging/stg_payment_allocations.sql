select
    {{ dbt.concat(['payment_id', "'-'", 'cast(sequence as ' ~ dbt.type_string() ~ ')']) }} as payment_allocation_id,
    payment_id,
    obligation_id,
    amount,
    recorded_at as allocated_at
from {{ ref('stg_payment_events') }}
where event_type = 'allocated'
