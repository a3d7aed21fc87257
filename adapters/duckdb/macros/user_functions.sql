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
