{#
  Adds and drops columns of a table that stays. A column that a view uses which this run builds later stays until the next
  run; one that others use is refused; what else goes with a column is named.
#}
{%- macro postgres__alter_relation_add_remove_columns(relation, add_columns, remove_columns) -%}
  {%- if not execute or relation.schema is none or not remove_columns -%}
    {{ return(default__alter_relation_add_remove_columns(relation, add_columns, remove_columns)) }}
  {%- endif -%}
  {%- set removed = [] -%}
  {%- set lost = [] -%}
  {%- set along = [] -%}
  {%- set users = run_query(tsdbt_column_users(relation, remove_columns | map(attribute='name') | list)) -%}
  {%- for column in remove_columns -%}
    {%- set later = [] -%}
    {%- for user in users if user['name'] == column.name -%}
      {%- if user['identifier'] is none -%}{%- do along.append(user['label']) -%}
      {%- elif tsdbt_is_built_later(user) -%}{%- do later.append(user['label']) -%}
      {%- else -%}{%- do lost.append(user['label'] ~ ' (uses ' ~ column.name ~ ', which is no longer there)') -%}
      {%- endif -%}
    {%- endfor -%}
    {%- if later -%}
      {%- do run_query('alter table ' ~ relation.render() ~ ' alter column ' ~ column.quoted ~ ' drop not null') -%}
    {%- else -%}
      {%- do removed.append(column) -%}
    {%- endif -%}
  {%- endfor -%}
  {%- if lost -%}
    {%- do exceptions.raise_compiler_error(relation.render() ~ ' cannot lose columns without losing what stands on them:\n  ' ~ lost | unique | join('\n  ') ~ '\nNothing was changed. Change or drop these first, or build them in the same run.') -%}
  {%- elif along -%}
    {%- do exceptions.warn(relation.render() ~ ' loses columns, and with them what was made by hand:\n  ' ~ along | unique | join('\n  ')) -%}
  {%- endif -%}
  {%- do default__alter_relation_add_remove_columns(relation, add_columns, removed) -%}
{%- endmacro %}

{# Who uses columns: views with their names; indexes, constraints and statistics that are no config's without. #}
{%- macro tsdbt_column_users(relation, names) -%}
  {%- set list = [] -%}
  {%- for name in names -%}{%- do list.append(tsdbt_literal(name, '')) -%}{%- endfor -%}
  select distinct a.attname::text as name, n.nspname::text as schema, v.relname::text as identifier,
    case when v.oid is null then pg_describe_object(d.classid, d.objid, 0) else format('%I.%I', n.nspname, v.relname) end as label
  from pg_attribute as a
  join pg_depend as d on d.refclassid = 'pg_class'::regclass and d.refobjid = a.attrelid and d.refobjsubid = a.attnum
  left join pg_rewrite as r on d.classid = 'pg_rewrite'::regclass and r.oid = d.objid
  left join pg_class as v on v.oid = r.ev_class
  left join pg_namespace as n on n.oid = v.relnamespace
  left join pg_class as i on d.classid = 'pg_class'::regclass and i.oid = d.objid
  where a.attrelid = {{ tsdbt_regclass(relation) }} and a.attname in ({{ list | join(', ') }})
    and (v.oid <> a.attrelid or d.classid in ('pg_constraint'::regclass, 'pg_statistic_ext'::regclass) or i.relkind = 'i' and i.relname !~ '^[0-9a-f]{32}$')
  order by 1, 4
{%- endmacro %}
