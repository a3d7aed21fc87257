{# A unit test: its model on the given rows, beside the rows that are expected. Which columns there are is in the config. #}
{%- materialization unit, default -%}
  {%- set header = config.get('sql_header') if flags.REQUIRE_SQL_HEADER_IN_TEST_CONFIGS else none -%}
  {%- set types = config.get('actual_columns') -%}
  {%- set quoted = {} -%}
  {%- for name in types -%}{%- do quoted.update({name: adapter.quote(name)}) -%}{%- endfor -%}
  {%- set compared = [] -%}
  {%- for name in config.get('expected_columns') -%}{%- do compared.append(quoted[name]) -%}{%- endfor -%}
  {%- set expected_sql = config.get('expected_sql') or get_expected_sql(config.get('expected_rows'), types, quoted) -%}

  {%- call statement('main', fetch_result=true, auto_begin=false) -%}
    {{ header or '' }}
    {{ get_unit_test_sql(sql, expected_sql, compared) }}
  {%- endcall -%}
  {{ return({'relations': []}) }}
{%- endmaterialization %}
