-- Who approves a withdrawal, a facility or a disbursal works for the bank at that time.
{%- set approvals = {
    'withdrawal': ref('int_withdrawals'),
    'credit_facility': ref('int_credit_facilities'),
    'disbursal': ref('int_disbursals'),
} %}
with

approvals as (
    {%- for entity, relation in approvals.items() %}
    select
        '{{ entity }}' as entity_type,
        {{ entity }}_id as entity_id,
        approver_id,
        approved_at
    from {{ relation }}
    where approved_at is not null
    {{ 'union all' if not loop.last }}
    {%- endfor %}
)

select
    approvals.*,
    users.status as approver_status
from approvals
left join {{ ref('int_users') }} as users
    on users.user_id = approvals.approver_id
where users.user_id is null
    or (users.status = 'deactivated' and users.status_since < approvals.approved_at)
