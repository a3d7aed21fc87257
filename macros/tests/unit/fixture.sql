{# The rows that a unit test gives for an input, as a query: every column of the input, null where a row does not name it. #}
{%- macro get_fixture_sql(rows, column_name_to_data_types) -%}
-- Fixture for {{ model.name }}
{%- set types = column_name_to_data_types or tsdbt_types_of(tsdbt_columns_if_there(this)) -%}
{%- if not types -%}
  {%- do exceptions.raise_compiler_error("Not able to get columns for unit test '" ~ model.name ~ "' from relation " ~ this ~ " because the relation doesn't exist") -%}
{%- endif -%}
{%- do validate_fixture_rows(rows, none) -%}
{%- set nothing = {} -%}
{%- for name, type in types.items() -%}
  {%- do nothing.update({name | lower: safe_cast('null', type) | trim}) -%}
{%- endfor -%}
{%- for row in rows -%}
  {%- set values = dict(nothing, **format_row(row, types)) %}
select {% for name in types %}{{ values[name | lower] }} as {{ adapter.quote(name) }}{{ ', ' if not loop.last }}{% endfor %}
  {%- if not loop.last %}
union all
  {%- endif -%}
{%- else %}
select {% for name in types %}{{ nothing[name | lower] }} as {{ adapter.quote(name) }}{{ ', ' if not loop.last }}{% endfor %}
limit 0
{%- endfor -%}
{%- endmacro %}

{# The rows that a unit test expects, as a query of the columns that any of them names. #}
{%- macro get_expected_sql(rows, column_name_to_data_types, column_name_to_quoted) -%}
  {%- set named = [] -%}
  {%- set lines = [] -%}
  {%- for row in rows -%}
    {%- for name in row if name | lower not in named -%}{%- do named.append(name | lower) -%}{%- endfor -%}
  {%- endfor -%}
  {%- for row in rows -%}
    {%- set values = format_row(row, column_name_to_data_types) -%}
    {%- set cells = [] -%}
    {%- for name, type in column_name_to_data_types.items() if name | lower in named -%}
      {%- set value = values[name | lower] if name | lower in values else safe_cast('null', type) | trim -%}
      {%- do cells.append(value ~ ' as ' ~ (column_name_to_quoted[name] or adapter.quote(name))) -%}
    {%- endfor -%}
    {%- do lines.append('select ' ~ cells | join(', ')) -%}
  {%- endfor -%}
  {%- if lines -%}
    {{ lines | join('\nunion all\n') }}
  {%- else -%}
    select * from dbt_internal_unit_test_actual
    limit 0
  {%- endif -%}
{%- endmacro %}

{# A row as SQL by the names of its columns in lower case, each value cast to its column's type. #}
{%- macro format_row(row, column_name_to_data_types) -%}
  {%- set types = {} -%}
  {%- set formatted = {} -%}
  {%- for name, type in column_name_to_data_types.items() -%}{%- do types.update({name | lower: type}) -%}{%- endfor -%}
  {%- for name, value in row.items() -%}
    {%- if name | lower not in types -%}
      {%- set what = 'expected output' if model.resource_type == 'unit_test' or config.get('materialized') == 'unit' else "'" ~ model.name ~ "'" -%}
      {%- do exceptions.raise_compiler_error("Invalid column name: '" ~ name | lower ~ "' in unit test fixture for " ~ what ~ ".\nAccepted columns for " ~ what ~ " are: " ~ types.keys() | list) -%}
    {%- endif -%}
    {%- do formatted.update({name | lower: tsdbt_typed_value(value, types[name | lower]) | trim}) -%}
  {%- endfor -%}
  {{ return(formatted) }}
{%- endmacro %}

{# For adapters that can refuse what they cannot express. #}
{%- macro validate_fixture_rows(rows, row_number) -%}
  {{ return(adapter.dispatch('validate_fixture_rows', 'dbt')(rows, row_number)) }}
{%- endmacro %}

{%- macro default__validate_fixture_rows(rows, row_number) -%}
{%- endmacro %}
