{# A table: built beside the relation, then put in its place in one transaction. #}
{%- materialization table, default -%}
  {%- set existing_relation = load_cached_relation(this) -%}
  {%- set target_relation = this.incorporate(type='table') -%}

  {%- do tsdbt_drop_leftovers(target_relation) -%}
  {%- if pre_hooks -%}{%- do run_hooks(pre_hooks, inside_transaction=false) -%}{%- endif -%}
  {%- if pre_hooks -%}{%- do run_hooks(pre_hooks, inside_transaction=true) -%}{%- endif -%}

  {%- do tsdbt_build_table(target_relation, existing_relation, sql) -%}

  {%- if post_hooks -%}{%- do run_hooks(post_hooks, inside_transaction=true) -%}{%- endif -%}
  {%- set revoke = config.get('grants') and should_revoke(existing_relation, full_refresh_mode=true) -%}
  {%- do apply_grants(target_relation, config.get('grants'), should_revoke=revoke) -%}
  {%- do persist_docs(target_relation, model) -%}
  {%- do adapter.commit() -%}
  {%- if post_hooks -%}{%- do run_hooks(post_hooks, inside_transaction=false) -%}{%- endif -%}
  {{ return({'relations': [target_relation]}) }}
{%- endmaterialization %}

{# Builds the table whole, in the place of what is there; readers see the old one until the commit. #}
{%- macro tsdbt_build_table(target_relation, existing_relation, sql) -%}
  {{ return(adapter.dispatch('tsdbt_build_table', 'dbt')(target_relation, existing_relation, sql)) }}
{%- endmacro %}

{%- macro default__tsdbt_build_table(target_relation, existing_relation, sql) -%}
  {%- set intermediate_relation = make_intermediate_relation(target_relation) -%}
  {%- call statement('main') -%}
    {{ get_create_table_as_sql(false, intermediate_relation, sql) }}
  {%- endcall -%}
  {%- do tsdbt_swap(intermediate_relation, target_relation, existing_relation) -%}
  {%- do create_indexes(target_relation) -%}
{%- endmacro %}
