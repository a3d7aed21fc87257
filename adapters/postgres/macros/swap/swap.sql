{#
  Puts what was built beside in the place of a relation, within the node's transaction. Readers keep what they have
  until the commit and read the new data from then on, through views as well; grants, comments, owners and foreign
  keys of others stay. See docs/adr for the reasons.
#}
{%- macro postgres__tsdbt_swap(intermediate_relation, target_relation, existing_relation) -%}
  {%- set old = none if existing_relation is none else load_cached_relation(existing_relation) -%}
  {%- if old is none -%}
    {{ return(adapter.rename_relation(intermediate_relation, target_relation)) }}
  {%- endif -%}
  {%- do tsdbt_begin() -%}
  {%- set facts = tsdbt_facts(old, intermediate_relation, target_relation) -%}
  {%- if facts is none -%}
    {{ return(adapter.rename_relation(intermediate_relation, target_relation)) }}
  {%- elif old.is_view and intermediate_relation.is_view and facts.same_start -%}
    {%- do tsdbt_replace_view(intermediate_relation, old, facts) -%}
  {%- else -%}
    {%- set plan = tsdbt_swap_plan(facts, target_relation, intermediate_relation.is_table) -%}
    {%- if plan.in_place -%}
      {%- do tsdbt_change_rows(intermediate_relation, old, facts) -%}
    {%- else -%}
      {%- do tsdbt_trade_places(intermediate_relation, target_relation, old, facts, plan) -%}
    {%- endif -%}
  {%- endif -%}
  {%- do tsdbt_drop_free(facts.stood_on) -%}
{%- endmacro %}

{# The view keeps its identity: nobody who reads it notices. #}
{%- macro tsdbt_replace_view(intermediate_relation, old, facts) -%}
  {%- do tsdbt_run([
    tsdbt_lock([tsdbt_lock_of(old.render(), 'v', facts.owner)]),
    "do $tsdbt$ begin execute 'create or replace view ' || " ~ tsdbt_literal(old.render(), '') ~ " || (select case when reloptions is null then '' else ' with (' || array_to_string(reloptions, ', ') || ')' end || ' as ' || pg_get_viewdef(oid) from pg_class where oid = " ~ tsdbt_regclass(intermediate_relation) ~ "); end $tsdbt$",
    'drop view ' ~ intermediate_relation.render(),
  ]) -%}
  {%- do adapter.cache_dropped(intermediate_relation) -%}
{%- endmacro %}

{# The old relation steps aside, the new one takes its name, readers are bound to it, the old one goes. #}
{%- macro tsdbt_trade_places(intermediate_relation, target_relation, old, facts, plan) -%}
  {%- set backup = tsdbt_backup_name(target_relation, old.type) -%}
  {%- set old_word = old.type | replace('_', ' ') -%}
  {%- set new_word = intermediate_relation.type | replace('_', ' ') -%}
  {%- set name = adapter.quote(target_relation.identifier) -%}
  {%- set again = facts.readers if plan.recreate else [] -%}
  {%- set locks = [] -%}
  {%- for reader in (again | reverse | list if again else plan.rebind) -%}{%- do locks.append(tsdbt_lock_of(reader.name, 'v', reader.owner)) -%}{%- endfor -%}
  {%- for key in facts['keys'] -%}{%- do locks.append(tsdbt_lock_of(key.table, 'r', none)) -%}{%- endfor -%}
  {%- set statements = [tsdbt_lock(locks | unique | list + [tsdbt_lock_of(old.render(), facts.kind, facts.owner)])] -%}
  {%- do statements.extend(tsdbt_unchanged(again or plan.rebind)) -%}
  {%- for key in facts['keys'] -%}{%- do statements.append('alter table ' ~ key.table ~ ' drop constraint ' ~ key.name) -%}{%- endfor -%}
  {%- do statements.extend([
    'alter ' ~ old_word ~ ' ' ~ old.render() ~ ' rename to ' ~ adapter.quote(backup.identifier),
    'alter ' ~ new_word ~ ' ' ~ intermediate_relation.render() ~ ' rename to ' ~ name,
  ]) -%}
  {%- for reader in plan.rebind if not again -%}
    {%- do statements.append('create or replace view ' ~ reader.name ~ tsdbt_view_options(reader) ~ ' as ' ~ reader.definition) -%}
  {%- endfor -%}
  {%- do statements.extend(tsdbt_recreation(again, [])) -%}
  {%- for key in facts['keys'] -%}{%- do statements.append(tsdbt_put_key(key)) -%}{%- endfor -%}
  {%- do statements.extend(facts.statements) -%}
  {%- if facts.owner != facts.me -%}{%- do statements.append('alter ' ~ new_word ~ ' ' ~ target_relation.render() ~ ' owner to ' ~ facts.owner) -%}{%- endif -%}
  {%- if not plan.leave -%}{%- do statements.append('drop ' ~ old_word ~ ' ' ~ backup.render()) -%}{%- endif -%}
  {%- do tsdbt_run(statements) -%}
  {%- do adapter.cache_renamed(old, backup) -%}
  {%- do adapter.cache_renamed(intermediate_relation, target_relation) -%}
  {%- if not plan.leave -%}{%- do adapter.cache_dropped(backup) -%}{%- endif -%}
{%- endmacro %}

{# The table stays and gets the new rows: by statements that let others read the old ones until the commit. #}
{%- macro tsdbt_change_rows(intermediate_relation, old, facts) -%}
  {%- set statements = [] -%}
  {%- set names = get_quoted_csv(facts.columns | map(attribute='name')) -%}
  {%- for name in facts.gone -%}{%- do statements.append('alter table ' ~ old ~ ' drop column ' ~ adapter.quote(name)) -%}{%- endfor -%}
  {%- for column in facts.retyped -%}
    {%- set name = adapter.quote(column.name) -%}
    {%- do statements.append('alter table ' ~ old ~ ' alter column ' ~ name ~ ' type ' ~ column.type ~ ' using ' ~ name ~ '::' ~ column.type) -%}
  {%- endfor -%}
  {%- for column in facts.added -%}
    {%- do statements.append('alter table ' ~ old ~ ' add column ' ~ adapter.quote(column.name) ~ ' ' ~ column.type) -%}
  {%- endfor -%}
  {%- do tsdbt_run(statements + [
    'delete from ' ~ old,
    'insert into ' ~ old ~ ' (' ~ names ~ ') select ' ~ names ~ ' from ' ~ intermediate_relation,
    'drop table ' ~ intermediate_relation,
  ]) -%}
  {%- do adapter.cache_dropped(intermediate_relation) -%}
{%- endmacro %}

{%- macro tsdbt_run(statements) -%}
  {%- set text = [] -%}
  {%- for one in statements -%}{%- do text.append(one | trim | trim(';')) -%}{%- endfor -%}
  {%- call statement('tsdbt_swap') -%}{{ text | join(';\n') }}{%- endcall -%}
{%- endmacro %}

{# Free, but where readers were left on an earlier one. #}
{%- macro tsdbt_backup_name(relation, type) -%}
  {%- set backup = make_backup_relation(relation, type) -%}
  {%- if load_cached_relation(backup) is none -%}{{ return(backup) }}{%- endif -%}
  {{ return(postgres__make_relation_with_suffix(relation, '__dbt_backup', dstring=true).incorporate(type=type)) }}
{%- endmacro %}
