{# The model that a generic test looks at: only its rows that the test's `where` names. #}
{%- macro get_where_subquery(relation) -%}
  {{ return(adapter.dispatch('get_where_subquery', 'dbt')(relation)) }}
{%- endmacro %}

{%- macro default__get_where_subquery(relation) -%}
  {%- set where = config.get('where', '') -%}
  {{ return('(select * from ' ~ relation ~ ' where ' ~ where ~ ') dbt_subquery' if where else relation) }}
{%- endmacro %}
