{%- macro duckdb__create_table_as(temporary, relation, compiled_code, language='sql', partitioned_by=none, sorted_by=none) -%}
  {%- set promised = config.get('contract').enforced -%}
  {%- if promised -%}{{ get_assert_columns_equivalent(compiled_code) }}{%- endif -%}
  {{ config.get('sql_header', none) or '' }}
  {%- set is_new = promised and not temporary and load_cached_relation(relation) is none -%}
  create {{ 'temporary ' if temporary else '' if is_new else 'or replace ' }}table {{ relation.include(database=(not temporary), schema=(not temporary)) }}
  {% if promised and not temporary -%}
  {{ get_table_columns_and_constraints() }};
  insert into {{ relation }} ({{ adapter.dispatch('get_column_names', 'dbt')() }}) (
    {{ get_select_subquery(compiled_code) }}
  );
  {%- else -%}
  as (
    {{ compiled_code }}
  );
  {%- endif %}
{%- endmacro %}

{# A foreign key may not name the database that it points into. #}
{%- macro duckdb__get_table_columns_and_constraints() -%}
  {{ return(table_columns_and_constraints() | replace('references ' ~ adapter.quote(this.database) ~ '.', 'references ')) }}
{%- endmacro %}

{%- macro duckdb__create_view_as(relation, sql) -%}
  {%- if config.get('contract').enforced -%}{{ get_assert_columns_equivalent(sql) }}{%- endif -%}
  {{ config.get('sql_header', none) or '' }}
  create or replace view {{ relation }} as (
    {{ sql }}
  );
{%- endmacro %}

{%- macro duckdb__drop_relation(relation) -%}
  {%- call statement('drop_relation', auto_begin=false) -%}
    drop {{ relation.type }} if exists {{ relation }} cascade
  {%- endcall -%}
{%- endmacro %}

{%- macro duckdb__rename_relation(from_relation, to_relation) -%}
  {%- set name = adapter.quote_as_configured(to_relation.identifier, 'identifier') -%}
  {%- call statement('rename_relation') -%}
    alter {{ to_relation.type }} {{ from_relation }} rename to {{ name }}
  {%- endcall -%}
{%- endmacro %}

{%- macro duckdb__get_rename_table_sql(relation, new_name) -%}
  alter table {{ relation }} rename to {{ adapter.quote(new_name) }}
{%- endmacro %}

{%- macro duckdb__get_rename_view_sql(relation, new_name) -%}
  alter view {{ relation }} rename to {{ adapter.quote(new_name) }}
{%- endmacro %}

{%- macro duckdb__get_replace_table_sql(relation, sql) -%}
  create or replace table {{ relation }} as (
    {{ sql }}
  );
{%- endmacro %}

{%- macro duckdb__get_replace_view_sql(relation, sql) -%}
  create or replace view {{ relation }} as (
    {{ sql }}
  );
{%- endmacro %}

{# A temporary table of the session, under a name that no other has. #}
{%- macro duckdb__make_temp_relation(base_relation, suffix) -%}
  {%- set identifier = base_relation.identifier ~ suffix ~ py_current_timestring() -%}
  {{ return(base_relation.incorporate(path={'identifier': identifier, 'schema': none, 'database': none})) }}
{%- endmacro %}

{%- macro duckdb__get_create_index_sql(relation, index_dict) -%}
  {%- set columns = index_dict['columns'] | join(', ') -%}
  {%- set unique = 'unique ' if index_dict.get('unique') else '' -%}
  {%- set name = local_md5(columns ~ relation ~ unique ~ py_current_timestring()) -%}
  create {{ unique }}index "{{ name }}" on {{ relation }} ({{ columns }})
{%- endmacro %}

{%- macro duckdb__apply_grants(relation, grant_config, should_revoke=true) -%}
  {%- if grant_config -%}{%- do adapter.warn_once('Grants for relations are not supported by DuckDB') -%}{%- endif -%}
{%- endmacro %}
