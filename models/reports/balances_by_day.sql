with

deposits as (
    select
        balance_date,
        count(*) as deposit_accounts,
        {{ total('credited_amount') }} as credited_amount,
        {{ total('debited_amount') }} as debited_amount,
        {{ total('closing_balance') }} as deposit_balance
    from {{ ref('int_deposit_account_daily_balances') }}
    group by balance_date
),

loans as (
    select
        balance_date,
        count(*) as credit_facilities,
        {{ total('disbursed_amount') }} as disbursed_amount,
        {{ total('repaid_amount') }} as repaid_amount,
        {{ total('closing_balance') }} as loan_principal
    from {{ ref('int_credit_facility_daily_balances') }}
    group by balance_date
)

select
    calendar.calendar_date as balance_date,
    calendar.is_month_end,
    coalesce(deposits.deposit_accounts, 0) as deposit_accounts,
    {{ money_or_zero('deposits.credited_amount') }} as credited_amount,
    {{ money_or_zero('deposits.debited_amount') }} as debited_amount,
    {{ money_or_zero('deposits.deposit_balance') }} as deposit_balance,
    coalesce(loans.credit_facilities, 0) as credit_facilities,
    {{ money_or_zero('loans.disbursed_amount') }} as disbursed_amount,
    {{ money_or_zero('loans.repaid_amount') }} as repaid_amount,
    {{ money_or_zero('loans.loan_principal') }} as loan_principal,
    {{ ratio('coalesce(loans.loan_principal, 0)', 'deposits.deposit_balance') }} as loan_to_deposit
from {{ ref('int_calendar_days') }} as calendar
left join deposits
    on deposits.balance_date = calendar.calendar_date
left join loans
    on loans.balance_date = calendar.calendar_date
