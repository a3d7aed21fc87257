{#
  How the readers of a relation come to read its replacement, decided before anything changes:
  `rebind` views by `create or replace`, `recreate` views whose columns get other types with all that reads them,
  `leave` those that this run builds later on the old relation until then. With `in_place` the old relation stays and
  gets the new rows, for what cannot be moved. Fails with the names of those for whom there is no way.
#}
{%- macro tsdbt_swap_plan(facts, own, target, replacement_is_table) -%}
  {%- set plan = {'rebind': [], 'recreate': [], 'leave': [], 'in_place': own.fixtures | length > 0} -%}
  {%- set lost = [] -%}
  {%- set stuck = [] -%}
  {%- set retyped = facts.retyped | map(attribute='name') | list -%}
  {%- for reader in facts.readers if reader.nearest == 1 -%}
    {%- set gone = tsdbt_common(reader.uses, facts.gone) -%}
    {%- set other = tsdbt_common(reader.uses, retyped) -%}
    {%- set movable = reader.kind == 'v' and reader.mine -%}
    {%- if movable and not gone and not other -%}
      {%- do plan.rebind.append(reader) -%}
    {%- elif movable and not gone and tsdbt_can_recreate(facts) -%}
      {%- do plan.recreate.append(reader) -%}
    {%- elif tsdbt_is_built_later(reader) -%}
      {%- do plan.leave.append(reader) -%}
    {%- elif gone or other -%}
      {%- do lost.append(reader.name ~ ' (uses ' ~ (gone + other) | join(', ') ~ ', which ' ~ ('is no longer there' if gone else 'has another type now') ~ ')') -%}
    {%- else -%}
      {%- do stuck.append(reader.name) -%}
    {%- endif -%}
  {%- endfor -%}
  {%- for key in facts['keys'] if key.gone or not replacement_is_table or not key.mine -%}
    {%- set reason = 'refers to ' ~ key.gone | join(', ') ~ ', which is no longer there' if key.gone else 'cannot refer to a view' if key.mine else 'its table belongs to somebody else' -%}
    {%- do lost.append(key.label ~ ' (' ~ reason ~ ')') -%}
  {%- endfor -%}
  {%- if stuck or own.fixtures -%}
    {%- if facts.kind == 'r' and replacement_is_table -%}
      {%- do plan.update({'in_place': true}) -%}
    {%- else -%}
      {%- do lost.extend(stuck + own.fixtures) -%}
    {%- endif -%}
  {%- endif -%}
  {%- if plan.in_place -%}{%- do lost.extend(tsdbt_bound_in_place(facts, plan, retyped)) -%}{%- endif -%}
  {%- if lost -%}
    {%- do exceptions.raise_compiler_error(target.render() ~ ' cannot be built again without losing what stands on it:\n  ' ~ lost | unique | join('\n  ')
      ~ '\nNothing was changed. Change or drop these first, or build them in the same run.') -%}
  {%- endif -%}
  {{ return(plan) }}
{%- endmacro %}

{# Readers of columns that change their type where they stand, which no later build can wait for. #}
{%- macro tsdbt_bound_in_place(facts, plan, retyped) -%}
  {%- set bound = [] -%}
  {%- for reader in facts.readers if tsdbt_common(reader.uses, retyped) and not plan.recreate -%}
    {%- do bound.append(reader.name ~ ' (uses ' ~ tsdbt_common(reader.uses, retyped) | join(', ') ~ ', which has another type now)') -%}
  {%- endfor -%}
  {{ return(bound) }}
{%- endmacro %}

{# Told before anything changes: what was made by hand and cannot be had any more. #}
{%- macro tsdbt_warn_of_lost(target, own) -%}
  {%- set lost = own.lost + own.lost_keys -%}
  {%- if lost -%}
    {%- do exceptions.warn(target.render() ~ ' is built again without what was made by hand:\n  ' ~ lost | join('\n  ')) -%}
  {%- endif -%}
{%- endmacro %}

{%- macro tsdbt_common(some, others) -%}
  {%- set common = [] -%}
  {%- for one in some if one in others -%}{%- do common.append(one) -%}{%- endfor -%}
  {{ return(common) }}
{%- endmacro %}

{# Views can be made anew from their definitions; materialized views, what others own and what triggers or functions hang on cannot. #}
{%- macro tsdbt_can_recreate(facts) -%}
  {%- for reader in facts.readers if reader.kind != 'v' or not reader.mine or reader.holds or tsdbt_common(reader.uses, facts.gone) -%}{{ return(false) }}{%- endfor -%}
  {{ return(true) }}
{%- endmacro %}

{# Whether this run builds the relation: what it reads now will be no concern then. #}
{%- macro tsdbt_is_built_later(reader) -%}
  {%- for node in graph.nodes.values() if node.unique_id in selected_resources and node.alias == reader.identifier and node.schema == reader.schema -%}
    {{ return(true) }}
  {%- endfor -%}
  {{ return(false) }}
{%- endmacro %}
