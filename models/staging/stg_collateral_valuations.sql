select
    credit_facility_id,
    sequence,
    event_type = 'collateralised' as is_initial,
    collateral_type,
    collateral_value,
    recorded_at as valued_at
from {{ ref('stg_credit_facility_events') }}
where event_type in ('collateralised', 'collateral_revalued')
