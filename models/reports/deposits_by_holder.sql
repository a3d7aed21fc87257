with

accounts as (
    select * from {{ ref('int_deposit_accounts') }}
),

period as (
    select * from {{ ref('int_reporting_period') }}
),

closing_balances as (
    select
        balances.deposit_account_id,
        balances.closing_balance
    from {{ ref('int_deposit_account_daily_balances') }} as balances
    inner join period
        on period.last_day = balances.balance_date
),

movements as (
    select
        deposit_account_id,
        {{ total('amount', where="transaction_type = 'deposit'") }} as deposited_amount,
        {{ total('amount', where="transaction_type = 'withdrawal'") }} as withdrawn_amount,
        {{ total('amount', where="transaction_type = 'disbursal'") }} as disbursed_amount,
        {{ total('amount', where="transaction_type in ('principal_repayment', 'interest_payment')") }} as repaid_amount,
        max(booked_on) as last_movement_on
    from {{ ref('int_ledger_entries') }}
    where account_code = '{{ var("demand_deposits_account") }}'
    group by deposit_account_id
),

holders as (
    select
        accounts.customer_id,
        count(*) as deposit_accounts,
        count(case when accounts.status <> 'closed' then 1 end) as open_accounts,
        {{ total('movements.deposited_amount') }} as deposited_amount,
        {{ total('movements.withdrawn_amount') }} as withdrawn_amount,
        {{ total('movements.disbursed_amount') }} as disbursed_amount,
        {{ total('movements.repaid_amount') }} as repaid_amount,
        {{ total('closing_balances.closing_balance') }} as balance,
        max(movements.last_movement_on) as last_movement_on
    from accounts
    left join movements
        on movements.deposit_account_id = accounts.deposit_account_id
    left join closing_balances
        on closing_balances.deposit_account_id = accounts.deposit_account_id
    group by accounts.customer_id
)

select
    holders.customer_id,
    customers.customer_type,
    customers.country,
    customers.status as customer_status,
    holders.deposit_accounts,
    holders.open_accounts,
    holders.deposited_amount,
    holders.withdrawn_amount,
    holders.disbursed_amount,
    holders.repaid_amount,
    holders.balance,
    {{ ratio('holders.balance', 'sum(holders.balance) over ()') }} as share_of_deposits,
    holders.last_movement_on
from holders
inner join {{ ref('int_customers') }} as customers
    on customers.customer_id = holders.customer_id
