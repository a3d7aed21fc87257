select
    deposit_account_id,
    statement_date,
    statement_balance,
    recorded_at as issued_at
from {{ ref('stg_deposit_account_events') }}
where event_type = 'statement_issued'
