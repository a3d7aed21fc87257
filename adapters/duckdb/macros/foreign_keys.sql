{#
  Foreign keys. DuckDB does not follow a rename in what it notes of them, so a table that has one is built under its
  own name; and it drops no table that others point to, so these are set aside for as long as it takes, and built
  again by their own models later in the run. All of it in the model's transaction.
#}

{# The types of constraints that the model's contract enforces. #}
{%- macro tsdbt_enforced_constraints() -%}
  {%- if not config.get('contract').enforced -%}{{ return([]) }}{%- endif -%}
  {%- set constraints = [] + (model.constraints or []) -%}
  {%- for column in model.columns.values() -%}{%- do constraints.extend(column.constraints or []) -%}{%- endfor -%}
  {{ return(constraints | map(attribute='type') | map('string') | list) }}
{%- endmacro %}

{# A table with a contract. #}
{%- macro tsdbt_build_promised_table(target_relation, existing_relation, sql) -%}
  {%- if 'foreign_key' not in tsdbt_enforced_constraints() -%}
    {{ return(default__tsdbt_build_table(target_relation, existing_relation, sql)) }}
  {%- endif -%}
  {%- do tsdbt_begin() -%}
  {%- set aside = tsdbt_set_aside(existing_relation) -%}
  {%- do drop_relation_if_exists(existing_relation) -%}
  {%- call statement('main') -%}
    {{ get_create_table_as_sql(false, target_relation, sql) }}
  {%- endcall -%}
  {%- do tsdbt_put_back(aside) -%}
  {%- do create_indexes(target_relation) -%}
{%- endmacro %}

{%- macro duckdb__tsdbt_swap(intermediate_relation, target_relation, existing_relation) -%}
  {%- set aside = tsdbt_set_aside(existing_relation) -%}
  {%- do default__tsdbt_swap(intermediate_relation, target_relation, existing_relation) -%}
  {%- do tsdbt_put_back(aside) -%}
{%- endmacro %}

{# Moves the rows of the tables that point to a relation elsewhere; returns where. Fails for tables that this run leaves alone. #}
{%- macro tsdbt_set_aside(relation) -%}
  {%- set aside = [] -%}
  {%- set types = tsdbt_enforced_constraints() if relation is not none and relation.is_table else [] -%}
  {%- if 'primary_key' in types or 'unique' in types -%}
    {%- for row in tsdbt_tables_pointing_to(relation) -%}
      {%- set dependent = relation.incorporate(path={'identifier': row[0]}, type='table') -%}
      {%- set backup = relation.incorporate(path={'identifier': row[0] ~ '__dbt_fk_backup'}, type='table') -%}
      {%- if not tsdbt_is_selected(dependent) -%}
        {%- do exceptions.raise_compiler_error(dependent ~ ' has a foreign key to ' ~ relation ~ ', which cannot be built again without it: select both') -%}
      {%- endif -%}
      {%- call statement('set_aside') -%}create or replace table {{ backup }} as select * from {{ dependent }}{%- endcall -%}
      {%- do adapter.drop_relation(dependent) -%}
      {%- do aside.append({'from': backup, 'to': dependent}) -%}
    {%- endfor -%}
  {%- endif -%}
  {{ return(aside) }}
{%- endmacro %}

{%- macro tsdbt_put_back(aside) -%}
  {%- for move in aside -%}{%- do adapter.rename_relation(move['from'], move['to']) -%}{%- endfor -%}
{%- endmacro %}

{# Directly or around corners; those that nothing points to come first. #}
{%- macro tsdbt_tables_pointing_to(relation) -%}
  {%- set query -%}
    with recursive keys as (
      select table_name, referenced_table
      from duckdb_constraints()
      where constraint_type = 'FOREIGN KEY'
        and lower(database_name) = lower('{{ relation.database }}')
        and lower(schema_name) = lower('{{ relation.schema }}')
        and table_name <> referenced_table
    ),
    pointing as (
      select table_name, 1 as depth from keys where lower(referenced_table) = lower('{{ relation.identifier }}')
      union
      select keys.table_name, depth + 1 from keys join pointing on keys.referenced_table = pointing.table_name
    )
    select table_name from pointing group by table_name order by max(depth) desc
  {%- endset -%}
  {{ return(run_query(query)) }}
{%- endmacro %}

{%- macro tsdbt_is_selected(relation) -%}
  {%- for node in graph.nodes.values() if node.unique_id in selected_resources and node.alias == relation.identifier and node.schema == relation.schema -%}
    {{ return(true) }}
  {%- endfor -%}
  {{ return(false) }}
{%- endmacro %}
