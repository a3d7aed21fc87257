{# DuckDB has none: say so, and what to use instead. #}
{%- macro duckdb__get_create_materialized_view_as_sql(relation, sql) -%}
  {%- do exceptions.raise_compiler_error("`get_create_materialized_view_as_sql` has not been implemented for this adapter. DuckDB has no materialized views: use materialized='table', or 'incremental', for " ~ relation) -%}
{%- endmacro %}
