{# The statements that put a new relation in the place of an existing one, by the safest way there is. #}
{%- macro get_replace_sql(existing_relation, target_relation, sql) -%}
  {%- do log('Applying REPLACE to: ' ~ existing_relation) -%}
  {{ adapter.dispatch('get_replace_sql', 'dbt')(existing_relation, target_relation, sql) }}
{%- endmacro %}

{%- macro default__get_replace_sql(existing_relation, target_relation, sql) -%}
  {%- set replaceable = existing_relation.type == target_relation.type and existing_relation.can_be_replaced -%}
  {%- if replaceable and existing_relation.is_view -%}
    {{ get_replace_view_sql(target_relation, sql) }}
  {%- elif replaceable and existing_relation.is_table -%}
    {{ get_replace_table_sql(target_relation, sql) }}
  {%- elif replaceable and existing_relation.is_materialized_view -%}
    {{ get_replace_materialized_view_sql(target_relation, sql) }}
  {%- elif target_relation.can_be_renamed -%}
    {{ get_create_intermediate_sql(target_relation, sql) }};
    {{ get_create_backup_sql(existing_relation) if existing_relation.can_be_renamed else get_drop_sql(existing_relation) }};
    {{ get_rename_intermediate_sql(target_relation) }};
    {{ get_drop_backup_sql(existing_relation) if existing_relation.can_be_renamed }}
  {%- elif existing_relation.can_be_renamed -%}
    {{ get_create_backup_sql(existing_relation) }};
    {{ get_create_sql(target_relation, sql) }};
    {{ get_drop_backup_sql(existing_relation) }}
  {%- else -%}
    {{ get_drop_sql(existing_relation) }};
    {{ get_create_sql(target_relation, sql) }}
  {%- endif -%}
{%- endmacro %}

{# Runs the statement that builds the node; a transaction is opened where hooks, comments, indexes or grants belong to it. #}
{%- macro tsdbt_build_alone(build_sql) -%}
  {%- call statement('main', auto_begin=tsdbt_is_more_than_sql()) -%}
    {{ build_sql }}
  {%- endcall -%}
{%- endmacro %}

{# Whether more belongs to the node than the statement that builds it: a transaction holds them together. #}
{%- macro tsdbt_is_more_than_sql() -%}
  {%- set more = pre_hooks or post_hooks or config.get('persist_docs') or config.get('indexes') or config.get('grants') -%}
  {{ return(true if more else false) }}
{%- endmacro %}

{# Puts what was built beside in the place of the relation, inside the transaction: readers see the old one until the commit. #}
{%- macro tsdbt_swap(intermediate_relation, target_relation, existing_relation) -%}
  {{ return(adapter.dispatch('tsdbt_swap', 'dbt')(intermediate_relation, target_relation, existing_relation)) }}
{%- endmacro %}

{%- macro default__tsdbt_swap(intermediate_relation, target_relation, existing_relation) -%}
  {%- if existing_relation is not none -%}
    {%- do drop_relation_if_exists(load_cached_relation(existing_relation)) -%}
  {%- endif -%}
  {%- do adapter.rename_relation(intermediate_relation, target_relation) -%}
{%- endmacro %}

{# For warehouses that build a seed or a materialized view beside what is there: puts it in its place. #}
{%- macro tsdbt_take_place(target_relation, existing_relation) -%}
  {{ return(adapter.dispatch('tsdbt_take_place', 'dbt')(target_relation, existing_relation)) }}
{%- endmacro %}

{%- macro default__tsdbt_take_place(target_relation, existing_relation) -%}
{%- endmacro %}

{# What a run that was killed may have left beside the relation. Most often the schema has nothing of the kind. #}
{%- macro tsdbt_drop_leftovers(relation) -%}
  {%- if not adapter.has_leftovers(relation) -%}{{ return('') }}{%- endif -%}
  {{ return(adapter.dispatch('tsdbt_drop_leftovers', 'dbt')(relation)) }}
{%- endmacro %}

{%- macro default__tsdbt_drop_leftovers(relation) -%}
  {%- do drop_relation_if_exists(load_cached_relation(make_intermediate_relation(relation))) -%}
  {%- do drop_relation_if_exists(load_cached_relation(make_backup_relation(relation, relation.type))) -%}
{%- endmacro %}
