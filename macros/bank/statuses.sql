{#- The life cycles of the bank in one place: which event puts an entity into which status. -#}

{% macro life_cycles() %}
    {{ return({
        'user': {
            'initialized': 'active',
            'deactivated': 'deactivated',
        },
        'customer': {
            'initialized': 'new',
            'kyc_started': 'in_review',
            'kyc_approved': 'active',
            'kyc_declined': 'declined',
            'frozen': 'frozen',
            'unfrozen': 'active',
            'closed': 'closed',
        },
        'deposit_account': {
            'opened': 'open',
            'frozen': 'frozen',
            'unfrozen': 'open',
            'closed': 'closed',
        },
        'deposit': {
            'initiated': 'pending',
            'confirmed': 'confirmed',
            'cancelled': 'cancelled',
        },
        'withdrawal': {
            'initiated': 'pending',
            'approved': 'approved',
            'denied': 'denied',
            'confirmed': 'confirmed',
            'cancelled': 'cancelled',
        },
        'credit_facility': {
            'proposed': 'proposed',
            'approved': 'approved',
            'declined': 'declined',
            'collateralised': 'collateralised',
            'activated': 'active',
            'completed': 'completed',
        },
        'disbursal': {
            'initiated': 'pending',
            'approved': 'approved',
            'settled': 'settled',
            'cancelled': 'cancelled',
        },
        'obligation': {
            'created': 'not_yet_due',
            'became_due': 'due',
            'became_overdue': 'overdue',
            'defaulted': 'defaulted',
            'paid': 'paid',
        },
    }) }}
{% endmacro %}

{#- The statuses from which an entity never comes back. -#}
{% macro final_statuses() %}
    {{ return(['deactivated', 'declined', 'closed', 'cancelled', 'denied', 'confirmed', 'completed', 'settled', 'paid']) }}
{% endmacro %}

{#- Every event that changes an entity's status: its key, sequence, the new status and when. -#}
{% macro status_events(events, entity) %}
    {%- set life_cycle = life_cycles()[entity] %}
    select
        {{ entity }}_id,
        sequence,
        case event_type
            {%- for event_type, status in life_cycle.items() %}
            when '{{ event_type }}' then '{{ status }}'
            {%- endfor %}
        end as status,
        recorded_at
    from {{ events }}
    where event_type in ({{ quoted_list(life_cycle.keys()) }})
{% endmacro %}

{#- One row an entity with its present status and since when it has it. -#}
{% macro current_status(events, entity) %}
    select
        {{ entity }}_id,
        status,
        recorded_at as status_since
    from (
        select
            changes.*,
            row_number() over (partition by {{ entity }}_id order by sequence desc) as recency
        from (
            {{- status_events(events, entity) | indent(8) }}
        ) as changes
    ) as latest
    where recency = 1
{% endmacro %}

{#- 'a', 'b', 'c' -#}
{% macro quoted_list(values) -%}
    {%- for value in values -%}
        '{{ value }}'{{ ', ' if not loop.last }}
    {%- endfor -%}
{%- endmacro %}
