{# What a run that was killed may have left beside the relation; not what others read by now. #}
{%- macro postgres__tsdbt_drop_leftovers(relation) -%}
  {%- set found = [] -%}
  {%- for beside in [make_intermediate_relation(relation), make_backup_relation(relation, relation.type)] -%}
    {%- set left = load_cached_relation(beside) -%}
    {%- if left is not none -%}{%- do found.append(left) -%}{%- endif -%}
  {%- endfor -%}
  {%- for left in found -%}
    {%- do tsdbt_drop_free([left.type | replace('_', ' ') ~ ' ' ~ left.include(database=false).render()]) -%}
    {#- What others read stays, and so does its name. -#}
    {%- if not run_query('select 1 where ' ~ tsdbt_regclass(left) ~ ' is not null') | list -%}{%- do adapter.cache_dropped(left) -%}{%- endif -%}
  {%- endfor -%}
{%- endmacro %}

{#
  Relations that were kept for readers go when nobody reads them any more. Of nodes that leave one at the same time the
  last one sees that, so they go one after the other. What others hold stays for the next run.
#}
{%- macro tsdbt_drop_free(relations) -%}
  {%- for relation in relations -%}
    {%- call statement('tsdbt_drop_free', auto_begin=false) -%}
do $tsdbt$
declare
  wanted text := current_setting('lock_timeout');
begin
  perform pg_advisory_xact_lock(hashtext({{ tsdbt_literal(relation, '') }}));
  begin
    perform set_config('lock_timeout', '300ms', true);
    execute {{ tsdbt_literal('drop ' ~ relation, '') }};
  exception when dependent_objects_still_exist or undefined_table or wrong_object_type or lock_not_available then
    null;
  end;
  perform set_config('lock_timeout', wanted, true);
end $tsdbt$
    {%- endcall -%}
  {%- endfor -%}
{%- endmacro %}
