{# True where a run adds to a table: it is there, the model is incremental, and no full refresh was asked for. #}
{%- macro is_incremental() -%}
  {%- if not execute -%}{{ return(false) }}{%- endif -%}
  {%- set relation = load_cached_relation(this) -%}
  {{ return(relation is not none
      and relation.type == 'table'
      and model.config.materialized == 'incremental'
      and not should_full_refresh()) }}
{%- endmacro %}
