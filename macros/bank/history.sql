{#- From the events of an entity to facts about it, to be used under `group by <entity>`. -#}

{#- When an event of this type was first recorded; null while there is none. -#}
{% macro moment_of(event_type) -%}
    min(case when event_type = '{{ event_type }}' then recorded_at end)
{%- endmacro %}

{#- What the entity's event of this type says in a column; for types that occur once. -#}
{% macro value_at(event_type, column) -%}
    max(case when event_type = '{{ event_type }}' then {{ column }} end)
{%- endmacro %}

{#- One row an entity with the value of a column in its latest event that has one. -#}
{% macro latest_value(events, entity_key, column) %}
    select
        {{ entity_key }},
        {{ column }}
    from (
        select
            {{ entity_key }},
            {{ column }},
            row_number() over (partition by {{ entity_key }} order by sequence desc) as recency
        from {{ events }}
        where {{ column }} is not null
    ) as recent
    where recency = 1
{% endmacro %}
