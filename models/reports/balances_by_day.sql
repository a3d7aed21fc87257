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
    coalesce(deposits.credited_amount, 0) as credited_amount,
    coalesce(deposits.debited_amount, 0) as debited_amount,
    coalesce(deposits.deposit_balance, 0) as deposit_balance,
    coalesce(loans.credit_facilities, 0) as credit_facilities,
    coalesce(loans.disbursed_amount, 0) as disbursed_amount,
    coalesce(loans.repaid_amount, 0) as repaid_amount,
    coalesce(loans.loan_principal, 0) as loan_principal,
    {{ ratio('coalesce(loans.loan_principal, 0)', 'deposits.deposit_balance') }} as loan_to_deposit
from {{ ref('int_calendar_days') }} as calendar
left join deposits
    on deposits.balance_date = calendar.calendar_date
left join loans
    on loans.balance_date = calendar.calendar_date
