{#
  The statement that a node's transaction ends with, so that after a kill it is known whether it was committed: for nodes that may
  not be built twice.
#}
{%- macro tsdbt_mark_commit_sql(database, invocation_id, node) -%}
  {{ return('insert into ' ~ tsdbt_state_table(database, 'commits') ~ ' values ' ~ tsdbt_state_values([[invocation_id, node]])) }}
{%- endmacro %}

{# The nodes of a run that have committed. #}
{%- macro tsdbt_committed(database, invocation_id) -%}
  {{ return(run_query('select node from ' ~ tsdbt_state_table(database, 'commits') ~ ' where invocation_id = ' ~ string_literal(invocation_id))) }}
{%- endmacro %}

{%- macro tsdbt_clear_commits(database, invocation_id) -%}
  {%- do tsdbt_begin() -%}
  {%- do tsdbt_send('delete from ' ~ tsdbt_state_table(database, 'commits') ~ ' where invocation_id = ' ~ string_literal(invocation_id)) -%}
  {%- do adapter.commit() -%}
{%- endmacro %}
