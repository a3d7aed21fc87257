with

posted as (
    select
        account_code,
        count(*) as entries,
        {{ total('amount', where="side = 'debit'") }} as debit_amount,
        {{ total('amount', where="side = 'credit'") }} as credit_amount
    from {{ ref('int_ledger_entries') }}
    group by account_code
)

select
    accounts.account_code,
    accounts.account_name,
    accounts.category,
    accounts.normal_balance,
    posted.entries,
    posted.debit_amount,
    posted.credit_amount,
    {{ money("case accounts.normal_balance
        when 'debit' then posted.debit_amount - posted.credit_amount
        else posted.credit_amount - posted.debit_amount
    end") }} as balance
from posted
left join {{ ref('int_chart_accounts') }} as accounts
    on accounts.account_code = posted.account_code
