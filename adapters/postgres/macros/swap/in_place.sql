{#
  The table stays and gets the new rows: by statements that let others read the old ones until the commit, where columns
  and indexes stay what they were. Foreign keys of others are taken off meanwhile, or they would delete along or refuse; a
  published table without a key is known by its whole rows, or its rows could not be deleted.
#}
{%- macro tsdbt_change_rows(intermediate_relation, old, facts, own, plan) -%}
  {%- set names = get_quoted_csv(facts.columns | map(attribute='name')) -%}
  {%- set changes = own.stale + tsdbt_column_changes(old, facts, plan) -%}
  {%- for key in facts['keys'] -%}{%- do changes.append('alter table ' ~ key.table ~ ' drop constraint ' ~ key.name) -%}{%- endfor -%}
  {%- if own.forced -%}{%- do changes.append('alter table ' ~ old ~ ' no force row level security') -%}{%- endif -%}
  {%- if own.identity -%}{%- do changes.append('alter table ' ~ old ~ ' replica identity full') -%}{%- endif -%}
  {%- set again = facts.readers if plan.recreate else [] -%}
  {%- set locks = [tsdbt_lock(tsdbt_locks(again | reverse | list, old, facts))] + tsdbt_unchanged(old, facts, again) if changes else [] -%}
  {%- set statements = locks + (tsdbt_recreation(again, changes) if again else changes) + [
    'delete from ' ~ old,
    'insert into ' ~ old ~ ' (' ~ names ~ ')' ~ (' overriding system value' if own.always) ~ ' select ' ~ names ~ ' from ' ~ intermediate_relation,
    'drop table ' ~ intermediate_relation,
  ] + own.fresh -%}
  {%- for key in facts['keys'] -%}{%- do statements.append(tsdbt_put_key(key)) -%}{%- endfor -%}
  {%- if own.identity -%}{%- do statements.append('alter table ' ~ old ~ ' replica identity ' ~ own.identity) -%}{%- endif -%}
  {%- if own.forced -%}{%- do statements.append('alter table ' ~ old ~ ' force row level security') -%}{%- endif -%}
  {%- do tsdbt_run(statements) -%}
  {%- do adapter.cache_dropped(intermediate_relation) -%}
{%- endmacro %}

{# A column that is gone stays, empty, while a reader that this run builds later still uses it; the next run drops it. #}
{%- macro tsdbt_column_changes(old, facts, plan) -%}
  {%- set changes = [] -%}
  {%- set used = [] -%}
  {%- for reader in plan.leave -%}{%- do used.extend(reader.uses) -%}{%- endfor -%}
  {%- for name in facts.gone -%}
    {%- set change = ' alter column ' ~ adapter.quote(name) ~ ' drop not null' if name in used else ' drop column ' ~ adapter.quote(name) -%}
    {%- do changes.append('alter table ' ~ old ~ change) -%}
  {%- endfor -%}
  {%- for column in facts.retyped -%}
    {%- set name = adapter.quote(column.name) -%}
    {%- do changes.append('alter table ' ~ old ~ ' alter column ' ~ name ~ ' type ' ~ column.type ~ ' using ' ~ name ~ '::' ~ column.type) -%}
  {%- endfor -%}
  {%- for column in facts.added -%}
    {%- do changes.append('alter table ' ~ old ~ ' add column ' ~ adapter.quote(column.name) ~ ' ' ~ column.type) -%}
  {%- endfor -%}
  {{ return(changes) }}
{%- endmacro %}
