{#
  A function is a macro of DuckDB, put into each query that calls it. Arguments are not typed: older database files
  cannot keep their types. The value is what the properties say.
#}
{%- macro duckdb__scalar_function_sql(target_relation) -%}
  create or replace macro {{ target_relation.render() }}({{ formatted_scalar_function_args_sql() }}) as (
    cast((
      {{ model.compiled_code }}
    ) as {{ model.returns.data_type }})
  )
{%- endmacro %}

{%- macro duckdb__formatted_scalar_function_args_sql() -%}
  {%- for argument in model.arguments -%}
    {%- set given = argument.default_value is defined and argument.default_value is not none -%}
    {{ adapter.quote(argument.name) }}{{ ' := ' ~ argument.default_value if given }}{{ ', ' if not loop.last }}
  {%- endfor -%}
{%- endmacro %}

{# From rows to a value: an expression with aggregates, which is put in the place of the call. A query would not see the rows. #}
{%- macro duckdb__aggregate_function_sql(target_relation) -%}
  {%- set body = model.compiled_code | trim | trim(';') -%}
  {%- if modules.re.match('(?i)(select|with)\\b', body) -%}
    {%- do exceptions.raise_compiler_error('The body of the aggregate function ' ~ model.name ~ ' is a query. On DuckDB it must be an expression alone: sum(x) / count(*)') -%}
  {%- endif -%}
  create or replace macro {{ target_relation.render() }}({{ formatted_scalar_function_args_sql() }}) as
    cast(({{ body }}) as {{ model.returns.data_type }})
{%- endmacro %}

{%- macro duckdb__scalar_function_python(target_relation) -%}
  {{ refuse_function_language('Python') }}
{%- endmacro %}

{%- macro duckdb__aggregate_function_python(target_relation) -%}
  {{ refuse_function_language('Python') }}
{%- endmacro %}

{%- macro duckdb__scalar_function_javascript(target_relation) -%}
  {{ refuse_function_language('JavaScript') }}
{%- endmacro %}

{%- macro duckdb__aggregate_function_javascript(target_relation) -%}
  {{ refuse_function_language('JavaScript') }}
{%- endmacro %}

{%- macro refuse_function_language(language) -%}
  {%- do exceptions.raise_compiler_error('DuckDB runs no functions in ' ~ language ~ ': write ' ~ model.name ~ ' in SQL, or switch it off for this target (enabled: false)') -%}
{%- endmacro %}
