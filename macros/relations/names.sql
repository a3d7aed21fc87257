{# Names beside a relation's own: for what is built before it takes its place. #}
{%- macro make_intermediate_relation(base_relation, suffix='__dbt_tmp') -%}
  {{ return(adapter.dispatch('make_intermediate_relation', 'dbt')(base_relation, suffix)) }}
{%- endmacro %}

{%- macro default__make_intermediate_relation(base_relation, suffix) -%}
  {{ return(default__make_temp_relation(base_relation, suffix)) }}
{%- endmacro %}

{# Batches of one model run side by side, so each has a name of its own. #}
{%- macro make_temp_relation(base_relation, suffix='__dbt_tmp') -%}
  {%- set batch = model.batch.id if suffix == '__dbt_tmp' and model.batch else none -%}
  {%- set own = suffix if batch is none else suffix ~ '_' ~ batch -%}
  {{ return(adapter.dispatch('make_temp_relation', 'dbt')(base_relation, own)) }}
{%- endmacro %}

{%- macro default__make_temp_relation(base_relation, suffix) -%}
  {{ return(base_relation.incorporate(path={'identifier': base_relation.identifier ~ suffix})) }}
{%- endmacro %}

{%- macro make_backup_relation(base_relation, backup_relation_type, suffix='__dbt_backup') -%}
  {{ return(adapter.dispatch('make_backup_relation', 'dbt')(base_relation, backup_relation_type, suffix)) }}
{%- endmacro %}

{%- macro default__make_backup_relation(base_relation, backup_relation_type, suffix) -%}
  {{ return(base_relation.incorporate(path={'identifier': base_relation.identifier ~ suffix}, type=backup_relation_type)) }}
{%- endmacro %}
