-- No money of a borrower waits unapplied: each payment is spread over obligations to the cent.
select
    payment_id,
    amount,
    principal_amount,
    interest_amount
from {{ ref('int_payments') }}
where amount <> principal_amount + interest_amount
