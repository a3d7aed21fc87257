-- Nobody holds an account before the bank knows who they are.
select
    accounts.deposit_account_id,
    accounts.opened_at,
    customers.approved_at
from {{ ref('int_deposit_accounts') }} as accounts
left join {{ ref('int_customers') }} as customers
    on customers.customer_id = accounts.customer_id
where customers.approved_at is null
    or customers.approved_at > accounts.opened_at
