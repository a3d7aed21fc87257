{{ config(
    materialized='incremental',
    unique_key=['credit_facility_id', 'balance_date'],
    on_schema_change='fail'
) }}

with

lives as (
    select
        facilities.credit_facility_id,
        {{ day_of('facilities.activated_at') }} as first_day,
        coalesce({{ day_of('facilities.completed_at') }}, period.last_day) as last_day
    from {{ ref('int_credit_facilities') }} as facilities
    cross join {{ ref('int_reporting_period') }} as period
    where facilities.activated_at is not null
),

movements as (
    {{- account_movements('credit_facility_id', var('loan_principal_account'), increased_by='debit') -}}
),

{{ daily_balances('credit_facility_id') }}

select
    credit_facility_id,
    balance_date,
    increase as disbursed_amount,
    decrease as repaid_amount,
    closing_balance
from daily_balances
