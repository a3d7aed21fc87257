with

facilities as (
    select * from {{ ref('int_credit_facilities') }}
    where activated_at is not null
),

exposures as (
    select * from {{ ref('int_credit_facility_exposure') }}
),

customers as (
    select * from {{ ref('int_customers') }}
)

select
    facilities.credit_facility_id,
    facilities.customer_id,
    customers.customer_type,
    customers.country,
    facilities.status,
    {{ day_of('facilities.activated_at') }} as activated_on,
    facilities.matures_on,
    {{ day_of('facilities.completed_at') }} as completed_on,
    facilities.annual_rate,
    facilities.term_months,
    facilities.credit_limit,
    exposures.disbursed_amount,
    {{ ratio('exposures.disbursed_amount', 'facilities.credit_limit') }} as utilisation,
    exposures.repaid_principal,
    exposures.outstanding_principal,
    exposures.outstanding_interest,
    exposures.past_due_amount,
    exposures.days_past_due,
    exposures.overdue_bucket,
    exposures.is_defaulted,
    exposures.collateral_type,
    exposures.collateral_value,
    exposures.loan_to_value
from facilities
inner join exposures
    on exposures.credit_facility_id = facilities.credit_facility_id
inner join customers
    on customers.customer_id = facilities.customer_id
