{# Runs the SQL between the tags. `main` is the statement a node is known by: it is written to target/run. #}
{%- macro statement(name=none, fetch_result=false, auto_begin=true, language='sql') -%}
  {%- if execute -%}
    {%- set code = caller() -%}
    {%- if language != 'sql' -%}
      {%- do exceptions.raise_compiler_error("statement macro didn't get supported language: " ~ language) -%}
    {%- endif -%}
    {%- if name == 'main' -%}{%- do write(code) -%}{%- endif -%}
    {%- set response, table = adapter.execute(code, auto_begin=auto_begin, fetch=fetch_result) -%}
    {%- if name is not none -%}{%- do store_result(name, response=response, agate_table=table) -%}{%- endif -%}
  {%- endif -%}
{%- endmacro %}

{# Keeps a result without running anything: for what was done by other means, as seeds are. #}
{%- macro noop_statement(name=none, message=none, code=none, rows_affected=none, res=none) -%}
  {%- set sql = caller() -%}
  {%- if name == 'main' -%}{%- do write(sql) -%}{%- endif -%}
  {%- if name is not none -%}
    {%- do store_raw_result(name, message=message, code=code, rows_affected=rows_affected, agate_table=res) -%}
  {%- endif -%}
{%- endmacro %}

{# Runs a query and returns its rows as a table. #}
{%- macro run_query(sql) -%}
  {%- call statement('run_query_statement', fetch_result=true, auto_begin=false) -%}{{ sql }}{%- endcall -%}
  {{ return(load_result('run_query_statement').table) }}
{%- endmacro %}

{# Opens the node's transaction, where none is open: from here on a reader sees all changes or none. #}
{%- macro tsdbt_begin() -%}
  {%- do adapter.begin() -%}
{%- endmacro %}
