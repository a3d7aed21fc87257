{#- A column never exceeds another expression of the same row. -#}
{% test at_most(model, column_name, ceiling) %}

select *
from {{ model }}
where {{ column_name }} > {{ ceiling }}

{% endtest %}
