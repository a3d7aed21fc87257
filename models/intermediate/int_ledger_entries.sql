{{ config(
    materialized='incremental',
    unique_key='ledger_entry_id',
    on_schema_change='fail'
) }}

with

transactions as (
    select
        *,
        {{ day_of('booked_at') }} as booked_on
    from {{ ref('int_ledger_transactions') }}
    where {{ since_restart(day_of('booked_at'), 'booked_on') }}
),

rules as (
    select * from {{ ref('stg_posting_rules') }}
),

{% for side in ['debit', 'credit'] -%}
{{ side }}s as (
    select
        {{ dbt.concat(['transactions.transaction_id', "'-" ~ side ~ "'"]) }} as ledger_entry_id,
        transactions.transaction_id,
        transactions.transaction_type,
        transactions.deposit_account_id,
        transactions.credit_facility_id,
        rules.{{ side }}_account_code as account_code,
        '{{ side }}' as side,
        transactions.amount,
        transactions.booked_at,
        transactions.booked_on
    from transactions
    inner join rules
        on rules.transaction_type = transactions.transaction_type
){{ ',' if not loop.last }}

{% endfor -%}

select * from debits
union all
select * from credits
