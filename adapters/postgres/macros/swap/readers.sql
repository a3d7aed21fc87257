{# `with (security_barrier=true)`, where a view has options. #}
{%- macro tsdbt_view_options(reader) -%}
  {{ return(' with (' ~ reader.options ~ ')' if reader.options else '') }}
{%- endmacro %}

{# Statements that drop views, do something, and make the views again with owners, grants and comments. #}
{%- macro tsdbt_recreation(readers, between) -%}
  {%- if not readers -%}{{ return(between) }}{%- endif -%}
  {%- set statements = ['drop view ' ~ readers | map(attribute='name') | join(', ')] + between -%}
  {%- for reader in readers -%}
    {%- do statements.append('create view ' ~ reader.name ~ tsdbt_view_options(reader) ~ ' as ' ~ reader.definition) -%}
    {%- do statements.append('alter view ' ~ reader.name ~ ' owner to ' ~ reader.owner) -%}
    {%- do statements.extend(reader.statements) -%}
  {%- endfor -%}
  {{ return(statements) }}
{%- endmacro %}

{# A foreign key, to the relation that has the name now; rows that do not fit it are told of, not refused: their table may be built next. #}
{%- macro tsdbt_put_key(key) -%}
  {%- set add = 'alter table ' ~ key.table ~ ' add constraint ' ~ key.name ~ ' ' ~ key.definition -%}
  {%- set valid = 'alter table ' ~ key.table ~ ' validate constraint ' ~ key.name -%}
  {%- set statement -%}
    {{ tsdbt_keep(key.label, [add ~ ('' if 'NOT VALID' in key.definition else ' not valid')]) }};
    do $tsdbt$ begin
      execute {{ tsdbt_literal(valid, '') }};
    exception when foreign_key_violation then
      raise warning '%', sqlerrm;
    end $tsdbt$
  {%- endset -%}
  {{ return(statement) }}
{%- endmacro %}

{# Statements that give something to the replacement, in a transaction within the node's; the node's error says what could not be kept. #}
{%- macro tsdbt_keep(label, statements) -%}
  {%- set text -%}
do $tsdbt$
declare
  more text;
begin
  {%- for one in statements %}
  execute {{ tsdbt_literal(one, '') }};
  {%- endfor %}
exception when others then
  get stacked diagnostics more = pg_exception_detail;
  raise exception using errcode = sqlstate, message = {{ tsdbt_literal(label ~ ' cannot be kept: ', '') }} || sqlerrm, detail = more;
end $tsdbt$
  {%- endset -%}
  {{ return(text) }}
{%- endmacro %}

{# A type is changed in place; views that use the column are made anew around it. #}
{%- macro postgres__alter_column_type(relation, column_name, new_column_type) -%}
  {%- set column = adapter.quote(column_name) -%}
  {%- set change = 'alter table ' ~ relation ~ ' alter column ' ~ column ~ ' type ' ~ new_column_type ~ ' using ' ~ column ~ '::' ~ new_column_type -%}
  {%- set temporary = relation.schema is none or not execute -%}
  {%- set facts = {'readers': []} if temporary else tsdbt_facts(relation, relation, relation) -%}
  {%- set users = [] -%}
  {%- for reader in facts.readers if column_name in reader.uses -%}{%- do users.append(reader.name) -%}{%- endfor -%}
  {%- if users and not tsdbt_can_recreate(facts) -%}
    {%- do exceptions.raise_compiler_error('Column ' ~ column_name ~ ' of ' ~ relation.render() ~ ' cannot get the type ' ~ new_column_type ~ ' while these use it:\n  ' ~ users | join('\n  ')) -%}
  {%- endif -%}
  {%- do tsdbt_run(tsdbt_recreation(facts.readers if users else [], [change])) -%}
{%- endmacro %}
