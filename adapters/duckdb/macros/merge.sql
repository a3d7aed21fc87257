{#
  DuckDB's merge. Beside dbt's common configs a model may set merge_on_using_columns, merge_update_condition,
  merge_insert_condition, merge_update_set_expressions, merge_returning_columns, or all of it as merge_clauses.
#}
{%- macro duckdb__get_incremental_merge_sql(args_dict) -%}
  {{ return(duckdb__get_merge_sql(
      args_dict['target_relation'],
      args_dict['temp_relation'],
      args_dict['unique_key'],
      args_dict['dest_columns'],
      args_dict.get('incremental_predicates'))) }}
{%- endmacro %}

{%- macro duckdb__get_merge_sql(target, source, unique_key, dest_columns, incremental_predicates=none) -%}
  {%- do validate_merge_config(config, target) -%}
  {%- set clauses = config.get('merge_clauses') or {} -%}
  {%- set returning = config.get('merge_returning_columns') or [] -%}
  {{ config.get('sql_header', none) or '' }}
  merge into {{ target }} as DBT_INTERNAL_DEST
  using {{ tsdbt_merge_source(source, dest_columns) }} as DBT_INTERNAL_SOURCE
  {{ duckdb__merge_join_clause(unique_key, config.get('merge_on_using_columns'), normalize_incremental_predicates(incremental_predicates)) }}
  {%- for clause in clauses.get('when_matched', [tsdbt_merge_update()]) %}
  when matched {{ tsdbt_merge_condition(clause) }} then {{ tsdbt_merge_action(clause, dest_columns) }}
  {%- endfor %}
  {%- for clause in clauses.get('when_not_matched', [tsdbt_merge_insert()]) %}
  when not matched {{ 'by ' ~ clause.get('by') if clause.get('by') }} {{ tsdbt_merge_condition(clause) }} then {{ tsdbt_merge_action(clause, dest_columns) }}
  {%- endfor %}
  {% if returning %}returning {{ returning if returning is string else returning | join(', ') }}{% endif %}
{%- endmacro %}

{%- macro duckdb__merge_join_clause(unique_key, merge_on_using_columns, incremental_predicates) -%}
  {%- set conditions = [] -%}
  {%- if not merge_on_using_columns -%}
    {%- for key in ([unique_key] if unique_key is string else unique_key or []) -%}
      {%- do conditions.append('DBT_INTERNAL_SOURCE.' ~ key ~ ' = DBT_INTERNAL_DEST.' ~ key) -%}
    {%- endfor -%}
    {%- if not conditions -%}{%- do conditions.append('false') -%}{%- endif -%}
  {%- endif -%}
  {%- do conditions.extend(incremental_predicates or []) -%}
  {{ 'using (' ~ merge_on_using_columns | join(', ') ~ ')' if merge_on_using_columns }}
  {{ 'on (' ~ conditions | join(') and (') ~ ')' if conditions }}
{%- endmacro %}

{# The new rows without columns that the table has not: `by name` takes no others. #}
{%- macro tsdbt_merge_source(source, dest_columns) -%}
  {%- if source is string or not dest_columns or not execute -%}{{ return(source) }}{%- endif -%}
  {%- set extra = diff_columns(adapter.get_columns_in_relation(source), dest_columns) | map(attribute='name') | list -%}
  {{ return('(select * exclude (' ~ get_quoted_csv(extra) ~ ') from ' ~ source ~ ')' if extra else source) }}
{%- endmacro %}

{# The clauses that hold when the model writes none. #}
{%- macro tsdbt_merge_update() -%}
  {%- set columns = {
    'include': config.get('merge_update_columns') or [],
    'exclude': config.get('merge_exclude_columns') or [],
    'set_expressions': config.get('merge_update_set_expressions') or {},
  } -%}
  {%- set explicit = columns['include'] or columns['exclude'] or columns['set_expressions'] -%}
  {{ return({
      'action': 'update',
      'mode': 'explicit' if explicit else 'by_name',
      'condition': config.get('merge_update_condition'),
      'update': columns,
  }) }}
{%- endmacro %}

{%- macro tsdbt_merge_insert() -%}
  {{ return({'action': 'insert', 'mode': 'by_name', 'condition': config.get('merge_insert_condition')}) }}
{%- endmacro %}

{%- macro tsdbt_merge_condition(clause) -%}
  {%- set condition = clause.get('condition') -%}
  {%- if condition -%}
    and {{ condition if condition is string else '(' ~ condition | join(') and (') ~ ')' }}
  {%- endif -%}
{%- endmacro %}

{%- macro tsdbt_merge_action(clause, dest_columns) -%}
  {%- set action = clause.get('action') -%}
  {%- set mode = clause.get('mode') -%}
  {%- if action == 'update' and clause.get('set_expressions') -%}
    update set {{ tsdbt_merge_assignments(clause.get('set_expressions'), []) }}
  {%- elif action == 'update' and mode == 'explicit' -%}
    {%- set update = clause.get('update', {}) -%}
    {%- set columns = get_merge_update_columns(update.get('include', []), update.get('exclude', []), dest_columns) -%}
    update set {{ tsdbt_merge_assignments(update.get('set_expressions', {}), columns) }}
  {%- elif action == 'insert' and mode == 'explicit' -%}
    {%- set insert = clause.get('insert', {}) -%}
    insert ({{ insert.get('columns', []) | join(', ') }}) values ({{ insert.get('values', []) | join(', ') }})
  {%- elif action == 'update' or action == 'insert' -%}
    {%- set star = 'update set *' if action == 'update' else 'insert *' -%}
    {{ star if mode == 'star' else action ~ ' ' ~ (mode or 'by_name') | replace('_', ' ') }}
  {%- elif action == 'error' -%}
    error {{ "'" ~ clause.get('error_message') | replace("'", "''") ~ "'" if clause.get('error_message') }}
  {%- else -%}
    {{ action | replace('_', ' ') }}
  {%- endif -%}
{%- endmacro %}

{%- macro tsdbt_merge_assignments(expressions, columns) -%}
  {%- set parts = [] -%}
  {%- for column, expression in expressions.items() -%}{%- do parts.append(column ~ ' = ' ~ expression) -%}{%- endfor -%}
  {%- for column in columns if column | replace('"', '') not in expressions -%}
    {%- do parts.append(column ~ ' = DBT_INTERNAL_SOURCE.' ~ column) -%}
  {%- endfor -%}
  {{ parts | join(', ') }}
{%- endmacro %}
