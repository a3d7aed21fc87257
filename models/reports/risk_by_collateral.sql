with

lent as (
    select
        *,
        {{ loan_to_value_band('loan_to_value') }} as loan_to_value_band,
        case
            when outstanding_principal > coalesce(collateral_value, 0)
                then outstanding_principal - coalesce(collateral_value, 0)
            else 0
        end as uncovered_principal
    from {{ ref('loan_portfolio') }}
    where outstanding_principal > 0
)

select
    collateral_type,
    loan_to_value_band,
    count(*) as credit_facilities,
    {{ total('outstanding_principal') }} as outstanding_principal,
    {{ total('collateral_value') }} as collateral_value,
    {{ ratio('sum(outstanding_principal)', 'sum(collateral_value)') }} as loan_to_value,
    {{ total('uncovered_principal') }} as uncovered_principal,
    {{ total('past_due_amount') }} as past_due_amount,
    count(case when is_defaulted then 1 end) as defaulted_facilities,
    {{ total('outstanding_principal', where='is_defaulted') }} as defaulted_principal
from lent
group by collateral_type, loan_to_value_band
