{# What was set on the relation or its columns: defaults, not null, storage, statistics, row security, where it lies. #}
{%- macro tsdbt_setting_ctes() -%}
    columns as (
      select o.attname, o.attnum, o.attnotnull, o.attidentity, o.attoptions, o.attstorage, o.attstattarget, o.xmin as xid, o.atttypid,
        n.attnotnull as new_notnull, o.attgenerated
      from ids join pg_attribute as o on o.attrelid = old_id and o.attnum > 0 and not o.attisdropped
      join pg_attribute as n on n.attrelid = new_id and n.attname = o.attname and not n.attisdropped
    ),
    settings as (
      select 'options' as label, case old_kind when 'v' then 'v' else 'rm' end as fits,
        format('alter %s %s set (%s)', case old_kind when 'v' then 'view' else 'table' end, beside, array_to_string(reloptions, ', ')) as statement
      from ids join pg_class on oid = old_id where reloptions is not null
      union all
      select 'options', 'rm', format('alter table %s set (%s)', beside, (select string_agg('toast.' || option, ', ') from unnest(t.reloptions) as option))
      from ids join pg_class as c on c.oid = old_id join pg_class as t on t.oid = c.reltoastrelid where t.reloptions is not null
      union all
      select 'tablespace', 'rm', format('alter %s %s set tablespace %I', case new_kind when 'm' then 'materialized view' else 'table' end, beside, spcname)
      from ids join pg_class as c on c.oid = old_id join pg_tablespace as s on s.oid = c.reltablespace
      union all
      select 'replica identity', 'r', format('alter table %s replica identity %s', beside, case relreplident when 'f' then 'full' else 'nothing' end)
      from ids join pg_class on oid = old_id where relreplident in ('f', 'n') and relkind = 'r'
      union all
      select 'row level security', 'r', format('alter table %s enable row level security', beside) from ids join pg_class on oid = old_id where relrowsecurity
      union all
      select 'row level security', 'r', format('alter table %s force row level security', beside) from ids join pg_class on oid = old_id where relforcerowsecurity
      union all
      select format('not null of %I', attname), 'r', format('alter table %s alter column %I set not null', beside, attname)
      from columns cross join ids where attnotnull and not new_notnull and xid is distinct from (select xid from born)
      union all
      select format('default of %I', attname), 'rv', format('alter %s %s alter column %I set default %s',
        case new_kind when 'v' then 'view' else 'table' end, beside, attname, pg_get_expr(adbin, adrelid))
      from ids cross join columns join pg_attrdef on adrelid = old_id and adnum = attnum where attgenerated = '' and attidentity = ''
      union all
      select format('statistics of %I', attname), 'rm', format('alter table %s alter column %I set statistics %s', beside, attname, attstattarget)
      from columns cross join ids where attstattarget >= 0 and old_kind <> 'v'
      union all
      select format('options of %I', attname), 'rm', format('alter table %s alter column %I set (%s)', beside, attname, array_to_string(attoptions, ', '))
      from columns cross join ids where attoptions is not null
      union all
      select format('storage of %I', attname), 'rm', format('alter table %s alter column %I set storage %s', beside, attname,
        case attstorage when 'p' then 'plain' when 'e' then 'external' when 'm' then 'main' else 'extended' end)
      from columns cross join ids join pg_type as t on true where t.oid = atttypid and t.typstorage <> attstorage and old_kind <> 'v'
    ),
    setting_parts as (
      select 0 as rank, label, null::text as missing, false as is_built, null::name as twin, fits, array[statement] as before, '{}'::text[] as after, '{}'::text[] as marks
      from settings
      union all
      select 4, format('sequence %s', s.oid::regclass), g.attname, false, null, 'r', '{}',
        array[format('alter sequence %s owned by %s.%I', s.oid::regclass, shown, a.attname)], '{}'
      from ids join pg_depend as d on d.refclassid = 'pg_class'::regclass and d.refobjid = old_id and d.classid = 'pg_class'::regclass and d.deptype = 'a'
      join pg_class as s on s.oid = d.objid and s.relkind = 'S'
      join pg_attribute as a on a.attrelid = old_id and a.attnum = d.refobjsubid
      left join gone as g on g.attnum = a.attnum
    ),
    statistics_parts as (
      select 3, format('statistics %I', s.stxname), l.missing, {{ tsdbt_is_built('s.xmin', 's.stxname') }}, null::name, 'rm', '{}'::text[],
        array[
          format('alter statistics %I.%I rename to %I', n.nspname, s.stxname, {{ tsdbt_old_name('s.oid') }}),
          pg_get_statisticsobjdef(s.oid)
        ] || case when s.stxowner = (select oid from pg_roles where rolname = current_user) then '{}'
          else array[format('alter statistics %I.%I owner to %s', n.nspname, s.stxname, quote_ident(pg_get_userbyid(s.stxowner)))] end
          || case when (to_jsonb(s) ->> 'stxstattarget')::int >= 0
            then array[format('alter statistics %I.%I set statistics %s', n.nspname, s.stxname, to_jsonb(s) ->> 'stxstattarget')] else '{}' end
          || (select coalesce(array_agg(format('comment on statistics %I.%I is %L', n.nspname, s.stxname, description)), '{}')
            from pg_description where objoid = s.oid and classoid = 'pg_statistic_ext'::regclass),
        '{}'::text[]
      from ids join pg_statistic_ext as s on s.stxrelid = old_id
      join pg_namespace as n on n.oid = s.stxnamespace
      left join lacking as l on l.classid = 'pg_statistic_ext'::regclass and l.objid = s.oid
    )
{%- endmacro %}
