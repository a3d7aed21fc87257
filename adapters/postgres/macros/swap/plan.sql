{#
  How the readers of a relation come to read its replacement, decided before anything changes:
  `rebind` views by `create or replace`, `recreate` views whose columns get other types with all that reads them,
  `leave` those that this run builds later on the old relation until then. With `in_place` the old relation stays and
  gets the new rows, for what cannot be moved. Fails with the names of those for whom there is no way.
#}
{%- macro tsdbt_swap_plan(facts, target, replacement_is_table) -%}
  {%- set plan = {'rebind': [], 'recreate': [], 'leave': [], 'in_place': facts.fixtures | length > 0} -%}
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
  {%- if stuck or facts.fixtures -%}
    {%- if facts.kind == 'r' and replacement_is_table -%}
      {%- do plan.update({'in_place': true}) -%}
    {%- else -%}
      {%- do lost.extend(stuck + facts.fixtures) -%}
    {%- endif -%}
  {%- endif -%}
  {%- if lost -%}
    {%- do exceptions.raise_compiler_error(target.render() ~ ' cannot be built again without losing what stands on it:\n  ' ~ lost | join('\n  ')
      ~ '\nNothing was changed. Change or drop these first, or build them in the same run.') -%}
  {%- endif -%}
  {{ return(plan) }}
{%- endmacro %}

{%- macro tsdbt_common(some, others) -%}
  {%- set common = [] -%}
  {%- for one in some if one in others -%}{%- do common.append(one) -%}{%- endfor -%}
  {{ return(common) }}
{%- endmacro %}

{# Views can be made anew from their definitions; materialized views and what others own cannot. #}
{%- macro tsdbt_can_recreate(facts) -%}
  {%- for reader in facts.readers if reader.kind != 'v' or not reader.mine or tsdbt_common(reader.uses, facts.gone) -%}{{ return(false) }}{%- endfor -%}
  {{ return(true) }}
{%- endmacro %}

{# Whether this run builds the relation: what it reads now will be no concern then. #}
{%- macro tsdbt_is_built_later(reader) -%}
  {%- for node in graph.nodes.values() if node.unique_id in selected_resources and node.alias == reader.identifier and node.schema == reader.schema -%}
    {{ return(true) }}
  {%- endfor -%}
  {{ return(false) }}
{%- endmacro %}
