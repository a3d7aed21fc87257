{# What flags and configs say about how a node is built. #}

{# SQL that runs before the statement that builds the node: `{% call set_sql_header(config) %} … {% endcall %}`. #}
{%- macro set_sql_header(config) -%}
  {{ config.set('sql_header', caller()) }}
{%- endmacro %}

{%- macro should_full_refresh() -%}
  {%- set own = config.get('full_refresh') -%}
  {{ return(flags.FULL_REFRESH if own is none else own) }}
{%- endmacro %}

{%- macro should_store_failures() -%}
  {%- set own = config.get('store_failures') -%}
  {{ return(flags.STORE_FAILURES if own is none else own) }}
{%- endmacro %}
