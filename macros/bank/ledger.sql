{#- Reading the ledger. -#}

{#- An id that does not apply to a row: a null with the type that ids have. -#}
{% macro no_id() -%}
    cast(null as {{ dbt.type_string() }})
{%- endmacro %}

{#- What one account of the chart gained and lost for each entity and day, as `daily_balances` reads it. -#}
{% macro account_movements(entity_key, account_code, increased_by) %}
    select
        {{ entity_key }},
        booked_on as movement_date,
        {{ total('amount', where="side = '" ~ increased_by ~ "'") }} as increase,
        {{ total('amount', where="side <> '" ~ increased_by ~ "'") }} as decrease
    from {{ ref('int_ledger_entries') }}
    where account_code = '{{ account_code }}'
        and {{ since_restart('booked_on', 'balance_date') }}
    group by {{ entity_key }}, booked_on
{% endmacro %}
