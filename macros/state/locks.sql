{#
  Which run builds which relations: rows of `locks`, taken all at once or not at all. A row counts while its run lives, which a
  warehouse knows by a lock that the run's own session holds. Only warehouses whose sessions can hold such locks have these.
#}

{# The session holds the run's lock until it ends, however it ends. #}
{%- macro tsdbt_hold_run(invocation_id) -%}
  {{ return(adapter.dispatch('tsdbt_hold_run', 'dbt')(invocation_id)) }}
{%- endmacro %}

{%- macro default__tsdbt_hold_run(invocation_id) -%}
  {{ exceptions.raise_not_implemented('tsdbt_hold_run macro not implemented for adapter ' ~ adapter.type()) }}
{%- endmacro %}

{# Keeps other runs from looking at or changing the rows until the transaction ends, and removes rows of runs that are dead. #}
{%- macro tsdbt_close_locks(table) -%}
  {{ return(adapter.dispatch('tsdbt_close_locks', 'dbt')(table)) }}
{%- endmacro %}

{%- macro default__tsdbt_close_locks(table) -%}
  {{ exceptions.raise_not_implemented('tsdbt_close_locks macro not implemented for adapter ' ~ adapter.type()) }}
{%- endmacro %}

{# Takes locks for relations, or sees that they are still held; returns rows of relation, holder and since for those that other runs have: then none is taken. #}
{%- macro tsdbt_take_locks(database, invocation_id, holder, since, relations) -%}
  {%- set table = tsdbt_state_table(database, 'locks') -%}
  {%- set names = [] -%}
  {%- for relation in relations -%}{%- do names.append([relation]) -%}{%- endfor -%}
  {%- do tsdbt_begin() -%}
  {%- do tsdbt_close_locks(table) -%}
  {%- set rows = run_query(
      'select relation, holder, since, invocation_id from ' ~ table
      ~ ' where relation in (' ~ tsdbt_state_values(names) ~ ') order by relation') -%}
  {%- set taken = [] -%}
  {%- for row in rows if row[3] != invocation_id -%}{%- do taken.append([row[0], row[1], row[2]]) -%}{%- endfor -%}
  {%- if not taken and rows | length < names | length -%}
    {%- do tsdbt_send('delete from ' ~ table ~ ' where invocation_id = ' ~ string_literal(invocation_id)) -%}
    {%- do tsdbt_send(
        'insert into ' ~ table ~ ' select held.relation, run.* from (values ' ~ tsdbt_state_values(names) ~ ') as held (relation)'
        ~ ' cross join (values ' ~ tsdbt_state_values([[invocation_id, holder, since]]) ~ ') as run') -%}
  {%- endif -%}
  {%- do adapter.commit() -%}
  {{ return(taken) }}
{%- endmacro %}

{# Gives all locks of a run back. #}
{%- macro tsdbt_give_locks_back(database, invocation_id) -%}
  {%- do tsdbt_send('delete from ' ~ tsdbt_state_table(database, 'locks') ~ ' where invocation_id = ' ~ string_literal(invocation_id)) -%}
{%- endmacro %}
