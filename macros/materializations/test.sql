{# A data test: counts the rows of its query; the rows themselves are kept where `store_failures` asks for it. #}
{%- materialization test, default -%}
  {%- set relations = [] -%}
  {%- set header = config.get('sql_header') if flags.REQUIRE_SQL_HEADER_IN_TEST_CONFIGS else none -%}
  {%- set test_sql = get_limit_subquery_sql(sql, config.get('limit')) -%}

  {%- if should_store_failures() -%}
    {%- set target_relation = tsdbt_store_failures(test_sql, header) -%}
    {%- do relations.append(target_relation) -%}
    {%- set test_sql = 'select * from ' ~ target_relation -%}
  {%- endif -%}

  {%- call statement('main', fetch_result=true) -%}
    {{ header or '' }}
    {{ get_test_sql(test_sql, config.get('fail_calc'), config.get('warn_if'), config.get('error_if'), limit=none) }}
  {%- endcall -%}
  {{ return({'relations': relations}) }}
{%- endmaterialization %}

{# Keeps the failing rows as a table or a view and returns it. #}
{%- macro tsdbt_store_failures(test_sql, header) -%}
  {%- set type = config.get('store_failures_as') or 'table' -%}
  {%- if type not in ['table', 'view'] -%}
    {%- do exceptions.raise_compiler_error("'" ~ type ~ "' is not a valid value for `store_failures_as`. Accepted values are: ['ephemeral', 'table', 'view']") -%}
  {%- endif -%}
  {%- set identifier = model['alias'] -%}
  {%- set target_relation = api.Relation.create(identifier=identifier, schema=schema, database=database, type=type) -%}
  {%- set existing_relation = adapter.get_relation(database=database, schema=schema, identifier=identifier) -%}
  {%- do tsdbt_begin() -%}
  {%- do tsdbt_put_failures(target_relation, existing_relation, test_sql, header) -%}
  {%- do adapter.commit() -%}
  {{ return(target_relation) }}
{%- endmacro %}

{# Makes the relation of the failing rows, in the place of that of the last run. #}
{%- macro tsdbt_put_failures(target_relation, existing_relation, test_sql, header) -%}
  {{ return(adapter.dispatch('tsdbt_put_failures', 'dbt')(target_relation, existing_relation, test_sql, header)) }}
{%- endmacro %}

{%- macro default__tsdbt_put_failures(target_relation, existing_relation, test_sql, header) -%}
  {%- do drop_relation_if_exists(existing_relation) -%}
  {%- call statement(auto_begin=true) -%}
    {{ header or '' }}
    {{ get_create_sql(target_relation, test_sql) }}
  {%- endcall -%}
{%- endmacro %}
