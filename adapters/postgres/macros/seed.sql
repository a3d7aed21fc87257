{#
  A seed's rows are put in with the old ones still to be read: deleted and loaded, or loaded into a table beside. Foreign
  keys of other tables, which refuse that rows are deleted or delete their own along, are taken off meanwhile.
#}
{%- macro tsdbt_seed_table() -%}
  {%- set beside = make_intermediate_relation(this.incorporate(type='table')) -%}
  {{ return(beside if load_cached_relation(beside) is not none else this) }}
{%- endmacro %}

{%- macro postgres__reset_csv_table(model, full_refresh, old_relation, agate_table) -%}
  {%- if full_refresh -%}
    {%- set beside = make_intermediate_relation(this.incorporate(type='table')) -%}
    {%- do postgres__tsdbt_drop_leftovers(this.incorporate(type='table')) -%}
    {%- do adapter.cache_added(beside) -%}
    {{ return(tsdbt_create_csv_table(beside, model, agate_table)) }}
  {%- endif -%}
  {%- set sql = 'delete from ' ~ old_relation.render() -%}
  {%- call statement('delete_rows', fetch_result=true) -%}
    {{ tsdbt_delete_without_keys(old_relation, sql) }}
  {%- endcall -%}
  {%- set keys = fromjson((load_result('delete_rows').table | list)[0][0]) -%}
  {%- if keys -%}
    {%- for key in keys if not key.mine -%}
      {%- do exceptions.raise_compiler_error(old_relation.render() ~ ' cannot be loaded again: ' ~ key.label ~ ' refers to its rows, and that table belongs to somebody else. Nothing was changed.') -%}
    {%- endfor -%}
    {%- do store_raw_result('tsdbt_keys_to_seed', message='', agate_table=keys) -%}
    {%- set facts = {'keys': keys, 'refers_to': [], 'kind': 'r', 'owner': none} -%}
    {%- set statements = [tsdbt_lock(tsdbt_locks([], old_relation, facts))] -%}
    {%- for key in keys -%}{%- do statements.append('alter table ' ~ key.table ~ ' drop constraint ' ~ key.name) -%}{%- endfor -%}
    {%- do tsdbt_run(statements + [sql]) -%}
  {%- endif -%}
  {{ return(sql) }}
{%- endmacro %}

{#
  Deletes all rows and returns '[]', or returns the foreign keys that are in the way. A published table without a key is
  known by its whole rows meanwhile, or its rows could not be deleted.
#}
{%- macro tsdbt_delete_without_keys(relation, sql) -%}
do $tsdbt$
declare
  keys json;
  identity text := (select case relreplident when 'n' then 'nothing' else 'default' end from pg_class where oid = {{ tsdbt_regclass(relation) }});
begin
  select coalesce(json_agg(json_build_object('table', conrelid::regclass::text, 'name', quote_ident(conname), 'definition', pg_get_constraintdef(oid),
      'label', format('foreign key %I of %s', conname, conrelid::regclass),
      'mine', (select pg_has_role(relowner, 'USAGE') from pg_class where oid = conrelid))), '[]')
  into keys
  from pg_constraint where contype = 'f' and confrelid = {{ tsdbt_regclass(relation) }} and conrelid <> confrelid and conparentid = 0;
  if exists (select from json_array_elements(keys) as key where key ->> 'definition' is null) then
    raise exception using errcode = 'serialization_failure', message = 'a foreign key was changed while it was looked up';
  end if;
  perform set_config('tsdbt.keys', keys::text, true);
  if json_array_length(keys) > 0 then return; end if;
  begin
    {{ sql }};
  exception when object_not_in_prerequisite_state then
    alter table {{ relation }} replica identity full;
    {{ sql }};
    execute {{ tsdbt_literal('alter table ' ~ relation ~ ' replica identity ', '') }} || identity;
  end;
end $tsdbt$;
select current_setting('tsdbt.keys')
{%- endmacro %}

{%- macro postgres__load_csv_rows(model, agate_table) -%}
  {{ return('-- ' ~ adapter.load_seed(tsdbt_seed_table()) ~ ' rows loaded in bulk') }}
{%- endmacro %}

{# The table or view that was built beside takes its place, with its indexes. A seed that was loaded again gets back the keys to it. #}
{%- macro postgres__tsdbt_take_place(target_relation, existing_relation) -%}
  {%- set beside = load_cached_relation(make_intermediate_relation(target_relation)) -%}
  {%- if existing_relation is not none and beside is not none -%}
    {%- do tsdbt_swap(beside, target_relation, existing_relation) -%}
  {%- endif -%}
  {%- set keys = load_result('tsdbt_keys_to_seed') -%}
  {%- if keys is not none -%}
    {%- set statements = [] -%}
    {%- for key in keys.table -%}{%- do statements.append(tsdbt_put_key(key)) -%}{%- endfor -%}
    {%- do tsdbt_run(statements) -%}
  {%- endif -%}
{%- endmacro %}
