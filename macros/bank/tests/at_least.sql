{#- A column is never below another expression of the same row. -#}
{% test at_least(model, column_name, floor) %}

select *
from {{ model }}
where {{ column_name }} < {{ floor }}

{% endtest %}
