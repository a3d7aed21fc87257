{# Runs those hooks of a node that belong inside its transaction, or those that do not. #}
{%- macro run_hooks(hooks, inside_transaction=true) -%}
  {%- for hook in hooks if hook.transaction == inside_transaction -%}
    {%- set sql = render(hook.get('sql')) | trim -%}
    {%- if sql -%}
      {%- call statement(auto_begin=inside_transaction) -%}{{ sql }}{%- endcall -%}
    {%- endif -%}
  {%- endfor -%}
{%- endmacro %}
