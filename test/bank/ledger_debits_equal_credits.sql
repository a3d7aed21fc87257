-- Double entry: what a transaction debits it also credits, once each.
select
    transaction_id,
    count(*) as entries,
    {{ total('amount', where="side = 'debit'") }} as debit_amount,
    {{ total('amount', where="side = 'credit'") }} as credit_amount
from {{ ref('int_ledger_entries') }}
group by transaction_id
having
    {{ total('amount', where="side = 'debit'") }} <> {{ total('amount', where="side = 'credit'") }}
    or count(*) <> 2
