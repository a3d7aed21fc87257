{#
  What stands in some schemas: rows of schema, name, type and a mark, which changes when somebody else puts another relation in
  its place. Each warehouse brings the query.
#}
{%- macro tsdbt_relation_marks(database, schemas) -%}
  {{ return(adapter.dispatch('tsdbt_relation_marks', 'dbt')(database, schemas)) }}
{%- endmacro %}

{%- macro default__tsdbt_relation_marks(database, schemas) -%}
  {%- set found = [] -%}
  {%- for schema in schemas -%}
    {%- for row in list_relations_without_caching(api.Relation.create(database=database, schema=schema).without_identifier()) -%}
      {%- do found.append([row[2], row[1], row[3], none]) -%}
    {%- endfor -%}
  {%- endfor -%}
  {{ return(found) }}
{%- endmacro %}

{# What was remembered of this project and target: rows of schema, name, type, mark, node, made_at. #}
{%- macro tsdbt_remembered(database, project, target, target_schema) -%}
  {{ return(run_query(
      'select schema_name, name, type, mark, node, made_at from ' ~ tsdbt_state_table(database, 'relations')
      ~ ' where (project, target, target_schema) in (' ~ tsdbt_state_values([[project, target, target_schema]]) ~ ')')) }}
{%- endmacro %}

{# Remembers relations in the place of what was remembered under their names; rows as the table has them. #}
{%- macro tsdbt_remember(database, rows) -%}
  {%- set table = tsdbt_state_table(database, 'relations') -%}
  {%- set names = [] -%}
  {%- for row in rows -%}{%- do names.append([row[3], row[4]]) -%}{%- endfor -%}
  {%- do tsdbt_begin() -%}
  {%- do tsdbt_send('delete from ' ~ table ~ ' where (schema_name, name) in (' ~ tsdbt_state_values(names) ~ ')') -%}
  {%- do tsdbt_send('insert into ' ~ table ~ ' values ' ~ tsdbt_state_values(rows)) -%}
  {%- do adapter.commit() -%}
{%- endmacro %}

{# Forgets relations by schema and name. #}
{%- macro tsdbt_forget(database, names) -%}
  {%- do tsdbt_begin() -%}
  {%- do tsdbt_send('delete from ' ~ tsdbt_state_table(database, 'relations') ~ ' where (schema_name, name) in (' ~ tsdbt_state_values(names) ~ ')') -%}
  {%- do adapter.commit() -%}
{%- endmacro %}

{# Drops a relation and nothing that stands on it: where something does, the warehouse refuses. #}
{%- macro tsdbt_drop_orphan(relation) -%}
  {{ return(adapter.dispatch('tsdbt_drop_orphan', 'dbt')(relation)) }}
{%- endmacro %}

{%- macro default__tsdbt_drop_orphan(relation) -%}
  {%- do tsdbt_send('drop ' ~ (relation.type | replace('_', ' ')) ~ ' if exists ' ~ relation) -%}
{%- endmacro %}
