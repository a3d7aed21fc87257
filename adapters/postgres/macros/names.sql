{# Names of at most 63 bytes: the relation's own is cut so that the suffix fits, with a hash of it, for others may begin alike. #}
{%- macro postgres__make_relation_with_suffix(base_relation, suffix, dstring) -%}
  {%- set whole = suffix ~ modules.datetime.datetime.now().strftime('%H%M%S%f') if dstring else suffix -%}
  {%- set most = base_relation.relation_max_name_length() -%}
  {%- if whole | length > most -%}
    {%- do exceptions.raise_compiler_error('Relation suffix is too long (' ~ whole | length ~ ' characters). Maximum length is ' ~ most ~ ' characters.') -%}
  {%- endif -%}
  {%- set name = base_relation.identifier -%}
  {%- set bytes = name.encode('utf-8') | length -%}
  {%- if bytes + whole | length > most -%}
    {%- set room = [most - 9 - whole | length, 0] | max -%}
    {%- set name = name[:room if bytes == name | length else room // 4] ~ '_' ~ local_md5(name)[:8] -%}
  {%- endif -%}
  {%- set identifier = name ~ whole -%}
  {{ return(base_relation.incorporate(path={'identifier': identifier})) }}
{%- endmacro %}

{%- macro postgres__make_intermediate_relation(base_relation, suffix) -%}
  {{ return(postgres__make_relation_with_suffix(base_relation, suffix, dstring=false)) }}
{%- endmacro %}

{# A temporary table of the session, under a name that no other has. #}
{%- macro postgres__make_temp_relation(base_relation, suffix) -%}
  {%- set temp_relation = postgres__make_relation_with_suffix(base_relation, suffix, dstring=true) -%}
  {{ return(temp_relation.incorporate(path={'schema': none, 'database': none})) }}
{%- endmacro %}

{%- macro postgres__make_backup_relation(base_relation, backup_relation_type, suffix) -%}
  {%- set backup_relation = postgres__make_relation_with_suffix(base_relation, suffix, dstring=false) -%}
  {{ return(backup_relation.incorporate(type=backup_relation_type)) }}
{%- endmacro %}
