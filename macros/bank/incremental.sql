{#- What the incremental models have in common: where a run takes up the work of the run before. -#}

{#- The day after which rows are worked out again: the last day in the table less the look-back; all of an empty table. -#}
{% macro restart_day(day_column) -%}
    (
        select coalesce({{ days_after('max(' ~ day_column ~ ')', -var('lookback_days')) | trim }}, cast('1900-01-01' as date))
        from {{ this }}
    )
{%- endmacro %}

{#- A condition that keeps the days still to be worked out; true for all on a full refresh. -#}
{% macro since_restart(day, day_column) -%}
    {%- if is_incremental() -%}
        {{ day }} > {{ restart_day(day_column) }}
    {%- else -%}
        1 = 1
    {%- endif -%}
{%- endmacro %}

{#-
    The balance of every entity at the end of every day of its life, as the CTE `daily_balances`.
    Reads two CTEs of the model: `lives` (key, first_day, last_day) and `movements` (key, movement_date,
    increase, decrease; one row an entity and day). An incremental run starts from the balances that the
    table holds for the restart day, so it reads the table's past at one day only.
-#}
{% macro daily_balances(entity_key) %}
    {%- set day = 'calendar.calendar_date' -%}
opening as (
    {% if is_incremental() -%}
    select
        {{ entity_key }},
        closing_balance as opening_balance
    from {{ this }}
    where balance_date = {{ restart_day('balance_date') }}
    {%- else -%}
    select
        {{ entity_key }},
        {{ money('0') }} as opening_balance
    from lives
    {%- endif %}
),

days as (
    select
        lives.{{ entity_key }},
        {{ day }} as balance_date,
        coalesce(opening.opening_balance, 0) as opening_balance,
        coalesce(movements.increase, 0) as increase,
        coalesce(movements.decrease, 0) as decrease
    from lives
    inner join {{ ref('int_calendar_days') }} as calendar
        on {{ day }} between lives.first_day and lives.last_day
    left join opening
        on opening.{{ entity_key }} = lives.{{ entity_key }}
    left join movements
        on movements.{{ entity_key }} = lives.{{ entity_key }}
        and movements.movement_date = {{ day }}
    where {{ since_restart(day, 'balance_date') }}
),

daily_balances as (
    select
        {{ entity_key }},
        balance_date,
        {{ money('increase') }} as increase,
        {{ money('decrease') }} as decrease,
        {{ money('opening_balance + sum(increase - decrease) over (
            partition by ' ~ entity_key ~ '
            order by balance_date
            rows between unbounded preceding and current row
        )') }} as closing_balance
    from days
)
{%- endmacro %}
