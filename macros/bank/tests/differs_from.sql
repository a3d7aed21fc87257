{#- A column never has the value of another column of the same row. -#}
{% test differs_from(model, column_name, other) %}

select *
from {{ model }}
where {{ column_name }} = {{ other }}

{% endtest %}
