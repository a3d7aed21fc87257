{# A table with the rows of a CSV file: emptied and filled, or made anew, in one transaction. #}
{%- materialization seed, default -%}
  {%- set old_relation = load_cached_relation(this) -%}
  {%- set target_relation = this.incorporate(type='table') -%}
  {%- set full_refresh = should_full_refresh() -%}
  {%- set agate_table = load_agate_table() -%}
  {%- do store_result('agate_table', response='OK', agate_table=agate_table) -%}
  {%- if old_relation is not none and old_relation.is_view -%}
    {%- do exceptions.raise_compiler_error("Cannot seed to '" ~ old_relation.render() ~ "', it is a view") -%}
  {%- endif -%}

  {%- do run_hooks(pre_hooks, inside_transaction=false) -%}
  {%- do run_hooks(pre_hooks, inside_transaction=true) -%}

  {%- do tsdbt_begin() -%}
  {%- if old_relation is none -%}
    {%- set table_sql = create_csv_table(model, agate_table) -%}
  {%- else -%}
    {%- set table_sql = reset_csv_table(model, full_refresh, old_relation, agate_table) -%}
  {%- endif -%}
  {%- set rows = agate_table.rows | length -%}
  {%- set rows_sql = load_csv_rows(model, agate_table) if rows > 0 else '' -%}
  {%- set code = 'CREATE' if full_refresh else 'INSERT' -%}
  {%- call noop_statement('main', code ~ ' ' ~ rows, code, rows) -%}
    {{ get_csv_sql(table_sql, rows_sql) }};
  {%- endcall -%}

  {%- do tsdbt_take_place(target_relation, old_relation) -%}
  {%- do apply_grants(target_relation, config.get('grants'), should_revoke=should_revoke(old_relation, full_refresh)) -%}
  {%- do persist_docs(target_relation, model) -%}
  {%- if full_refresh or old_relation is none -%}{%- do create_indexes(target_relation) -%}{%- endif -%}
  {%- do run_hooks(post_hooks, inside_transaction=true) -%}
  {%- do adapter.commit() -%}
  {%- do run_hooks(post_hooks, inside_transaction=false) -%}
  {{ return({'relations': [target_relation]}) }}
{%- endmaterialization %}
