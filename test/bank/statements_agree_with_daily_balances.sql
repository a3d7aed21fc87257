-- The balance the bank told its customer on a statement is the one that the movements add up to.
select
    statements.deposit_account_id,
    statements.statement_date,
    statements.statement_balance,
    balances.closing_balance
from {{ ref('stg_account_statements') }} as statements
left join {{ ref('int_deposit_account_daily_balances') }} as balances
    on balances.deposit_account_id = statements.deposit_account_id
    and balances.balance_date = statements.statement_date
where balances.closing_balance is null
    or balances.closing_balance <> statements.statement_balance
