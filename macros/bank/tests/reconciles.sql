{#-
    The sum of a column equals the sum of another model's column, in total or for each `key`.
    A key that only one side has counts as a difference. `to_where` narrows the other model.
-#}
{% test reconciles(model, column_name, to, to_column, key=none, to_key=none, to_where=none) %}
{%- set left_key = key if key is not none else "'all'" -%}
{%- set right_key = (to_key or key) if key is not none else "'all'" %}

with

ours as (
    select {{ left_key }} as reconciled_key, sum({{ column_name }}) as amount
    from {{ model }}
    group by 1
),

theirs as (
    select {{ right_key }} as reconciled_key, sum({{ to_column }}) as amount
    from {{ to }}
    {%- if to_where is not none %}
    where {{ to_where }}
    {%- endif %}
    group by 1
),

compared as (
    select
        coalesce(ours.reconciled_key, theirs.reconciled_key) as reconciled_key,
        coalesce(ours.amount, 0) as our_amount,
        coalesce(theirs.amount, 0) as their_amount
    from ours
    full outer join theirs
        on theirs.reconciled_key = ours.reconciled_key
)

select *
from compared
where our_amount <> their_amount

{% endtest %}
