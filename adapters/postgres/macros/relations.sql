{# Tables: without a log where `unlogged` says so; a contract's table is created first and filled then. #}
{%- macro postgres__create_table_as(temporary, relation, sql) -%}
  {%- set promised = config.get('contract').enforced -%}
  {%- set kind = 'temporary ' if temporary else 'unlogged ' if config.get('unlogged', default=false) -%}
  {{ config.get('sql_header', none) or '' }}
  create {{ kind }}table {{ relation }}
  {% if promised -%}{{ get_assert_columns_equivalent(sql) }}{%- endif -%}
  {% if promised and not temporary -%}
  {{ get_table_columns_and_constraints() }};
  insert into {{ relation }} ({{ adapter.dispatch('get_column_names', 'dbt')() }})
  (
    {{ get_select_subquery(sql) }}
  );
  {%- else -%}
  as (
    {{ sql }}
  );
  {%- endif %}
{%- endmacro %}

{%- macro postgres__rename_relation(from_relation, to_relation) -%}
  {%- set kind = (from_relation.type or 'table') | replace('_', ' ') -%}
  {%- set name = adapter.quote_as_configured(to_relation.identifier, 'identifier') -%}
  {%- call statement('rename_relation') -%}alter {{ kind }} {{ from_relation }} rename to {{ name }}{%- endcall -%}
{%- endmacro %}

{%- macro postgres__get_rename_table_sql(relation, new_name) -%}
  alter table {{ relation }} rename to {{ adapter.quote(new_name) }}
{%- endmacro %}

{%- macro postgres__get_rename_view_sql(relation, new_name) -%}
  alter view {{ relation }} rename to {{ adapter.quote(new_name) }}
{%- endmacro %}

{%- macro postgres__get_rename_materialized_view_sql(relation, new_name) -%}
  alter materialized view {{ relation }} rename to {{ adapter.quote(new_name) }}
{%- endmacro %}

{%- macro postgres__get_replace_view_sql(relation, sql) -%}
  {%- if config.get('contract').enforced -%}{{ get_assert_columns_equivalent(sql) }}{%- endif -%}
  {{ config.get('sql_header', none) or '' }}
  create or replace view {{ relation }} as (
    {{ sql }}
  );
{%- endmacro %}

{# What was not there is made under its own name, by one statement where that is all; a view is replaced by one. #}
{%- macro postgres__tsdbt_build_view(target_relation, existing_relation, sql) -%}
  {%- if existing_relation is none -%}
    {{ return(tsdbt_build_alone(get_create_view_as_sql(target_relation, sql))) }}
  {%- elif existing_relation.is_view and tsdbt_replace_in_place(target_relation, sql) -%}
    {{ return('') }}
  {%- endif -%}
  {%- do default__tsdbt_build_view(target_relation, existing_relation, sql) -%}
{%- endmacro %}

{# Indexes are there before the table is seen. #}
{%- macro postgres__tsdbt_build_table(target_relation, existing_relation, sql) -%}
  {%- if existing_relation is none -%}
    {%- do tsdbt_build_alone(get_create_table_as_sql(false, target_relation, sql)) -%}
    {{ return(create_indexes(target_relation)) }}
  {%- endif -%}
  {%- set intermediate_relation = make_intermediate_relation(target_relation) -%}
  {%- call statement('main') -%}
    {{ get_create_table_as_sql(false, intermediate_relation, sql) }}
  {%- endcall -%}
  {%- do create_indexes(intermediate_relation) -%}
  {%- do tsdbt_swap(intermediate_relation, target_relation, existing_relation) -%}
{%- endmacro %}

{# Who reads the failures of the last run reads on. #}
{%- macro postgres__tsdbt_put_failures(target_relation, existing_relation, test_sql, header) -%}
  {%- if existing_relation is none -%}
    {{ return(default__tsdbt_put_failures(target_relation, existing_relation, test_sql, header)) }}
  {%- endif -%}
  {%- do postgres__tsdbt_drop_leftovers(target_relation) -%}
  {%- set intermediate_relation = make_intermediate_relation(target_relation) -%}
  {%- do default__tsdbt_put_failures(intermediate_relation, none, test_sql, header) -%}
  {%- do tsdbt_swap(intermediate_relation, target_relation, existing_relation) -%}
{%- endmacro %}

{# A function's arguments may have defaults. #}
{%- macro postgres__formatted_scalar_function_args_sql() -%}
  {%- for argument in model.arguments -%}
    {%- set given = argument.default_value is defined and argument.default_value is not none -%}
    {{ argument.name }} {{ argument.data_type }}{{ ' DEFAULT ' ~ argument.default_value if given }}{{ ', ' if not loop.last }}
  {%- endfor -%}
{%- endmacro %}
