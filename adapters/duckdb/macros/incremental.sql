{%- macro duckdb__get_incremental_default_sql(arg_dict) -%}
  {{ return(get_incremental_delete_insert_sql(arg_dict)) }}
{%- endmacro %}

{%- macro duckdb__get_delete_insert_merge_sql(target, source, unique_key, dest_columns, incremental_predicates) -%}
  {%- if unique_key and unique_key is not string -%}
    {%- set conditions = [] -%}
    {%- for key in unique_key -%}
      {%- do conditions.append(source ~ '.' ~ key ~ ' = DBT_INCREMENTAL_TARGET.' ~ key) -%}
    {%- endfor -%}
    delete from {{ target }} as DBT_INCREMENTAL_TARGET
    using {{ source }}
    where ({{ (conditions + (incremental_predicates or [])) | join(' and ') }});
  {%- elif unique_key -%}
    delete from {{ target }}
    where ({{ unique_key }}) in (
      select ({{ unique_key }})
      from {{ source }}
    )
    {%- for predicate in incremental_predicates or [] %}
      and {{ predicate }}
    {%- endfor -%};
  {%- endif %}
  {{ get_insert_into_sql(target, source, dest_columns) }}
{%- endmacro %}

{# Each batch replaces its own span of event time. #}
{%- macro duckdb__get_incremental_microbatch_sql(arg_dict) -%}
  {%- set event_time = config.get('event_time') -%}
  {%- set batch = model.get('batch') or {} -%}
  {%- set start, end = batch.get('event_time_start'), batch.get('event_time_end') -%}
  {%- if not event_time -%}
    {%- do exceptions.raise_compiler_error("microbatch incremental strategy requires an 'event_time' model config") -%}
  {%- elif config.get('unique_key') -%}
    {%- do exceptions.raise_compiler_error("microbatch incremental strategy does not support 'unique_key': each batch replaces its span of event_time. Remove it, or use incremental_strategy='merge'.") -%}
  {%- elif not (start and end) -%}
    {%- do exceptions.raise_compiler_error("microbatch incremental strategy requires 'batch.event_time_start' and 'batch.event_time_end' to be set in the context") -%}
  {%- endif -%}
  {%- set span = event_time ~ " >= '" ~ start ~ "' and " ~ event_time ~ " < '" ~ end ~ "'" -%}
  {%- set columns = get_quoted_csv(arg_dict['dest_columns'] | map(attribute='name')) -%}
  delete from {{ arg_dict['target_relation'] }}
  where {{ span }}
  {%- for predicate in normalize_incremental_predicates(arg_dict.get('incremental_predicates')) %}
    and ({{ predicate }})
  {%- endfor -%};
  insert into {{ arg_dict['target_relation'] }} ({{ columns }})
  select {{ columns }}
  from {{ arg_dict['temp_relation'] }}
  where {{ span }};
{%- endmacro %}

{%- macro normalize_incremental_predicates(incremental_predicates) -%}
  {{ return(normalize_string_or_list(incremental_predicates, 'incremental_predicates')) }}
{%- endmacro %}

{# A text, a list of texts or none as a list of texts. #}
{%- macro normalize_string_or_list(raw, field_name) -%}
  {%- if raw is none -%}{{ return([]) }}{%- endif -%}
  {%- if raw is string -%}{{ return([raw]) }}{%- endif -%}
  {%- if raw is mapping or raw is not sequence -%}
    {%- do exceptions.raise_compiler_error(field_name ~ ' must be a list of strings or a string') -%}
  {%- endif -%}
  {{ return(raw | list) }}
{%- endmacro %}
