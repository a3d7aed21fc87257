{#
  A view that keeps its rows. A later run refreshes it; where its configuration changed, `on_configuration_change` says
  whether it is altered, left as it is with a warning, or fails.
#}
{%- materialization materialized_view, default -%}
  {%- set existing_relation = load_cached_relation(this) -%}
  {%- set target_relation = this.incorporate(type='materialized_view') -%}
  {%- set intermediate_relation = make_intermediate_relation(target_relation) -%}
  {%- set backup_type = 'materialized_view' if existing_relation is none else existing_relation.type -%}
  {%- set backup_relation = make_backup_relation(target_relation, backup_type) -%}

  {%- do materialized_view_setup(backup_relation, intermediate_relation, pre_hooks) -%}
  {%- set build_sql = materialized_view_get_build_sql(existing_relation, target_relation, backup_relation, intermediate_relation) -%}
  {%- if build_sql -%}
    {%- do materialized_view_execute_build_sql(build_sql, existing_relation, target_relation, post_hooks) -%}
  {%- else -%}
    {%- do materialized_view_execute_no_op(target_relation) -%}
  {%- endif -%}
  {%- do materialized_view_teardown(backup_relation, intermediate_relation, post_hooks) -%}
  {{ return({'relations': [target_relation]}) }}
{%- endmaterialization %}

{# What a run that was killed may have left behind goes first; what is kept for readers stays. #}
{%- macro materialized_view_setup(backup_relation, intermediate_relation, pre_hooks) -%}
  {%- do tsdbt_drop_leftovers(this.incorporate(type=backup_relation.type)) -%}
  {%- do run_hooks(pre_hooks, inside_transaction=false) -%}
{%- endmacro %}

{%- macro materialized_view_teardown(backup_relation, intermediate_relation, post_hooks) -%}
  {%- do run_hooks(post_hooks, inside_transaction=false) -%}
{%- endmacro %}

{# The statement that this run needs; '' where nothing is to be done. #}
{%- macro materialized_view_get_build_sql(existing_relation, target_relation, backup_relation, intermediate_relation) -%}
  {%- if existing_relation is none -%}
    {{ return(get_create_materialized_view_as_sql(target_relation, sql)) }}
  {%- elif should_full_refresh() or not existing_relation.is_materialized_view -%}
    {{ return(get_replace_sql(existing_relation, target_relation, sql)) }}
  {%- endif -%}
  {%- set changes = get_materialized_view_configuration_changes(existing_relation, config) -%}
  {%- if changes is none -%}
    {{ return(refresh_materialized_view(target_relation)) }}
  {%- endif -%}
  {%- set wanted = config.get('on_configuration_change') -%}
  {%- set told = 'Configuration changes were identified and `on_configuration_change` was set to `' ~ wanted ~ '` for `' ~ target_relation.render() ~ '`' -%}
  {%- if wanted == 'apply' -%}
    {{ return(get_alter_materialized_view_as_sql(target_relation, changes, sql, existing_relation, backup_relation, intermediate_relation)) }}
  {%- elif wanted == 'fail' -%}
    {%- do exceptions.raise_fail_fast_error(told) -%}
  {%- endif -%}
  {%- do exceptions.warn(told) -%}
  {{ return('') }}
{%- endmacro %}

{%- macro materialized_view_execute_no_op(target_relation) -%}
  {%- do store_raw_result(name='main', message='skip ' ~ target_relation, code='skip', rows_affected='-1') -%}
{%- endmacro %}

{%- macro materialized_view_execute_build_sql(build_sql, existing_relation, target_relation, post_hooks) -%}
  {%- do run_hooks(pre_hooks, inside_transaction=true) -%}
  {%- call statement('main') -%}
    {{ build_sql }}
  {%- endcall -%}
  {%- do tsdbt_take_place(target_relation, existing_relation) -%}
  {%- do apply_grants(target_relation, config.get('grants'), should_revoke=should_revoke(existing_relation, full_refresh_mode=true)) -%}
  {%- do persist_docs(target_relation, model) -%}
  {%- do run_hooks(post_hooks, inside_transaction=true) -%}
  {%- do adapter.commit() -%}
{%- endmacro %}
