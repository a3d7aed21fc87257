{{ config(materialized='view') }}

with recursive

accounts as (
    select
        chart_account_id,
        {{ value_at('initialized', 'account_code') }} as account_code,
        {{ value_at('initialized', 'account_name') }} as account_name,
        {{ value_at('initialized', 'normal_balance') }} as normal_balance,
        {{ value_at('placed', 'parent_code') }} as parent_code
    from {{ ref('stg_chart_account_events') }}
    group by chart_account_id
),

placed as (
    select
        accounts.*,
        account_name as category,
        1 as depth
    from accounts
    where parent_code is null

    union all

    select
        accounts.*,
        placed.category,
        placed.depth + 1 as depth
    from accounts
    inner join placed
        on placed.account_code = accounts.parent_code
)

select
    chart_account_id,
    account_code,
    account_name,
    normal_balance,
    parent_code,
    category,
    depth
from placed
