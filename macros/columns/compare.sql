{# Names of columns in quotes, with commas between. #}
{%- macro get_quoted_csv(column_names) -%}
  {%- set quoted = [] -%}
  {%- for name in column_names -%}{%- do quoted.append(adapter.quote(name)) -%}{%- endfor -%}
  {{ return(quoted | join(', ')) }}
{%- endmacro %}

{# The columns of the first list whose names are not in the second. #}
{%- macro diff_columns(source_columns, target_columns) -%}
  {%- set known = target_columns | map(attribute='name') | list -%}
  {%- set missing = [] -%}
  {%- for column in source_columns if column.name not in known -%}{%- do missing.append(column) -%}{%- endfor -%}
  {{ return(missing) }}
{%- endmacro %}

{# The columns that both lists have, but with another type in the first: name and that type. #}
{%- macro diff_column_data_types(source_columns, target_columns) -%}
  {{ return(adapter.dispatch('diff_column_data_types', 'dbt')(source_columns, target_columns)) }}
{%- endmacro %}

{%- macro default__diff_column_data_types(source_columns, target_columns) -%}
  {%- set changed = [] -%}
  {%- for source in source_columns -%}
    {%- for target in target_columns if target.name == source.name -%}
      {%- if source.data_type != target.data_type and not source.can_expand_to(other_column=target) -%}
        {%- do changed.append({'column_name': target.name, 'new_type': source.data_type}) -%}
      {%- endif -%}
    {%- endfor -%}
  {%- endfor -%}
  {{ return(changed) }}
{%- endmacro %}

{# Which columns a merge updates: all, the listed ones, or all but the listed ones. #}
{%- macro get_merge_update_columns(merge_update_columns, merge_exclude_columns, dest_columns) -%}
  {{ return(adapter.dispatch('get_merge_update_columns', 'dbt')(merge_update_columns, merge_exclude_columns, dest_columns)) }}
{%- endmacro %}

{%- macro default__get_merge_update_columns(merge_update_columns, merge_exclude_columns, dest_columns) -%}
  {%- if merge_update_columns and merge_exclude_columns -%}
    {%- do exceptions.raise_compiler_error('Model cannot specify merge_update_columns and merge_exclude_columns. Please update model to use only one config') -%}
  {%- endif -%}
  {%- if merge_update_columns -%}{{ return(merge_update_columns) }}{%- endif -%}
  {%- set excluded = merge_exclude_columns | default([], true) | map('lower') | list -%}
  {%- set kept = [] -%}
  {%- for column in dest_columns if column.name | lower not in excluded -%}{%- do kept.append(column.quoted) -%}{%- endfor -%}
  {{ return(kept) }}
{%- endmacro %}
