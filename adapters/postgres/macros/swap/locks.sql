{# The statement that locks one relation and nothing else: LOCK would take along all that a view reads. #}
{%- macro tsdbt_lock_of(name, kind, owner) -%}
  {%- if kind == 'v' -%}{{ return('alter view ' ~ name ~ ' owner to ' ~ owner) }}{%- endif -%}
  {%- if kind == 'm' -%}{{ return('alter materialized view ' ~ name ~ ' owner to ' ~ owner) }}{%- endif -%}
  {{ return('lock table only ' ~ name ~ ' in access exclusive mode') }}
{%- endmacro %}

{# What a swap locks, in the order in which readers do: views, tables that refer to it or that it refers to, the relation. #}
{%- macro tsdbt_locks(readers, old, facts) -%}
  {%- set locks = [] -%}
  {%- for reader in readers -%}{%- do locks.append(tsdbt_lock_of(reader.name, 'v', reader.owner)) -%}{%- endfor -%}
  {%- for table in facts['keys'] | map(attribute='table') | list + facts.refers_to -%}{%- do locks.append(tsdbt_lock_of(table, 'r', none)) -%}{%- endfor -%}
  {{ return(locks | unique | list + [tsdbt_lock_of(old.render(), facts.kind, facts.owner)]) }}
{%- endmacro %}

{#
  Takes locks in the order in which readers take theirs, views before what they read, without holding up readers: whoever
  comes while a lock is waited for waits as well, so each try is short, shorter than the server's search for deadlocks,
  and between two tries everybody gets on. Gives up after lock_timeout, or after ten minutes.
#}
{%- macro tsdbt_lock(statements) -%}
  {%- set text -%}
do $tsdbt$
declare
  wanted text := current_setting('lock_timeout');
  until timestamptz := clock_timestamp() + case when wanted = '0' then interval '10 min' else wanted::interval end;
begin
  loop
    begin
      perform set_config('lock_timeout', '300ms', true);
      {%- for one in statements %}
      execute {{ tsdbt_literal(one, '') }};
      {%- endfor %}
      perform set_config('lock_timeout', wanted, true);
      exit;
    exception when lock_not_available then
      if clock_timestamp() > until then raise; end if;
      perform pg_sleep(0.05 + random() * 0.15);
    when undefined_table then
      raise exception using errcode = 'serialization_failure', message = sqlerrm || ': it was there when its place was being prepared';
    end;
  end loop;
end $tsdbt$
  {%- endset -%}
  {{ return(text) }}
{%- endmacro %}

{#
  Once all is locked: fails, so that the node begins again, when a view was given another definition in the meantime, or when
  others read the relation now.
#}
{%- macro tsdbt_unchanged(old, facts, readers) -%}
  {%- set nearest = facts.readers | selectattr('nearest', 'equalto', 1) | list | length -%}
  {%- set changed = ["(select count(distinct r.ev_class) from pg_depend as d join pg_rewrite as r on r.oid = d.objid"
    ~ " where d.classid = 'pg_rewrite'::regclass and d.refclassid = 'pg_class'::regclass"
    ~ " and d.refobjid = " ~ tsdbt_regclass(old) ~ " and r.ev_class <> d.refobjid) <> " ~ nearest] -%}
  {%- for reader in readers -%}
    {%- do changed.append('pg_get_viewdef(' ~ tsdbt_literal(reader.name, '') ~ '::regclass) <> ' ~ tsdbt_literal(reader.definition, '')) -%}
  {%- endfor -%}
  {%- set text -%}
do $tsdbt$ begin
  if {{ changed | join(' or ') }} then
    raise exception using errcode = 'serialization_failure', message = 'views were changed or made while their place was being prepared';
  end if;
end $tsdbt$
  {%- endset -%}
  {{ return([text]) }}
{%- endmacro %}
