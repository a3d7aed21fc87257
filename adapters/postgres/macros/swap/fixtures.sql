{# What is tied to the table itself and cannot be carried to another one. What hooks make is not: they make it again. #}
{%- macro tsdbt_fixture_ctes() -%}
    hung as (
      select 'pg_trigger'::regclass as class, t.oid as id, {{ tsdbt_is_built('t.xmin', 't.tgname') }} as is_built, format('drop trigger %I on %s', t.tgname, place) as removal
      from ids join pg_trigger as t on t.tgrelid = old_id and not t.tgisinternal
      union all
      select 'pg_policy', p.oid, {{ tsdbt_is_built('p.xmin', 'p.polname') }}, format('drop policy %I on %s', p.polname, place) from ids join pg_policy as p on p.polrelid = old_id
      union all
      select 'pg_rewrite', r.oid, {{ tsdbt_is_built('r.xmin', 'r.rulename') }}, format('drop rule %I on %s', r.rulename, place)
      from ids join pg_rewrite as r on r.ev_class = old_id and r.rulename <> '_RETURN'
    ),
    fixtures as (
      select pg_describe_object(class, id, 0) as fixture from hung where not is_built
      union all
      select 'publication ' || p.pubname from ids join pg_publication_rel on prrelid = old_id join pg_publication as p on p.oid = prpubid
      union all
      select 'table ' || inhrelid::regclass::text from ids join pg_inherits on inhparent = old_id
      union all
      select 'parent ' || inhparent::regclass::text from ids join pg_inherits on inhrelid = old_id
      union all
      select format('identity of %I', attname) from columns where attidentity <> ''
      union all
      select 'row level security' from ids join pg_class on oid = old_id where relrowsecurity and new_kind <> 'r'
      union all
      select distinct pg_describe_object(d.classid, d.objid, d.objsubid)
      from ids join pg_class as old on old.oid = old_id join pg_type as t on t.oid = old.reltype
      join pg_depend as d on d.deptype = 'n' and (
        d.refclassid = 'pg_class'::regclass and d.refobjid = old_id and d.classid not in ('pg_rewrite'::regclass, 'pg_constraint'::regclass)
          and not (d.classid = 'pg_class'::regclass and exists (select from pg_inherits where inhparent = old_id and inhrelid = d.objid))
        or d.refclassid = 'pg_type'::regclass and d.refobjid in (t.oid, t.typarray))
    )
{%- endmacro %}

{# What of the build itself a table that stays does not have yet, or has no longer. #}
{%- macro tsdbt_in_place_ctes() -%}
    stale as (
      select format('drop index if exists %I.%I', schema, name) as statement from old_indexes where constraint_id is null and is_built and twin is null
      union all
      select format('alter table %s drop constraint if exists %I', place, name) from old_constraints cross join ids where is_built and twin is null and missing is null
      union all
      select removal from hung where is_built
      union all
      select format('drop statistics %I.%I', n.nspname, s.stxname)
      from ids join pg_statistic_ext as s on s.stxrelid = old_id join pg_namespace as n on n.oid = s.stxnamespace
      where {{ tsdbt_is_built('s.xmin', 's.stxname') }} and not exists (select from lacking where classid = 'pg_statistic_ext'::regclass and objid = s.oid)
      union all
      select format('alter table %s alter column %I drop not null', place, attname)
      from columns cross join ids
      where attnotnull and not new_notnull and attidentity = '' and xid = (select xid from born)
        and not exists (select from old_constraints as c join pg_index as x on x.indexrelid = c.conindid where c.type = 'p' and attnum = any (x.indkey) and not (c.is_built and c.twin is null))
    ),
    fresh as (
      select 1 as rank, format('create %sindex %I on %s %s', n.uniqueness, n.name, place, n.body) as statement
      from ids join indexes as n on n.indrelid = new_id and n.constraint_id is null
      where not exists (select from old_indexes as o where o.constraint_id is null and o.uniqueness = n.uniqueness and o.body = n.body)
      union all
      select 2, format('alter table %s add constraint %I %s', place, n.name, n.definition)
      from ids join constraints as n on n.conrelid = new_id
      where not exists (select from old_constraints as o where o.type = n.type and replace(o.definition, ' NOT VALID', '') = n.definition)
      union all
      select 0, format('alter table %s alter column %I set not null', place, attname) from columns cross join ids where new_notnull and not attnotnull
    )
{%- endmacro %}
