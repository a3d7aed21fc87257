{# A seed's rows are put in with the old ones still to be read: deleted and loaded, or loaded into a table beside. #}
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
  {%- call statement('delete_rows') -%}{{ sql }}{%- endcall -%}
  {{ return(sql) }}
{%- endmacro %}

{%- macro postgres__load_csv_rows(model, agate_table) -%}
  {{ return('-- ' ~ adapter.load_seed(tsdbt_seed_table()) ~ ' rows loaded in bulk') }}
{%- endmacro %}

{# The table or view that was built beside takes its place, with its indexes. #}
{%- macro postgres__tsdbt_take_place(target_relation, existing_relation) -%}
  {%- set beside = load_cached_relation(make_intermediate_relation(target_relation)) -%}
  {%- if existing_relation is not none and beside is not none -%}
    {%- do tsdbt_swap(beside, target_relation, existing_relation) -%}
  {%- endif -%}
{%- endmacro %}
