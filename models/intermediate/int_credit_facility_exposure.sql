with

facilities as (
    select * from {{ ref('int_credit_facilities') }}
),

disbursed as (
    select
        credit_facility_id,
        {{ total('amount') }} as disbursed_amount
    from {{ ref('int_disbursals') }}
    where status = 'settled'
    group by credit_facility_id
),

owed as (
    select
        credit_facility_id,
        {{ total('paid_amount', where="obligation_type = 'principal'") }} as repaid_principal,
        {{ total('outstanding_amount', where="obligation_type = 'principal'") }} as outstanding_principal,
        {{ total('outstanding_amount', where="obligation_type = 'interest'") }} as outstanding_interest,
        {{ total('outstanding_amount', where='days_past_due > 0') }} as past_due_amount,
        max(days_past_due) as days_past_due,
        max(case when status = 'defaulted' then 1 else 0 end) = 1 as is_defaulted
    from {{ ref('int_obligations') }}
    group by credit_facility_id
),

collateral as (
    select * from {{ ref('int_collateral') }}
),

exposures as (
    select
        facilities.credit_facility_id,
        {{ money_or_zero('disbursed.disbursed_amount') }} as disbursed_amount,
        {{ money_or_zero('owed.repaid_principal') }} as repaid_principal,
        {{ money_or_zero('owed.outstanding_principal') }} as outstanding_principal,
        {{ money_or_zero('owed.outstanding_interest') }} as outstanding_interest,
        {{ money_or_zero('owed.past_due_amount') }} as past_due_amount,
        coalesce(owed.days_past_due, 0) as days_past_due,
        coalesce(owed.is_defaulted, false) as is_defaulted,
        collateral.collateral_type,
        collateral.collateral_value
    from facilities
    left join disbursed
        on disbursed.credit_facility_id = facilities.credit_facility_id
    left join owed
        on owed.credit_facility_id = facilities.credit_facility_id
    left join collateral
        on collateral.credit_facility_id = facilities.credit_facility_id
)

select
    *,
    {{ overdue_bucket('days_past_due') }} as overdue_bucket,
    {{ ratio('outstanding_principal', 'collateral_value') }} as loan_to_value
from exposures
