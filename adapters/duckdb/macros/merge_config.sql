{# Fails the model when its merge configs are of the wrong shape, all of them at once. #}
{%- macro validate_merge_config(config, target_relation=none) -%}
  {%- set kinds = {
    'merge_update_condition': 'a string',
    'merge_insert_condition': 'a string',
    'merge_on_using_columns': 'a list',
    'merge_update_columns': 'a list',
    'merge_exclude_columns': 'a list',
    'merge_returning_columns': 'a list',
    'merge_update_set_expressions': 'a dictionary',
  } -%}
  {%- set errors = [] -%}
  {%- for name, kind in kinds.items() if config.get(name) -%}
    {%- set value = config.get(name) -%}
    {%- set found = 'a string' if value is string else 'a dictionary' if value is mapping else 'a list' if value is sequence else 'neither' -%}
    {%- if found != kind -%}{%- do errors.append(name ~ ' must be ' ~ kind ~ ', found: ' ~ value) -%}{%- endif -%}
  {%- endfor -%}
  {%- do tsdbt_validate_merge_clauses(config.get('merge_clauses'), errors) -%}
  {%- if errors -%}
    {%- do exceptions.raise_compiler_error('MERGE configuration errors:\n' ~ errors | join('\n')) -%}
  {%- endif -%}
{%- endmacro %}

{%- macro tsdbt_validate_merge_clauses(clauses, errors) -%}
  {%- if not clauses -%}{{ return(none) }}{%- endif -%}
  {%- if clauses is not mapping -%}
    {%- do errors.append('merge_clauses must be a dictionary, found: ' ~ clauses) -%}
    {{ return(none) }}
  {%- endif -%}
  {%- if 'when_matched' not in clauses and 'when_not_matched' not in clauses -%}
    {%- do errors.append("merge_clauses must contain at least one of 'when_matched' or 'when_not_matched' keys") -%}
  {%- endif -%}
  {%- for name in ['when_matched', 'when_not_matched'] if name in clauses -%}
    {%- set list = clauses[name] -%}
    {%- if list is string or list is mapping or list is not sequence -%}
      {%- do errors.append('merge_clauses.' ~ name ~ ' must be a list') -%}
    {%- elif list | length == 0 -%}
      {%- do errors.append('merge_clauses.' ~ name ~ ' must contain at least one element') -%}
    {%- endif -%}
  {%- endfor -%}
  {%- for name in ['merge_update_condition', 'merge_insert_condition', 'merge_update_columns', 'merge_exclude_columns', 'merge_update_set_expressions'] if config.get(name) -%}
    {%- do errors.append('When merge_clauses is specified, ' ~ name ~ ' would be ignored: remove it') -%}
  {%- endfor -%}
{%- endmacro %}
