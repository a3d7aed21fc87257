{# Contracts: the columns of a query against the columns that its properties promise. #}

{# `(id integer not null, …, primary key (id))` of the model at hand. #}
{%- macro get_table_columns_and_constraints() -%}
  {{ adapter.dispatch('get_table_columns_and_constraints', 'dbt')() }}
{%- endmacro %}

{%- macro default__get_table_columns_and_constraints() -%}
  {{ return(table_columns_and_constraints()) }}
{%- endmacro %}

{%- macro table_columns_and_constraints() -%}
  {%- set described = {} -%}
  {%- for name, column in model['columns'].items() -%}
    {%- do described.update({name: dict(column, constraints=tsdbt_foreign_keys(column['constraints']))}) -%}
  {%- endfor -%}
  {%- set columns = adapter.render_raw_columns_constraints(raw_columns=described) -%}
  {%- set constraints = adapter.render_raw_model_constraints(raw_constraints=tsdbt_foreign_keys(model['constraints'])) -%}
  (
    {{ (columns + constraints) | join(',\n    ') }}
  )
{%- endmacro %}

{# Constraints with the relation that a foreign key's `to: ref('…')` means. #}
{%- macro tsdbt_foreign_keys(constraints) -%}
  {%- set resolved = [] -%}
  {%- for constraint in constraints or [] -%}
    {%- set to = (constraint['to'] or '') | trim -%}
    {%- set call = to.startswith('ref(') or to.startswith('source(') -%}
    {%- do resolved.append(dict(constraint, to=render('{{ ' ~ to ~ ' }}')) if call else constraint) -%}
  {%- endfor -%}
  {{ return(resolved) }}
{%- endmacro %}

{# Fails the model when its query and its properties disagree on a column's name or type. #}
{%- macro get_assert_columns_equivalent(sql) -%}
  {{ adapter.dispatch('get_assert_columns_equivalent', 'dbt')(sql) }}
{%- endmacro %}

{%- macro default__get_assert_columns_equivalent(sql) -%}
  {{ return(assert_columns_equivalent(sql)) }}
{%- endmacro %}

{%- macro assert_columns_equivalent(sql) -%}
  {%- if not model['columns'] -%}{%- do exceptions.raise_contract_error([], []) -%}{%- endif -%}
  {%- set found = format_columns(get_column_schema_from_query(sql, config.get('sql_header', none))) -%}
  {%- set promised = format_columns(get_column_schema_from_query(get_empty_schema_sql(model['columns']))) -%}
  {%- set names = promised | map(attribute='name') | list -%}
  {%- set texts = promised | map(attribute='formatted') | list -%}
  {%- set wrong = [] -%}
  {%- for column in found if column['name'] not in names or column['formatted'] not in texts -%}
    {%- do wrong.append(column) -%}
  {%- endfor -%}
  {%- if wrong or found | length != promised | length -%}
    {%- do exceptions.raise_contract_error(promised, found) -%}
  {%- endif -%}
{%- endmacro %}

{%- macro format_columns(columns) -%}
  {%- set formatted = [] -%}
  {%- for column in columns -%}
    {%- do formatted.append(adapter.dispatch('format_column', 'dbt')(column)) -%}
  {%- endfor -%}
  {{ return(formatted) }}
{%- endmacro %}

{%- macro default__format_column(column) -%}
  {{ return({'name': column.name, 'data_type': column.dtype, 'formatted': column.name | lower ~ ' ' ~ column.dtype}) }}
{%- endmacro %}

{# A query without rows that has the promised columns. #}
{%- macro get_empty_schema_sql(columns) -%}
  {{ return(adapter.dispatch('get_empty_schema_sql', 'dbt')(columns)) }}
{%- endmacro %}

{%- macro default__get_empty_schema_sql(columns) -%}
  {%- set untyped = [] -%}
  {%- set bare = [] -%}
  {%- set casts = [] -%}
  {%- for column in columns.values() -%}
    {%- set type = column.get('data_type') -%}
    {%- if not type -%}{%- do untyped.append(column['name']) -%}
    {%- elif type.strip() | lower in ['numeric', 'decimal', 'number'] -%}{%- do bare.append(column['name']) -%}
    {%- endif -%}
    {%- set name = adapter.quote(column['name']) if column.get('quote') else column['name'] -%}
    {%- do casts.append((cast('null', type) | trim) ~ ' as ' ~ name) -%}
  {%- endfor -%}
  {%- if untyped -%}
    {%- do exceptions.column_type_missing(column_names=untyped) -%}
  {%- elif bare -%}
    {%- do exceptions.warn('Detected columns with numeric type and unspecified precision/scale, this can lead to unintended rounding: ' ~ bare) -%}
  {%- endif -%}
  select {{ casts | join(', ') }}
{%- endmacro %}

{# The query with its columns in the order of the properties. #}
{%- macro get_select_subquery(sql) -%}
  {{ return(adapter.dispatch('get_select_subquery', 'dbt')(sql)) }}
{%- endmacro %}

{%- macro default__get_select_subquery(sql) -%}
  select {{ adapter.dispatch('get_column_names', 'dbt')() }}
  from (
    {{ sql }}
  ) as model_subq
{%- endmacro %}

{%- macro default__get_column_names() -%}
  {%- for column in model['columns'].values() -%}
    {{ adapter.quote(column['name']) if column.get('quote') else column['name'] }}{{ ', ' if not loop.last }}
  {%- endfor -%}
{%- endmacro %}
