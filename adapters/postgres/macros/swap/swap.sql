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
  {%- set plain = tsdbt_plain_facts(old) if old.is_table else none -%}
  {%- set facts = tsdbt_facts(old, intermediate_relation, target_relation) if plain is none else plain -%}
  {%- if facts is none -%}
    {{ return(adapter.rename_relation(intermediate_relation, target_relation)) }}
  {%- elif old.is_view and intermediate_relation.is_view and facts.same_start -%}
    {%- do tsdbt_replace_view(intermediate_relation, old, facts) -%}
  {%- else -%}
    {%- set nothing = {'fixtures': [], 'kept': [], 'lost': [], 'keys': [], 'lost_keys': []} -%}
    {%- set own = tsdbt_belongings(old, intermediate_relation, target_relation) if facts.by_hand else nothing -%}
    {%- set plan = tsdbt_swap_plan(facts, own, target_relation, intermediate_relation.is_table) -%}
    {%- do tsdbt_warn_of_lost(target_relation, own) -%}
    {%- if plan.in_place -%}
      {%- do tsdbt_change_rows(intermediate_relation, old, facts, own, plan) -%}
    {%- else -%}
      {%- do tsdbt_trade_places(intermediate_relation, target_relation, old, facts, plan, own) -%}
    {%- endif -%}
  {%- endif -%}
  {%- do tsdbt_drop_free(facts.stood_on) -%}
{%- endmacro %}

{# The view keeps its identity and its options: nobody who reads it notices. #}
{%- macro tsdbt_replace_view(intermediate_relation, old, facts) -%}
  {%- do tsdbt_run([
    tsdbt_lock([tsdbt_lock_of(old.render(), 'v', facts.owner)]),
    tsdbt_copy_view(intermediate_relation, old),
    'drop view ' ~ intermediate_relation.render(),
  ]) -%}
  {%- do adapter.cache_dropped(intermediate_relation) -%}
{%- endmacro %}

{# Options that were set on the old view stay, where the new one has none of its own. #}
{%- macro tsdbt_copy_view(from_view, to_view) -%}
do $tsdbt$ begin
  execute 'create or replace view ' || {{ tsdbt_literal(to_view.render(), '') }} || (
    select coalesce(' with (' || array_to_string(coalesce(n.reloptions, o.reloptions), ', ') || ')', '') || ' as ' || pg_get_viewdef(n.oid)
    from pg_class as n, pg_class as o
    where n.oid = {{ tsdbt_regclass(from_view) }} and o.oid = {{ tsdbt_regclass(to_view) }});
end $tsdbt$
{%- endmacro %}

{# The old relation steps aside, the new one takes its name, readers are bound to it, the old one goes. #}
{%- macro tsdbt_trade_places(intermediate_relation, target_relation, old, facts, plan, own) -%}
  {%- set backup = tsdbt_backup_name(target_relation, old.type) -%}
  {%- set old_word = old.type | replace('_', ' ') -%}
  {%- set new_word = intermediate_relation.type | replace('_', ' ') -%}
  {%- set name = adapter.quote(target_relation.identifier) -%}
  {%- set again = facts.readers if plan.recreate else [] -%}
  {%- set statements = [] -%}
  {%- for part in own.kept if part.before -%}{%- do statements.append(tsdbt_keep(part.label, part.before)) -%}{%- endfor -%}
  {%- do statements.append(tsdbt_lock(tsdbt_locks(again | reverse | list or plan.rebind, old, facts))) -%}
  {%- do statements.extend(tsdbt_unchanged(old, facts, again or plan.rebind)) -%}
  {%- for key in facts['keys'] -%}{%- do statements.append('alter table ' ~ key.table ~ ' drop constraint ' ~ key.name) -%}{%- endfor -%}
  {%- do statements.extend([
    'alter ' ~ old_word ~ ' ' ~ old.render() ~ ' rename to ' ~ adapter.quote(backup.identifier),
    'alter ' ~ new_word ~ ' ' ~ intermediate_relation.render() ~ ' rename to ' ~ name,
  ]) -%}
  {%- for reader in plan.rebind if not again -%}
    {%- do statements.append('create or replace view ' ~ reader.name ~ tsdbt_view_options(reader) ~ ' as ' ~ reader.definition) -%}
  {%- endfor -%}
  {%- do statements.extend(tsdbt_recreation(again, [])) -%}
  {%- do statements.extend(facts.statements) -%}
  {%- if facts.owner != facts.me -%}{%- do statements.append('alter ' ~ new_word ~ ' ' ~ target_relation.render() ~ ' owner to ' ~ facts.owner) -%}{%- endif -%}
  {%- for part in own.kept if part.after -%}{%- do statements.append(tsdbt_keep(part.label, part.after)) -%}{%- endfor -%}
  {%- for key in facts['keys'] + own['keys'] -%}{%- do statements.append(tsdbt_put_key(key)) -%}{%- endfor -%}
  {%- if not plan.leave -%}{%- do statements.append('drop ' ~ old_word ~ ' ' ~ backup.render()) -%}{%- endif -%}
  {%- do tsdbt_run(statements) -%}
  {%- do adapter.cache_renamed(old, backup) -%}
  {%- do adapter.cache_renamed(intermediate_relation, target_relation) -%}
  {%- if not plan.leave -%}{%- do adapter.cache_dropped(backup) -%}{%- endif -%}
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
