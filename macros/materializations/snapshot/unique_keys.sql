{# The key of a snapshot, one column or a list, under names of its own: a key may be an expression. #}
{%- macro tsdbt_snapshot_keys(unique_key) -%}
  {%- if unique_key is string -%}{{ return(['dbt_unique_key']) }}{%- endif -%}
  {%- set names = [] -%}
  {%- for key in unique_key -%}{%- do names.append('dbt_unique_key_' ~ loop.index) -%}{%- endfor -%}
  {{ return(names) }}
{%- endmacro %}

{%- macro unique_key_fields(unique_key) -%}
  {%- set keys = [unique_key] if unique_key is string else unique_key -%}
  {%- set fields = [] -%}
  {%- for name in tsdbt_snapshot_keys(unique_key) -%}{%- do fields.append(keys[loop.index0] ~ ' as ' ~ name) -%}{%- endfor -%}
  {{ fields | join(', ') }}
{%- endmacro %}

{%- macro unique_key_join_on(unique_key, identifier, from_identifier) -%}
  {%- set conditions = [] -%}
  {%- for name in tsdbt_snapshot_keys(unique_key) -%}
    {%- set left, right = identifier ~ '.' ~ name, from_identifier ~ '.' ~ name -%}
    {%- do conditions.append(left ~ ' = ' ~ right if unique_key is string else equals(left, right) | trim) -%}
  {%- endfor -%}
  {{ conditions | join(' and ') }}
{%- endmacro %}

{# After an outer join: there is no such key on that side. #}
{%- macro unique_key_is_null(unique_key, identifier) -%}
  {{ identifier }}.{{ tsdbt_snapshot_keys(unique_key)[0] }} is null
{%- endmacro %}

{%- macro unique_key_is_not_null(unique_key, identifier) -%}
  {{ identifier }}.{{ tsdbt_snapshot_keys(unique_key)[0] }} is not null
{%- endmacro %}
