{#
  What must outlive a relation that is replaced: who reads it, what others may do with it, what is said of it.
  One query, one JSON document, none where there is no such relation; `target` is the name that the replacement will have.
#}
{%- macro tsdbt_facts(existing, replacement, target) -%}
  {%- set query -%}
    with recursive ids as (
      select {{ tsdbt_regclass(existing) }}::oid as old_id, {{ tsdbt_regclass(replacement) }}::oid as new_id
    ),
    {{ tsdbt_readers_ctes() }},
    {{ tsdbt_statement_ctes(target) }},
    {{ tsdbt_below_ctes() }}
    select json_build_object(
      'kind', old.relkind,
      'owner', quote_ident(pg_get_userbyid(old.relowner)),
      'me', quote_ident(current_user),
      'gone', (select coalesce(json_agg(name), '[]') from changed where gone),
      'retyped', (select coalesce(json_agg(json_build_object('name', name, 'type', type)), '[]') from changed where not gone),
      'columns', (select json_agg(json_build_object('name', name, 'type', type) order by place) from new_columns),
      'added', (select coalesce(json_agg(json_build_object('name', name, 'type', type) order by place), '[]')
        from new_columns where name not in (select name from old_columns)),
      'same_start', not exists (
        select from old_columns as o left join new_columns as n using (place)
        where (n.name, n.type, n.attcollation) is distinct from (o.name, o.type, o.attcollation)),
      'readers', (select coalesce(json_agg(reader order by depth), '[]') from readers),
      'statements', (select coalesce(json_agg(statement), '[]') from statements where id = old_id),
      'keys', (select coalesce(json_agg(json_build_object('table', conrelid::regclass::text, 'name', quote_ident(conname),
          'definition', {{ tsdbt_constraint_text('oid') }}, 'label', format('foreign key %I of %s', conname, conrelid::regclass),
          'mine', (select pg_has_role(relowner, 'USAGE') from pg_class where oid = conrelid),
          'gone', (select coalesce(json_agg(o.name), '[]') from old_columns as o join changed using (name) where gone and o.attnum = any (confkey)))), '[]')
        from pg_constraint where contype = 'f' and confrelid = old_id and conrelid <> old_id and conparentid = 0),
      'refers_to', (select coalesce(json_agg(distinct confrelid::regclass::text), '[]')
        from pg_constraint where contype = 'f' and conrelid = old_id and confrelid <> old_id and has_table_privilege(confrelid, 'DELETE')),
      'by_hand', {{ tsdbt_by_hand() }},
      'stood_on', (select coalesce(json_agg(format('%s %I.%I', word, schema, name) order by depth), '[]') from below)
    )
    from ids join pg_class as old on old.oid = old_id
  {%- endset -%}
  {%- set found = run_query(tsdbt_without_locks(query))[0][0] -%}
  {{ return(fromjson(found) if found else none) }}
{%- endmacro %}

{#
  The value of a query as text, '' for none, without the locks that it took. Showing a view's definition locks all that the view
  reads until the transaction ends: two nodes under one view would wait for each other. A definition cannot be shown
  either in the moment in which what it reads is replaced; then it is asked for again.
#}
{%- macro tsdbt_without_locks(query) -%}
do $tsdbt$
declare
  found text;
begin
  for attempt in 1..50 loop
    begin
      execute {{ tsdbt_literal(query, '') }} into found;
      raise sqlstate 'TD000';
    exception
      when sqlstate 'TD000' then exit;
      when internal_error or undefined_table then
        if attempt = 50 then raise; end if;
        perform pg_sleep(0.02);
    end;
  end loop;
  perform set_config('tsdbt.found', coalesce(found, ''), true);
end $tsdbt$;
select current_setting('tsdbt.found')
{%- endmacro %}

{# A constraint as the server writes it. One that goes in this moment has no text any more: the error has the query asked again. #}
{%- macro tsdbt_constraint_text(id) -%}
  coalesce(pg_get_constraintdef({{ id }}), quote_ident('constraint that is gone ' || {{ id }})::regclass::text)
{%- endmacro %}

{%- macro tsdbt_kind_word(class) -%}
  case {{ class }}.relkind when 'v' then 'view' when 'm' then 'materialized view' when 'f' then 'foreign table' else 'table' end
{%- endmacro %}

{# Columns of both, and readers however far away: views and materialized views, with the columns of the old relation that they use. #}
{%- macro tsdbt_readers_ctes() -%}
    old_columns as (
      select attnum, attname::text as name, format_type(atttypid, atttypmod) as type, attcollation, row_number() over (order by attnum) as place
      from ids join pg_attribute on attrelid = old_id and attnum > 0 and not attisdropped
    ),
    new_columns as (
      select attname::text as name, format_type(atttypid, atttypmod) as type, attcollation, row_number() over (order by attnum) as place
      from ids join pg_attribute on attrelid = new_id and attnum > 0 and not attisdropped
    ),
    changed as (
      select name, n.type, n.name is null as gone
      from old_columns as o left join new_columns as n using (name)
      where (n.type, n.attcollation) is distinct from (o.type, o.attcollation)
    ),
    paths as (
      select old_id as id, 0 as depth from ids
      union
      select r.ev_class, paths.depth + 1
      from paths
      join pg_depend as d on d.refclassid = 'pg_class'::regclass and d.refobjid = paths.id and d.classid = 'pg_rewrite'::regclass
      join pg_rewrite as r on r.oid = d.objid
      where r.ev_class <> paths.id
    ),
    relations as (
      select p.id, max(p.depth) as depth, min(p.depth) as nearest, c.relkind, c.relowner, c.reloptions,
        n.nspname as schema, c.relname as name, {{ tsdbt_kind_word('c') }} as word
      from paths as p join pg_class as c on c.oid = p.id join pg_namespace as n on n.oid = c.relnamespace
      group by p.id, c.oid, n.nspname
    )
{%- endmacro %}

{# Statements that give back grants and comments, the readers themselves, and what a replacement cannot take along. #}
{%- macro tsdbt_statement_ctes(target) -%}
    names as (
      select id, r.relowner,
        case when depth = 0 then {{ tsdbt_literal(target.render(), '') }} else format('%I.%I', r.schema, r.name) end as shown,
        case when depth = 0 then coalesce({{ tsdbt_kind_word('new') }}, r.word) else r.word end as word
      from relations as r cross join ids left join pg_class as new on new.oid = new_id
    ),
    kept_columns as (
      select a.attrelid as id, a.attnum, a.attname, a.attacl
      from names join pg_attribute as a on a.attrelid = names.id and a.attnum > 0 and not a.attisdropped
      cross join ids
      where a.attrelid <> old_id or a.attname::text not in (select name from changed where gone)
    ),
    rights as (
      select names.id, '' as part, e.* from names join pg_class as c on c.oid = names.id cross join aclexplode(c.relacl) as e
      union all
      select k.id, format(' (%I)', k.attname), e.* from kept_columns as k cross join aclexplode(k.attacl) as e
    ),
    statements as (
      select r.id, format('grant %s%s on %s to %s%s', privilege_type, part, shown,
        case when grantee = 0 then 'public' else quote_ident(pg_get_userbyid(grantee)) end,
        case when is_grantable then ' with grant option' else '' end) as statement
      from rights as r join names using (id)
      where grantee <> relowner
      union all
      select id, format('comment on %s %s is %L', word, shown, description)
      from names join pg_description on objoid = id and classoid = 'pg_class'::regclass and objsubid = 0
      union all
      select id, format('comment on column %s.%I is %L', shown, attname, description)
      from names join kept_columns using (id)
      join pg_description on objoid = id and classoid = 'pg_class'::regclass and objsubid = attnum
    ),
    held as (
      select r.id, d.classid, d.objid, d.objsubid
      from relations as r join pg_class as c on c.oid = r.id join pg_type as t on t.oid = c.reltype
      join pg_depend as d on d.refclassid = 'pg_class'::regclass and d.refobjid = r.id or d.refclassid = 'pg_type'::regclass and d.refobjid in (t.oid, t.typarray)
      where r.depth > 0 and d.deptype in ('n', 'a') and not exists (select from pg_rewrite as w where d.classid = 'pg_rewrite'::regclass and w.oid = d.objid and w.rulename = '_RETURN')
    ),
    readers as (
      select r.depth, json_build_object(
        'name', format('%I.%I', r.schema, r.name), 'schema', r.schema, 'identifier', r.name, 'kind', r.relkind,
        'depth', r.depth, 'nearest', r.nearest,
        'definition', case when r.relkind in ('v', 'm') then pg_get_viewdef(r.id) end,
        'options', array_to_string(r.reloptions, ', '),
        'owner', quote_ident(pg_get_userbyid(r.relowner)), 'mine', pg_has_role(r.relowner, 'USAGE') and has_schema_privilege(r.schema, 'CREATE'),
        'uses', (select coalesce(json_agg(distinct o.name), '[]')
          from pg_rewrite as w join pg_depend as d on d.classid = 'pg_rewrite'::regclass and d.objid = w.oid
          join old_columns as o on o.attnum = d.refobjsubid
          where w.ev_class = r.id and d.refclassid = 'pg_class'::regclass and d.refobjid = old_id),
        'statements', (select coalesce(json_agg(statement), '[]') from statements as s where s.id = r.id),
        'holds', (select coalesce(json_agg(pg_describe_object(classid, objid, objsubid)), '[]') from held where held.id = r.id)
      ) as reader
      from relations as r cross join ids
      where r.depth > 0
    )
{%- endmacro %}

{#
  Whether there is more to it than this query tells: parts that the replacement does not have, or what hangs on it. Cheap,
  for in most cases there is nothing; `tsdbt_belongings` tells what.
#}
{%- macro tsdbt_by_hand() -%}
        (old.relrowsecurity or old.relforcerowsecurity or old.relkind = 'r' and old.relreplident <> 'd' or old.reltablespace <> 0 or old.reloptions is not null
          or exists (select from pg_constraint where contype = 'f' and confrelid = old_id and conrelid <> old_id)
          or exists (select from relations where depth = 1 and (relkind <> 'v' or not pg_has_role(relowner, 'USAGE') or not has_schema_privilege(schema, 'CREATE')))
          or exists (select from pg_inherits where inhrelid = old_id)
          or exists (
            select from pg_attribute as o join pg_type as type on type.oid = o.atttypid
            left join pg_attribute as n on n.attrelid = new_id and n.attname = o.attname
            where o.attrelid = old_id and o.attnum > 0 and not o.attisdropped
              and (o.attnotnull and not n.attnotnull or old.relkind <> 'v' and ({{ tsdbt_is_set_column('o.') }})))
          or exists (select from pg_index where indrelid = old_id and (indisclustered or indisreplident))
          or exists (select from pg_class where oid = old.reltoastrelid and reloptions is not null)
          or exists (
            select from pg_depend as d
            left join pg_rewrite as w on d.classid = 'pg_rewrite'::regclass and w.oid = d.objid
            left join pg_class as i on d.classid = 'pg_class'::regclass and i.oid = d.objid and i.relkind in ('i', 'I')
            left join pg_constraint as c on d.classid = 'pg_constraint'::regclass and c.oid = d.objid
            where d.refclassid = 'pg_class'::regclass and d.refobjid = old_id and d.deptype in ('n', 'a')
              and not coalesce(w.rulename = '_RETURN', false)
              and not coalesce(i.relname ~ '^[0-9a-f]{32}$', false)
              and not coalesce(c.contype = 'n' or exists (select from pg_constraint as same
                where same.conrelid = new_id and same.contype = c.contype and pg_get_constraintdef(same.oid) = pg_get_constraintdef(c.oid)), false))
          or exists (
            select from pg_type as t join pg_depend as d on d.refclassid = 'pg_type'::regclass and d.refobjid in (t.oid, t.typarray) and d.deptype = 'n'
            where t.oid = old.reltype))
{%- endmacro %}

{# What the relation was left on when that was replaced, and what this was left on in turn. #}
{%- macro tsdbt_below_ctes() -%}
    ground as (
      select old_id as id, 0 as depth from ids
      union
      select c.oid, ground.depth + 1
      from ground
      join pg_rewrite as r on r.ev_class = ground.id
      join pg_depend as d on d.classid = 'pg_rewrite'::regclass and d.objid = r.oid and d.refclassid = 'pg_class'::regclass
      join pg_class as c on c.oid = d.refobjid and c.oid <> ground.id and c.relname like '%\_\_dbt\_backup%'
    ),
    below as (
      select max(depth) as depth, {{ tsdbt_kind_word('c') }} as word, n.nspname as schema, c.relname as name
      from ground as g join pg_class as c on c.oid = g.id join pg_namespace as n on n.oid = c.relnamespace
      where g.depth > 0
      group by c.oid, n.oid
    )
{%- endmacro %}
