{# Every row has a value. #}
{% test not_null(model, column_name) %}
    {%- set macro = adapter.dispatch('test_not_null', 'dbt') -%}
    {{ macro(model, column_name) }}
{% endtest %}

{% macro default__test_not_null(model, column_name) %}

select {{ '*' if should_store_failures() else column_name }}
from {{ model }}
where {{ column_name }} is null

{% endmacro %}
