{%- macro postgres__get_create_materialized_view_as_sql(relation, sql) -%}
  create materialized view if not exists {{ relation }} as {{ sql }};
  {%- for index in config.get('indexes', []) %}
  {{ get_create_index_sql(relation, index) }};
  {%- endfor -%}
{%- endmacro %}

{# A view that was left on an older relation reads that one: it is built again. #}
{%- macro postgres__refresh_materialized_view(relation) -%}
  {%- set facts = tsdbt_facts(relation, relation, relation) -%}
  {%- if facts is not none and facts.stood_on -%}
    {{ return(get_replace_sql(relation, relation, sql)) }}
  {%- endif -%}
  refresh materialized view {{ relation }}
{%- endmacro %}

{# Built beside, with its rows, then put in the place of what is there. #}
{%- macro postgres__get_replace_sql(existing_relation, target_relation, sql) -%}
  {%- if not target_relation.is_materialized_view -%}
    {{ return(default__get_replace_sql(existing_relation, target_relation, sql)) }}
  {%- endif -%}
  {%- set beside = make_intermediate_relation(target_relation) -%}
  {%- do postgres__tsdbt_drop_leftovers(target_relation) -%}
  {%- do adapter.cache_added(beside) -%}
  {{ return(postgres__get_create_materialized_view_as_sql(beside, sql)) }}
{%- endmacro %}

{# The indexes to drop and to create; none where they are as the config has them. Those that a config made have a hash for a name; others stay. #}
{%- macro postgres__get_materialized_view_configuration_changes(existing_relation, new_config) -%}
  {%- set present = {} -%}
  {%- for row in run_query(get_show_indexes_sql(existing_relation)) -%}
    {%- set key = tsdbt_index_key(row['column_names'].split(','), row['unique'], row['method']) -%}
    {%- do present.update({key: present.get(key, []) + [row['name']]}) -%}
  {%- endfor -%}
  {%- set wanted = {} -%}
  {%- for index in new_config.get('indexes', []) -%}
    {%- do tsdbt_check_index(index) -%}
    {%- do wanted.update({tsdbt_index_key(index['columns'], index.get('unique', false), index.get('type') or 'btree'): index}) -%}
  {%- endfor -%}
  {%- set changes = {'drop': [], 'create': []} -%}
  {%- for key, names in present.items() if key not in wanted -%}
    {%- for name in names if modules.re.match('[0-9a-f]{32}$', name) -%}{%- do changes['drop'].append(name) -%}{%- endfor -%}
  {%- endfor -%}
  {%- for key, index in wanted.items() if key not in present -%}{%- do changes['create'].append(index) -%}{%- endfor -%}
  {{ return(changes if changes['drop'] or changes['create'] else none) }}
{%- endmacro %}

{%- macro tsdbt_index_key(columns, unique, method) -%}
  {{ return(columns | map('lower') | sort | join(',') ~ '|' ~ ('unique' if unique else '') ~ '|' ~ method) }}
{%- endmacro %}

{%- macro postgres__get_alter_materialized_view_as_sql(relation, configuration_changes, sql, existing_relation, backup_relation, intermediate_relation) -%}
  {%- do log('Applying UPDATE INDEXES to: ' ~ relation) -%}
  {%- for name in configuration_changes['drop'] %}
  {{ get_drop_index_sql(relation, name) }};
  {%- endfor -%}
  {%- for index in configuration_changes['create'] %}
  {{ get_create_index_sql(relation, index) }};
  {%- endfor -%}
{%- endmacro %}
