{#
  A relation's oid is its mark: whoever drops it and makes another one gets another oid. A view keeps its oid when it is replaced,
  so what it selects belongs to its mark.
#}
{%- macro postgres__tsdbt_relation_marks(database, schemas) -%}
  {%- set names = [] -%}
  {%- for schema in schemas -%}{%- do names.append(string_literal(escape_single_quotes(schema))) -%}{%- endfor -%}
  {%- set query -%}
    select json_agg(json_build_array(n.nspname, c.relname,
      case c.relkind when 'v' then 'view' when 'm' then 'materialized_view' else 'table' end,
      c.oid::text || case when c.relkind = 'v' then ' ' || md5(pg_get_viewdef(c.oid)) else '' end))
    from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname in ({{ names | join(', ') }})
  {%- endset -%}
  {%- set found = run_query(tsdbt_without_locks(query))[0][0] -%}
  {{ return(fromjson(found) if found else []) }}
{%- endmacro %}

{# An advisory lock per run: it dies with the session, whatever ends that. #}
{%- macro tsdbt_run_key(text) -%}
  {{ return("('x' || substr(md5('tsdbt run ' || " ~ text ~ "), 1, 16))::bit(64)::bigint") }}
{%- endmacro %}

{%- macro postgres__tsdbt_hold_run(invocation_id) -%}
  {%- do tsdbt_send('select pg_advisory_lock(' ~ tsdbt_run_key(string_literal(invocation_id)) ~ ')') -%}
{%- endmacro %}

{# After a start of the server nobody holds a lock yet: runs get ten seconds to come back for theirs. #}
{%- macro postgres__tsdbt_close_locks(table) -%}
  {%- do tsdbt_send('lock table ' ~ table ~ ' in share row exclusive mode') -%}
  {%- do tsdbt_send(
      'delete from ' ~ table ~ " where pg_catalog.pg_postmaster_start_time() < clock_timestamp() - interval '10 seconds'"
      ~ ' and not exists (select 1 from pg_catalog.pg_locks l'
      ~ " where l.locktype = 'advisory' and l.granted and l.objsubid = 1"
      ~ ' and l.database = (select d.oid from pg_catalog.pg_database d where d.datname = current_database())'
      ~ ' and ((l.classid::bigint << 32) | l.objid::bigint) = ' ~ tsdbt_run_key('invocation_id') ~ ')') -%}
{%- endmacro %}
