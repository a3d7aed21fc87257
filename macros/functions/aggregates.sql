{# Aggregates that are spelled differently from warehouse to warehouse. #}
{%- macro any_value(expression) -%}
  {{ return(adapter.dispatch('any_value', 'dbt')(expression)) }}
{%- endmacro %}

{%- macro default__any_value(expression) -%}
  any_value({{ expression }})
{%- endmacro %}

{%- macro bool_or(expression) -%}
  {{ return(adapter.dispatch('bool_or', 'dbt')(expression)) }}
{%- endmacro %}

{%- macro default__bool_or(expression) -%}
  bool_or({{ expression }})
{%- endmacro %}
