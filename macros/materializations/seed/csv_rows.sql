{# Loads the rows of a seed by the client's bulk path, and returns what stands for it in target/run. #}
{%- macro load_csv_rows(model, agate_table) -%}
  {{ return(adapter.dispatch('load_csv_rows', 'dbt')(model, agate_table)) }}
{%- endmacro %}

{%- macro default__load_csv_rows(model, agate_table) -%}
  {{ return('-- ' ~ adapter.load_seed(this) ~ ' rows loaded in bulk') }}
{%- endmacro %}

{%- macro get_csv_sql(create_or_truncate_sql, insert_sql) -%}
  {{ adapter.dispatch('get_csv_sql', 'dbt')(create_or_truncate_sql, insert_sql) }}
{%- endmacro %}

{%- macro default__get_csv_sql(create_or_truncate_sql, insert_sql) -%}
  {{ create_or_truncate_sql }};
  -- dbt seed --
  {{ insert_sql }}
{%- endmacro %}

{# For projects that load rows by statements of their own. #}
{%- macro get_seed_column_quoted_csv(model, column_names) -%}
  {%- set quoted = [] -%}
  {%- for name in column_names -%}
    {%- do quoted.append(adapter.quote_seed_column(name, model['config'].get('quote_columns', none))) -%}
  {%- endfor -%}
  {{ return(quoted | join(', ')) }}
{%- endmacro %}

{%- macro get_binding_char() -%}
  {{ return(adapter.dispatch('get_binding_char', 'dbt')()) }}
{%- endmacro %}

{%- macro default__get_binding_char() -%}
  {{ return('%s') }}
{%- endmacro %}

{%- macro get_batch_size() -%}
  {{ return(adapter.dispatch('get_batch_size', 'dbt')()) }}
{%- endmacro %}

{%- macro default__get_batch_size() -%}
  {{ return(10000) }}
{%- endmacro %}
