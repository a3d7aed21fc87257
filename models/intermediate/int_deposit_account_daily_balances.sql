{{ config(
    materialized='incremental',
    unique_key=['deposit_account_id', 'balance_date'],
    on_schema_change='fail'
) }}

with

lives as (
    select
        accounts.deposit_account_id,
        {{ day_of('accounts.opened_at') }} as first_day,
        coalesce({{ day_of('accounts.closed_at') }}, period.last_day) as last_day
    from {{ ref('int_deposit_accounts') }} as accounts
    cross join {{ ref('int_reporting_period') }} as period
),

movements as (
    {{- account_movements('deposit_account_id', var('demand_deposits_account'), increased_by='credit') -}}
),

{{ daily_balances('deposit_account_id') }}

select
    deposit_account_id,
    balance_date,
    increase as credited_amount,
    decrease as debited_amount,
    closing_balance
from daily_balances
