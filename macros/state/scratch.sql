{# Drops schemas that were made to compare what two tools build, and forgets what was remembered of them. #}
{%- macro tsdbt_drop_scratch(schemas) -%}
  {%- for schema in schemas -%}
    {%- do adapter.drop_schema(api.Relation.create(database=target.database, schema=schema).without_identifier()) -%}
  {%- endfor -%}
  {%- if 'relations' in tsdbt_state_tables(target.database) -%}
    {%- set names = [] -%}
    {%- for schema in schemas -%}{%- do names.append([schema]) -%}{%- endfor -%}
    {%- do tsdbt_send('delete from ' ~ tsdbt_state_table(target.database, 'relations') ~ ' where schema_name in (' ~ tsdbt_state_values(names) ~ ')') -%}
  {%- endif -%}
  {%- do adapter.commit() -%}
{%- endmacro %}
