{{ config(materialized='view') }}

-- Everything that moves money, in one shape: one row for each transaction that the ledger has to book.
with

deposits as (
    select
        deposit_id as transaction_id,
        'deposit' as transaction_type,
        deposit_account_id,
        {{ no_id() }} as credit_facility_id,
        amount,
        confirmed_at as booked_at
    from {{ ref('int_deposits') }}
    where status = 'confirmed'
),

withdrawals as (
    select
        withdrawal_id as transaction_id,
        'withdrawal' as transaction_type,
        deposit_account_id,
        {{ no_id() }} as credit_facility_id,
        amount,
        confirmed_at as booked_at
    from {{ ref('int_withdrawals') }}
    where status = 'confirmed'
),

disbursals as (
    select
        disbursal_id as transaction_id,
        'disbursal' as transaction_type,
        deposit_account_id,
        credit_facility_id,
        amount,
        settled_at as booked_at
    from {{ ref('int_disbursals') }}
    where status = 'settled'
),

interest_accruals as (
    select
        obligation_id as transaction_id,
        'interest_accrual' as transaction_type,
        {{ no_id() }} as deposit_account_id,
        credit_facility_id,
        amount,
        created_at as booked_at
    from {{ ref('int_obligations') }}
    where obligation_type = 'interest'
),

repayments as (
    select
        allocations.payment_allocation_id as transaction_id,
        case allocations.obligation_type
            when 'principal' then 'principal_repayment'
            else 'interest_payment'
        end as transaction_type,
        payments.deposit_account_id,
        payments.credit_facility_id,
        allocations.amount,
        allocations.allocated_at as booked_at
    from {{ ref('int_payment_allocations') }} as allocations
    inner join {{ ref('int_payments') }} as payments
        on payments.payment_id = allocations.payment_id
)

{% for transactions in ['deposits', 'withdrawals', 'disbursals', 'interest_accruals', 'repayments'] -%}
select * from {{ transactions }}
{{ 'union all' if not loop.last }}
{% endfor %}
