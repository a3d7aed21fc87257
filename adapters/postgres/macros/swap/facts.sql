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
        where (n.name, n.type) is distinct from (o.name, o.type)),
      'readers', (select coalesce(json_agg(reader order by depth), '[]') from readers),
      'statements', (select coalesce(json_agg(statement), '[]') from statements where id = old_id),
      'keys', (select coalesce(json_agg(json_build_object('table', conrelid::regclass::text, 'name', quote_ident(conname),
          'definition', pg_get_constraintdef(oid))), '[]')
        from pg_constraint where contype = 'f' and confrelid = old_id and conrelid <> old_id),
      'fixtures', (select coalesce(json_agg(fixture), '[]') from fixtures),
      'stood_on', (select coalesce(json_agg(format('%s %I.%I', word, schema, name) order by depth), '[]') from below)
    )
    from ids join pg_class as old on old.oid = old_id
  {%- endset -%}
  {%- set answer = (run_query(tsdbt_unlocked(query)) | list)[0][0] -%}
  {{ return(none if answer is none else fromjson(answer)) }}
{%- endmacro %}

{%- macro tsdbt_kind_word(class) -%}
  case {{ class }}.relkind when 'v' then 'view' when 'm' then 'materialized view' when 'f' then 'foreign table' else 'table' end
{%- endmacro %}

{# Columns of both, and readers however far away: views and materialized views, with the columns of the old relation that they use. #}
{%- macro tsdbt_readers_ctes() -%}
    old_columns as (
      select attnum, attname::text as name, format_type(atttypid, atttypmod) as type, row_number() over (order by attnum) as place
      from ids join pg_attribute on attrelid = old_id and attnum > 0 and not attisdropped
    ),
    new_columns as (
      select attname::text as name, format_type(atttypid, atttypmod) as type, row_number() over (order by attnum) as place
      from ids join pg_attribute on attrelid = new_id and attnum > 0 and not attisdropped
    ),
    changed as (
      select name, n.type, n.name is null as gone
      from old_columns as o left join new_columns as n using (name)
      where n.type is distinct from o.type
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
        'statements', (select coalesce(json_agg(statement), '[]') from statements as s where s.id = r.id)
      ) as reader
      from relations as r cross join ids
      where r.depth > 0
    ),
    fixtures as (
      select 'trigger ' || tgname as fixture from ids join pg_trigger on tgrelid = old_id and not tgisinternal
      union all select 'policy ' || polname from ids join pg_policy on polrelid = old_id
      union all select 'publication ' || pubname from ids join pg_publication_rel on prrelid = old_id join pg_publication as p on p.oid = prpubid
      union all select 'table ' || inhrelid::regclass::text from ids join pg_inherits on inhparent = old_id
      union all select 'rule ' || rulename from ids join pg_rewrite on ev_class = old_id and rulename <> '_RETURN'
      union all select 'function ' || objid::regprocedure::text from ids
        join pg_depend on refclassid = 'pg_class'::regclass and refobjid = old_id and classid = 'pg_proc'::regclass
    )
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
