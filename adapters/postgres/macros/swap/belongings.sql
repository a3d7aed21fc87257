{#
  What belongs to a relation that is replaced, beyond what `tsdbt_facts` knows: asked for only where that saw something.
  `kept`: what the replacement is given, with the statements that do it before anything is locked and after it has the name.
  `lost`: what it cannot have, with the reason. `fixtures`: what only stays where the table stays. `stale` and `fresh`: what
  the build would change of a table that stays. What the build made, or a hook of the node makes, is none of these.
#}
{%- macro tsdbt_belongings(existing, replacement, target) -%}
  {%- set query -%}
    with ids as (
      select old.oid as old_id, new.oid as new_id, old.relkind as old_kind, new.relkind as new_kind, n.nspname as schema,
        {{ tsdbt_literal(target.render(), '') }} as shown,
        {{ tsdbt_literal(replacement.render(), '') }} as beside,
        {{ tsdbt_literal(existing.render(), '') }} as place,
        {{ tsdbt_literal(tsdbt_hook_texts(), '') }} as hooks
      from pg_class as old join pg_namespace as n on n.oid = old.relnamespace
      join pg_class as new on new.oid = {{ tsdbt_regclass(replacement) }}
      where old.oid = {{ tsdbt_regclass(existing) }}
    ),
    {{ tsdbt_origin_ctes() }},
    {{ tsdbt_index_ctes() }},
    {{ tsdbt_constraint_ctes() }},
    {{ tsdbt_setting_ctes() }},
    {{ tsdbt_fixture_ctes() }},
    {{ tsdbt_in_place_ctes() }},
    parts as (
      select * from index_parts union all select * from constraint_parts union all select * from setting_parts union all select * from statistics_parts
    ),
    judged as (
      select p.*, case
          when missing is not null then format('uses %s, which is no longer there', missing)
          when position(new_kind::text in fits) = 0 then 'a view cannot have one'
        end as reason
      from parts as p cross join ids
    )
    select json_build_object(
      'kept', (select coalesce(json_agg(json_build_object('label', label, 'before', case when twin is null then before else '{}' end,
          'after', case when twin is null then after || marks else marks end) order by rank, label), '[]')
        from judged where reason is null and (twin is not null or not is_built) and (twin is null or marks <> '{}')),
      'lost', (select coalesce(json_agg(format('%s (%s)', label, reason) order by rank, label), '[]')
        from judged where reason is not null and twin is null and not is_built),
      'keys', (select coalesce(json_agg(json_build_object('table', shown, 'name', quote_ident(name), 'definition', definition,
          'label', 'foreign key ' || quote_ident(name))), '[]') from own_keys cross join ids where new_kind = 'r' and missing is null),
      'lost_keys', (select coalesce(json_agg(format('foreign key %I', name)), '[]') from own_keys cross join ids where new_kind <> 'r' or missing is not null),
      'fixtures', (select coalesce(json_agg(fixture order by fixture), '[]') from fixtures),
      'stale', (select coalesce(json_agg(statement), '[]') from stale),
      'fresh', (select coalesce(json_agg(statement order by rank), '[]') from fresh),
      'forced', (select relforcerowsecurity from pg_class join ids on oid = old_id),
      'identity', (select case relreplident when 'n' then 'nothing' else 'default' end from pg_class
        where oid = old_id and (relreplident = 'n' or relreplident = 'd' and not exists (select from pg_index where indrelid = old_id and indisprimary))
          and exists (select from pg_publication_tables as t join pg_publication as p using (pubname) where p.pubdelete and t.schemaname = ids.schema and t.tablename = relname)),
      'always', exists (select from ids join pg_attribute on attrelid = old_id and attidentity = 'a' and not attisdropped)
    )
    from ids
  {%- endset -%}
  {{ return(fromjson(run_query(tsdbt_without_locks(query))[0][0])) }}
{%- endmacro %}

{# What the node's hooks say: what they name they make themselves. #}
{%- macro tsdbt_hook_texts() -%}
  {%- set texts = [] -%}
  {%- for hook in (pre_hooks or []) + (post_hooks or []) -%}{%- do texts.append(hook.sql if hook is mapping else hook | string) -%}{%- endfor -%}
  {{ return(modules.re.sub('\\{\\{-?\\s*this\\.(name|identifier|table)\\s*-?\\}\\}', this.identifier | replace('\\', '\\\\'), texts | join('\n'))) }}
{%- endmacro %}

{#
  Who made it. What has the transaction of the table itself came with the build or its hooks; what people add comes later,
  and what is carried to a replacement is made in a transaction within that one. The mark is worth nothing where the
  transaction made other tables too: a dump that was restored.
#}
{%- macro tsdbt_origin_ctes() -%}
    born as (
      select a.xmin as xid
      from ids join pg_attribute as a on a.attrelid = old_id and a.attnum = -6
      where not exists (select from pg_class as c where c.xmin = a.xmin and c.relkind = 'r' and c.relpersistence <> 't' and c.oid <> old_id)
    ),
    gone as (
      select o.attnum, o.attname
      from ids join pg_attribute as o on o.attrelid = old_id and o.attnum > 0 and not o.attisdropped
      where not exists (select from pg_attribute as n where n.attrelid = new_id and n.attname = o.attname and not n.attisdropped)
    ),
    lacking as (
      select d.classid, d.objid, string_agg(distinct quote_ident(attname), ', ') as missing
      from ids join pg_depend as d on d.refclassid = 'pg_class'::regclass and d.refobjid = old_id
      join gone on attnum = d.refobjsubid
      group by 1, 2
    )
{%- endmacro %}

{# Whether the build or a hook made what has this transaction and this name. #}
{%- macro tsdbt_is_built(xid, name) -%}
  (coalesce({{ xid }} = (select xid from born), false) or (select hooks from ids) ~* ('\y' || regexp_replace({{ name }}, '(\W)', '\\\1', 'g') || '\y'))
{%- endmacro %}

{# Whether a hook makes some without a name, and this has one that the server gave. #}
{%- macro tsdbt_is_unnamed(name, hook, ending) -%}
  ({{ name }} ~ '_{{ ending }}\d*$' and (select hooks from ids) ~* '{{ hook }}')
{%- endmacro %}

{# A name for what will have that of the old relation's part, and one for this while it is still there. #}
{%- macro tsdbt_new_name(id) -%}'tsdbt_new_' || {{ id }}{%- endmacro %}
{%- macro tsdbt_old_name(id) -%}'tsdbt_old_' || {{ id }}{%- endmacro %}
