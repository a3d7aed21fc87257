select
    {{ event_header('credit_facility_id') }},
    {{ event_text('customer_id') }} as customer_id,
    {{ event_text('deposit_account_id') }} as deposit_account_id,
    {{ event_money('limit_cents') }} as credit_limit,
    {{ basis_points_to_rate(event_text('terms.annual_rate_bps')) }} as annual_rate,
    {{ event_integer('terms.term_months') }} as term_months,
    {{ event_date('matures_on') }} as matures_on,
    {{ event_text('collateral_type') }} as collateral_type,
    {{ event_money('value_cents') }} as collateral_value,
    {{ event_text('user_id') }} as approver_id,
    {{ event_text('reason') }} as reason
from {{ ref('credit_facility_events') }}
