-- An account is closed only after the last of its money has left.
select
    accounts.deposit_account_id,
    accounts.closed_at,
    balances.closing_balance
from {{ ref('int_deposit_accounts') }} as accounts
inner join {{ ref('int_deposit_account_daily_balances') }} as balances
    on balances.deposit_account_id = accounts.deposit_account_id
    and balances.balance_date = {{ day_of('accounts.closed_at') }}
where balances.closing_balance <> 0
