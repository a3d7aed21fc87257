-- A facility becomes active only with collateral worth at least its limit.
select
    facilities.credit_facility_id,
    facilities.credit_limit,
    collateral.initial_value
from {{ ref('int_credit_facilities') }} as facilities
left join {{ ref('int_collateral') }} as collateral
    on collateral.credit_facility_id = facilities.credit_facility_id
where facilities.activated_at is not null
    and (collateral.initial_value is null or collateral.initial_value < facilities.credit_limit)
