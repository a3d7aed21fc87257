{#
  A node as it stands in a saved state: a table is cloned where the warehouse can do that without copying, everything
  else becomes a view of what the state holds. What is there already stays, unless a full refresh is asked for.
#}
{%- materialization clone, default -%}
  {%- if not defer_relation -%}
    {%- do log('No relation found in state manifest for ' ~ model.unique_id, info=true) -%}
    {{ return({'relations': []}) }}
  {%- endif -%}
  {%- set existing_relation = load_cached_relation(this) -%}
  {%- if existing_relation and not flags.FULL_REFRESH -%}
    {%- do log('Relation ' ~ existing_relation ~ ' already exists', info=true) -%}
    {{ return({'relations': []}) }}
  {%- endif -%}

  {%- set saved_relation = load_cached_relation(defer_relation) -%}
  {%- if saved_relation and this.render() == defer_relation.render() -%}
    {%- do log('Target relation and defer relation are the same, skipping clone for relation: ' ~ this.render()) -%}
    {{ return({'relations': []}) }}
  {%- endif -%}
  {%- if saved_relation and saved_relation.is_table and can_clone_table() -%}
    {{ return({'relations': [tsdbt_clone_table(existing_relation)]}) }}
  {%- endif -%}
  {%- set own = 'materialization_view_' ~ adapter.type() -%}
  {%- set build_view = context[own] if own in context else context['materialization_view_default'] -%}
  {{ return(build_view()) }}
{%- endmaterialization %}

{# Warehouses that clone tables replace them atomically as well. #}
{%- macro tsdbt_clone_table(existing_relation) -%}
  {%- set target_relation = this.incorporate(type='table') -%}
  {%- if existing_relation and not existing_relation.is_table -%}
    {%- do drop_relation_if_exists(existing_relation) -%}
  {%- endif -%}
  {%- call statement('main') -%}
    {{ create_or_replace_clone(target_relation, defer_relation) }}
  {%- endcall -%}
  {%- do apply_grants(target_relation, config.get('grants'), should_revoke=should_revoke(existing_relation, full_refresh_mode=true)) -%}
  {%- do persist_docs(target_relation, model) -%}
  {{ return(target_relation) }}
{%- endmacro %}

{%- macro can_clone_table() -%}
  {{ return(adapter.dispatch('can_clone_table', 'dbt')()) }}
{%- endmacro %}

{%- macro default__can_clone_table() -%}
  {{ return(false) }}
{%- endmacro %}

{%- macro create_or_replace_clone(this_relation, defer_relation) -%}
  {{ return(adapter.dispatch('create_or_replace_clone', 'dbt')(this_relation, defer_relation)) }}
{%- endmacro %}

{%- macro default__create_or_replace_clone(this_relation, defer_relation) -%}
  create or replace table {{ this_relation.render() }} clone {{ defer_relation.render() }}
{%- endmacro %}
