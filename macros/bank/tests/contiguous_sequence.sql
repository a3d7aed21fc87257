{#- The events of each entity are numbered 1, 2, 3 ... with nothing missing and nothing twice. -#}
{% test contiguous_sequence(model, column_name, entity_key) %}

select
    {{ entity_key }},
    count(*) as events,
    count(distinct {{ column_name }}) as numbers,
    min({{ column_name }}) as first_number,
    max({{ column_name }}) as last_number
from {{ model }}
group by {{ entity_key }}
having
    min({{ column_name }}) <> 1
    or max({{ column_name }}) <> count(*)
    or count(distinct {{ column_name }}) <> count(*)

{% endtest %}
