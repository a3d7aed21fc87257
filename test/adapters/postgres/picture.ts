import type { TestDatabase } from '../../support/postgres.ts';

/** What the catalog says of a relation, apart from its rows and what the config asks for: one text per fact, sorted. */
export async function picture(database: TestDatabase, name: string): Promise<readonly string[]> {
  const facts = await database.rows(
    FACTS.map((select) => select.replaceAll(':rel', `'${name}'::regclass`)).join('\nunion all\n'),
  );
  return facts.map(([fact]) => fact ?? 'null').sort();
}

const FACTS = [
  `select 'index ' || pg_get_indexdef(i.oid) || ' ' || concat_ws(',', indisclustered, indisreplident, obj_description(i.oid, 'pg_class'))
    from pg_index join pg_class i on i.oid = indexrelid where indrelid = :rel and i.relname !~ '^[0-9a-f]{32}$'`,
  `select concat_ws(' ', 'constraint', conname, pg_get_constraintdef(oid), obj_description(oid, 'pg_constraint'))
    from pg_constraint where conrelid = :rel and contype <> 'n'`,
  `select concat_ws(' ', 'key', conrelid::regclass, conname, pg_get_constraintdef(oid), convalidated) from pg_constraint where confrelid = :rel`,
  `select 'trigger ' || pg_get_triggerdef(oid) from pg_trigger where tgrelid = :rel and not tgisinternal`,
  `select concat_ws(' ', 'policy', polname, polcmd, pg_get_expr(polqual, polrelid), polroles::regrole[]) from pg_policy where polrelid = :rel`,
  `select 'rule ' || pg_get_ruledef(oid) from pg_rewrite where ev_class = :rel and rulename <> '_RETURN'`,
  `select concat_ws(' ', 'relation', relkind, relowner::regrole, c.reloptions, (select t.reloptions from pg_class t where t.oid = c.reltoastrelid), relrowsecurity, relforcerowsecurity, relreplident,
    obj_description(c.oid, 'pg_class'), (select string_agg(e::text, '' order by e::text) from aclexplode(relacl) e where grantee <> relowner)) from pg_class c where c.oid = :rel`,
  `select concat_ws(' ', 'column', attname, attnotnull, attidentity, attoptions, nullif(attstattarget, -1), attstorage, col_description(attrelid, attnum), pg_get_expr(adbin, adrelid), attacl)
    from pg_attribute left join pg_attrdef on adrelid = attrelid and adnum = attnum where attrelid = :rel and attnum > 0 and not attisdropped`,
  `select concat_ws(' ', pg_get_statisticsobjdef(oid), obj_description(oid, 'pg_statistic_ext')) from pg_statistic_ext where stxrelid = :rel`,
  `select concat_ws(' ', 'sequence', objid::regclass, refobjsubid) from pg_depend where refobjid = :rel and deptype = 'a' and classid = 'pg_class'::regclass and objid in (select oid from pg_class where relkind = 'S')`,
  `select 'publication ' || pubname from pg_publication_rel join pg_publication p on p.oid = prpubid where prrelid = :rel`,
  `select concat_ws(' ', 'inherits', inhrelid::regclass, inhparent::regclass) from pg_inherits where inhparent = :rel or inhrelid = :rel`,
] as const;
