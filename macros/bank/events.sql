{#- Access to event tables: their common columns, and typed values out of the JSON payload. -#}

{#- The columns that every event table has, with the entity's id under its own name. -#}
{% macro event_header(entity_key) -%}
    id as {{ entity_key }},
    sequence,
    event_type,
    recorded_at
{%- endmacro %}

{#- The text at a dotted path of the payload, null where the payload has no such key. -#}
{% macro event_text(path, event='event') -%}
    {{ adapter.dispatch('event_text', 'bank')(path, event) }}
{%- endmacro %}

{% macro default__event_text(path, event) -%}
    json_value({{ event }}, '$.{{ path }}')
{%- endmacro %}

{% macro duckdb__event_text(path, event) -%}
    json_extract_string({{ event }}, '$.{{ path }}')
{%- endmacro %}

{% macro postgres__event_text(path, event) -%}
    (cast({{ event }} as jsonb) #>> '{{ '{' ~ path.split('.') | join(',') ~ '}' }}')
{%- endmacro %}

{% macro snowflake__event_text(path, event) -%}
    json_extract_path_text({{ event }}, '{{ path }}')
{%- endmacro %}

{% macro event_integer(path) -%}
    cast({{ event_text(path) }} as {{ dbt.type_int() }})
{%- endmacro %}

{% macro event_date(path) -%}
    cast({{ event_text(path) }} as date)
{%- endmacro %}

{#- An amount that the payload gives in cents, as money. -#}
{% macro event_money(path) -%}
    {{ cents_to_money(event_text(path)) }}
{%- endmacro %}
