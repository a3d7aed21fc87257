-- A facility is completed when nothing is owed under it any more, neither principal nor interest.
select
    credit_facility_id,
    outstanding_principal,
    outstanding_interest
from {{ ref('loan_portfolio') }}
where status = 'completed'
    and (outstanding_principal <> 0 or outstanding_interest <> 0)
