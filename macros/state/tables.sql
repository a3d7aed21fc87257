{#
  What tsdbt remembers in the warehouse lies in a schema of its own: `relations` (what it made), `commits` (which node of
  which run has committed, while that run lasts), `locks` (who builds what). Return none to have nothing remembered.
#}
{%- macro tsdbt_state_schema() -%}
  {{ return('tsdbt_state') }}
{%- endmacro %}

{%- macro tsdbt_state_table(database, name) -%}
  {{ return(api.Relation.create(database=database, schema=tsdbt_state_schema(), identifier=name, type='table')) }}
{%- endmacro %}

{# The names of the tables that are there, in lower case. #}
{%- macro tsdbt_state_tables(database) -%}
  {%- set names = [] -%}
  {%- if tsdbt_state_schema() -%}
    {%- for row in list_relations_without_caching(tsdbt_state_table(database, 'relations').without_identifier()) -%}
      {%- do names.append(row[1] | lower) -%}
    {%- endfor -%}
  {%- endif -%}
  {{ return(names) }}
{%- endmacro %}

{# Makes the schema and one of its tables; all columns hold texts. #}
{%- macro tsdbt_create_state(database, name) -%}
  {{ return(adapter.dispatch('tsdbt_create_state', 'dbt')(database, name)) }}
{%- endmacro %}

{%- macro default__tsdbt_create_state(database, name) -%}
  {%- set columns = {
    'relations': ['project', 'target', 'target_schema', 'schema_name', 'name', 'type', 'mark', 'node', 'invocation_id', 'made_at'],
    'commits': ['invocation_id', 'node'],
    'locks': ['relation', 'invocation_id', 'holder', 'since'],
  }[name] -%}
  {%- set table = tsdbt_state_table(database, name) -%}
  {%- do create_schema(table.without_identifier()) -%}
  {%- do tsdbt_send('create table if not exists ' ~ table ~ ' (' ~ columns | join(' ' ~ type_string() ~ ', ') ~ ' ' ~ type_string() ~ ')') -%}
{%- endmacro %}

{# Rows of texts as `('a', null), ('b', 'c')`. #}
{%- macro tsdbt_state_values(rows) -%}
  {%- set lines = [] -%}
  {%- set usual = string_literal(escape_single_quotes('a')) == "'a'" -%}
  {%- for row in rows -%}
    {%- set cells = [] -%}
    {%- for cell in row -%}
      {%- if cell is none -%}{%- do cells.append('null') -%}
      {%- elif usual and "'" not in cell and '\\' not in cell -%}{%- do cells.append("'" ~ cell ~ "'") -%}
      {%- else -%}{%- do cells.append(string_literal(escape_single_quotes(cell))) -%}
      {%- endif -%}
    {%- endfor -%}
    {%- do lines.append('(' ~ cells | join(', ') ~ ')') -%}
  {%- endfor -%}
  {{ return(lines | join(', ')) }}
{%- endmacro %}

{# Sends a statement of tsdbt's own, whose answer nobody reads. #}
{%- macro tsdbt_send(sql) -%}
  {%- call statement('tsdbt_state', auto_begin=false) -%}{{ sql }}{%- endcall -%}
{%- endmacro %}

{# Fails where the session may not write to the table. #}
{%- macro tsdbt_try_state(database, name) -%}
  {%- do tsdbt_send('delete from ' ~ tsdbt_state_table(database, name) ~ ' where 1 = 0') -%}
{%- endmacro %}
