select
    transaction_type,
    debit_account_code,
    credit_account_code
from {{ ref('posting_rules') }}
