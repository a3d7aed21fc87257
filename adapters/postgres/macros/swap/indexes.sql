{# Indexes of both relations, with what makes two of them the same; those of configs have a hash for a name. #}
{%- macro tsdbt_index_ctes() -%}
    indexes as (
      select x.indrelid, x.indexrelid as id, i.relname as name, n.nspname as schema, x.xmin as xid, x.indisclustered, x.indisreplident,
        x.indisvalid, s.spcname as space, constrained.oid as constraint_id,
        case when x.indisunique then 'unique ' else '' end as uniqueness,
        substr(pg_get_indexdef(i.oid), length(format('CREATE %sINDEX %I ON %I.%I ',
          case when x.indisunique then 'UNIQUE ' else '' end, i.relname, n.nspname, t.relname)) + 1) as body
      from ids join pg_index as x on x.indrelid in (old_id, new_id)
      join pg_class as i on i.oid = x.indexrelid
      join pg_class as t on t.oid = x.indrelid
      join pg_namespace as n on n.oid = t.relnamespace
      left join pg_tablespace as s on s.oid = i.reltablespace
      left join pg_constraint as constrained on constrained.conindid = i.oid and constrained.conrelid = x.indrelid and constrained.contype in ('p', 'u', 'x')
    ),
    old_indexes as (
      select i.*, i.name ~ '^[0-9a-f]{32}$' or {{ tsdbt_is_built('i.xid', 'i.name') }}
          or {{ tsdbt_is_unnamed('i.name', '\mindex\s+(concurrently\s+)?on\M', 'idx') }} as is_built,
        (select min(same.name) from indexes as same
          where same.indrelid = new_id and same.uniqueness = i.uniqueness and same.body = i.body
            and (same.constraint_id is null) = (i.constraint_id is null)) as twin
      from ids join indexes as i on i.indrelid = old_id
    ),
    index_parts as (
      select 1 as rank, format('index %I', name) as label, l.missing, is_built, twin, 'rm' as fits,
        array[format('create %sindex %I on %s %s', uniqueness, {{ tsdbt_new_name('id') }}, beside, body)]
          || case when space is null then '{}' else array[format('alter index %I.%I set tablespace %I', ids.schema, {{ tsdbt_new_name('id') }}, space)] end as before,
        array[
          format('alter index %I.%I rename to %I', ids.schema, name, {{ tsdbt_old_name('id') }}),
          format('alter index %I.%I rename to %I', ids.schema, {{ tsdbt_new_name('id') }}, name)
        ] || (select coalesce(array_agg(format('comment on index %I.%I is %L', ids.schema, name, description)), '{}')
          from pg_description where objoid = id and classoid = 'pg_class'::regclass and objsubid = 0) as after,
        {{ tsdbt_index_marks('coalesce(twin, name)') }} as marks
      from old_indexes cross join ids
      left join lacking as l on l.classid = 'pg_class'::regclass and l.objid = id
      where constraint_id is null and indisvalid
    )
{%- endmacro %}

{# What a table says of one of its indexes: that it is clustered by it, or known by it to subscribers. #}
{%- macro tsdbt_index_marks(name) -%}
        case when indisclustered then array[format('alter table %s cluster on %I', shown, {{ name }})] else '{}' end
          || case when indisreplident then array[format('alter table %s replica identity using index %I', shown, {{ name }})] else '{}' end
{%- endmacro %}

{# Constraints of both: of a model's contract, and made by hand. #}
{%- macro tsdbt_constraint_ctes() -%}
    constraints as (
      select c.oid as id, c.conrelid, c.conname as name, c.contype as type, c.conindid, c.confrelid, c.xmin as xid, {{ tsdbt_constraint_text('c.oid') }} as definition
      from ids join pg_constraint as c on c.conrelid in (old_id, new_id)
      where c.contype in ('c', 'u', 'p', 'x', 'f') and c.conparentid = 0
    ),
    old_constraints as (
      select c.*, l.missing,
        ({{ tsdbt_is_built('c.xid', 'c.name') }}
          or {{ tsdbt_is_unnamed('c.name', '\madd\s+(primary|unique|check|foreign|exclude)\M', '(pkey|key|check|fkey|excl)') }}) and not exists (
          select from pg_constraint as k where k.conindid = c.conindid and k.contype = 'f' and k.confrelid = old_id and k.conrelid <> old_id
        ) or c.type = 'p' and exists (select from constraints as other where other.conrelid = new_id and other.type = 'p') as is_built,
        (select min(same.name) from constraints as same
          where same.conrelid = new_id and same.type = c.type and replace(same.definition, ' NOT VALID', '') = replace(c.definition, ' NOT VALID', '')) as twin
      from ids join constraints as c on c.conrelid = old_id
      left join lacking as l on l.classid = 'pg_constraint'::regclass and l.objid = c.id
    ),
    own_keys as (select * from old_constraints where type = 'f' and not is_built and twin is null),
    constraint_parts as (
      select 2 as rank, format('constraint %I', c.name) as label, c.missing, c.is_built, c.twin, 'r' as fits,
        array[format('alter table %s add constraint %I %s', beside, final.first_name, c.definition)] as before,
        case when c.type = 'c' then '{}' else array[
          format('alter index %I.%I rename to %I', ids.schema, c.name, {{ tsdbt_old_name('c.id') }}),
          format('alter index %I.%I rename to %I', ids.schema, final.first_name, c.name)
        ] end || (select coalesce(array_agg(format('comment on constraint %I on %s is %L', c.name, shown, description)), '{}')
          from pg_description where objoid = c.id and classoid = 'pg_constraint'::regclass) as after,
        case when i.id is null then '{}' else {{ tsdbt_index_marks('coalesce(c.twin, c.name)') }} end as marks
      from old_constraints as c cross join ids
      cross join lateral (select case when c.type = 'c' then c.name else {{ tsdbt_new_name('c.id') }} end as first_name) as final
      left join old_indexes as i on i.constraint_id = c.id
      where c.type <> 'f'
    )
{%- endmacro %}
