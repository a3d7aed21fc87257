-- Assets less liabilities, equity and income is nothing: the trial balance proves the whole ledger.
select
    {{ total('debit_amount') }} as debit_amount,
    {{ total('credit_amount') }} as credit_amount
from {{ ref('trial_balance') }}
having {{ total('debit_amount') }} <> {{ total('credit_amount') }}
