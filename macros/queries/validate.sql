{# Asks the warehouse whether it can plan the query. #}
{%- macro validate_sql(sql) -%}
  {{ return(adapter.dispatch('validate_sql', 'dbt')(sql)) }}
{%- endmacro %}

{%- macro default__validate_sql(sql) -%}
  {%- call statement('validate_sql') -%}explain {{ sql }}{%- endcall -%}
  {{ return(load_result('validate_sql')) }}
{%- endmacro %}

{%- macro is_core_v2() -%}
  {{ return(dbt_version.split('.')[0] == '2') }}
{%- endmacro %}
