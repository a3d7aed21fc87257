{# Hooks as a config holds them: `pre_hook=after_commit('vacuum')` says on which side of the transaction. #}
{%- macro make_hook_config(sql, inside_transaction) -%}
  {{ tojson({'sql': sql, 'transaction': inside_transaction}) }}
{%- endmacro %}

{%- macro before_begin(sql) -%}
  {{ make_hook_config(sql, inside_transaction=false) }}
{%- endmacro %}

{%- macro in_transaction(sql) -%}
  {{ make_hook_config(sql, inside_transaction=true) }}
{%- endmacro %}

{%- macro after_commit(sql) -%}
  {{ make_hook_config(sql, inside_transaction=false) }}
{%- endmacro %}
