{#
  A view with the same columns, or more behind them, takes its new query in place: one statement, and all that stands on
  it or was said of it stays. Gives false, with nothing changed, where the server refuses that, where the view has
  options or reads what was kept for readers, or where others hold it: for those there is the way of all relations.
#}
{%- macro tsdbt_replace_in_place(view, sql) -%}
  {%- set code = get_create_view_as_sql(view, sql) | trim -%}
  {%- if pre_hooks or not code.startswith('create view ') -%}{{ return(false) }}{%- endif -%}
  {%- set code = 'create or replace ' ~ code[7:] -%}
  {%- set more = tsdbt_is_more_than_sql() -%}
  {%- if more -%}{%- do tsdbt_begin() -%}{%- endif -%}
  {%- set refusals = ['TSDBT', '42P16', '42809', '42501', '55P03'] -%}
  {%- set response = adapter.attempt(tsdbt_only_if_plain(view) ~ ';\n' ~ code, refusals) -%}
  {%- if response is none -%}{{ return(false) }}{%- endif -%}
  {%- do write(code) -%}
  {%- do store_result('main', response=response) -%}
  {%- if more -%}{%- do tsdbt_run(["select set_config('lock_timeout', current_setting('tsdbt.lock_timeout'), true)"]) -%}{%- endif -%}
  {{ return(true) }}
{%- endmacro %}

{# Fails where a view cannot just get a new query, and keeps the wait for its lock short: whoever comes meanwhile waits too. #}
{%- macro tsdbt_only_if_plain(view) -%}
do $tsdbt$ begin
  perform set_config('tsdbt.lock_timeout', current_setting('lock_timeout'), true), set_config('lock_timeout', '300ms', true);
  if not exists (
    select from pg_class as v where v.oid = {{ tsdbt_regclass(view) }} and v.relkind = 'v' and v.reloptions is null
      and not exists (
        select from pg_rewrite as r
        join pg_depend as d on d.classid = 'pg_rewrite'::regclass and d.objid = r.oid and d.refclassid = 'pg_class'::regclass
        join pg_class as c on c.oid = d.refobjid
        where r.ev_class = v.oid and c.relname like '%\_\_dbt\_backup%')
  ) then raise exception 'the view cannot get its new query in place' using errcode = 'TSDBT'; end if;
end $tsdbt$
{%- endmacro %}

{#
  Facts of a table that is nothing but rows and columns: nobody reads it through a view, nothing was granted, said of it
  or put on it. Most are, and this is a fraction of the work of asking for everything. None where there is more to know.
#}
{%- macro tsdbt_plain_facts(existing) -%}
  {%- set query -%}
    select 1 from pg_class as t
    where t.oid = {{ tsdbt_regclass(existing) }} and t.relkind = 'r' and t.relowner = current_user::regrole
      and t.relacl is null and t.reloptions is null and t.relreplident = 'd' and not t.relrowsecurity and not t.relforcerowsecurity and t.reltablespace = 0
      and not exists (
        select from pg_depend as d left join pg_class as i on d.classid = 'pg_class'::regclass and i.oid = d.objid and i.relkind = 'i'
        where d.refclassid = 'pg_class'::regclass and d.refobjid = t.oid and d.deptype <> 'i' and i.relname ~ '^[0-9a-f]{32}$' is not true)
      and not exists (select from pg_depend where refclassid = 'pg_type'::regclass and refobjid = t.reltype and deptype = 'n')
      and not exists (select from pg_inherits where inhrelid = t.oid)
      and not exists (select from pg_index where indrelid = t.oid and (indisclustered or indisreplident))
      and not exists (select from pg_class where oid = t.reltoastrelid and reloptions is not null)
      and not exists (select from pg_description where classoid = 'pg_class'::regclass and objoid = t.oid)
      and not exists (
        select from pg_attribute join pg_type as type on type.oid = atttypid
        where attrelid = t.oid and attnum > 0 and (attacl is not null or {{ tsdbt_is_set_column() }} or attnotnull))
  {%- endset -%}
  {%- if not run_query(query) | list -%}{{ return(none) }}{%- endif -%}
  {{ return({'kind': 'r', 'owner': none, 'me': none, 'readers': [], 'statements': [], 'keys': [], 'refers_to': [], 'by_hand': false, 'stood_on': [], 'gone': [], 'retyped': []}) }}
{%- endmacro %}

{# Whether a column has settings of its own: an identity, statistics, options, another storage than its type. #}
{%- macro tsdbt_is_set_column(column='') -%}
  {{ column }}attidentity <> '' or {{ column }}attoptions is not null or {{ column }}attstattarget >= 0 or {{ column }}attstorage <> typstorage
{%- endmacro %}
