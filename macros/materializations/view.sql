{# A view: put in the place of what is there, atomically. #}
{%- materialization view, default -%}
  {%- set existing_relation = load_cached_relation(this) -%}
  {%- set target_relation = this.incorporate(type='view') -%}

  {%- if pre_hooks -%}{%- do run_hooks(pre_hooks, inside_transaction=false) -%}{%- endif -%}
  {%- do tsdbt_drop_leftovers(target_relation) -%}
  {%- if pre_hooks -%}{%- do run_hooks(pre_hooks, inside_transaction=true) -%}{%- endif -%}

  {%- do tsdbt_build_view(target_relation, existing_relation, sql) -%}

  {%- set revoke = config.get('grants') and should_revoke(existing_relation, full_refresh_mode=true) -%}
  {%- do apply_grants(target_relation, config.get('grants'), should_revoke=revoke) -%}
  {%- do persist_docs(target_relation, model) -%}
  {%- if post_hooks -%}{%- do run_hooks(post_hooks, inside_transaction=true) -%}{%- endif -%}
  {%- do adapter.commit() -%}
  {%- if post_hooks -%}{%- do run_hooks(post_hooks, inside_transaction=false) -%}{%- endif -%}
  {{ return({'relations': [target_relation]}) }}
{%- endmaterialization %}

{# Builds the view in the place of what is there; readers see the old one until the commit. #}
{%- macro tsdbt_build_view(target_relation, existing_relation, sql) -%}
  {{ return(adapter.dispatch('tsdbt_build_view', 'dbt')(target_relation, existing_relation, sql)) }}
{%- endmacro %}

{%- macro default__tsdbt_build_view(target_relation, existing_relation, sql) -%}
  {%- set intermediate_relation = make_intermediate_relation(target_relation) -%}
  {%- call statement('main') -%}
    {{ get_create_view_as_sql(intermediate_relation, sql) }}
  {%- endcall -%}
  {%- do tsdbt_swap(intermediate_relation, target_relation, existing_relation) -%}
{%- endmacro %}
