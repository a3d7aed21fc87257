{#
  A model as a file or files: its rows are written by `copy`, and a view in the model's place reads them. A single file is written
  beside its place and moved there, so readers see the old file or the new one.
#}
{%- materialization external, adapter='duckdb' -%}
  {%- do tsdbt_refuse_plugins(config) -%}
  {%- set existing_relation = load_cached_relation(this) -%}
  {%- set target_relation = this.incorporate(type='view') -%}
  {%- set options = render_write_options(config) -%}
  {%- set location = render(config.get('location') or external_location(this, config)) -%}
  {%- set copy_options = tsdbt_copy_options(location, options) -%}
  {%- set format = tsdbt_external_format(config, options) -%}

  {%- do tsdbt_drop_leftovers(target_relation) -%}
  {%- if pre_hooks -%}{%- do run_hooks(pre_hooks, inside_transaction=false) -%}{%- endif -%}
  {%- if pre_hooks -%}{%- do run_hooks(pre_hooks, inside_transaction=true) -%}{%- endif -%}
  {%- do tsdbt_begin() -%}
  {%- set rows = make_temp_relation(this.incorporate(type='table')) -%}
  {%- do run_query(get_create_table_as_sql(true, rows, sql)) -%}
  {%- set is_empty = run_query('select count(*) from ' ~ rows).rows[0][0] == 0 -%}
  {%- if is_empty -%}{%- do tsdbt_keep_columns(rows, format, options) -%}{%- endif -%}
  {%- do write_to_file(rows, location, copy_options) -%}
  {%- call statement('drop_temp') -%}drop table if exists {{ rows }}{%- endcall -%}
  {%- do tsdbt_build_view(target_relation, existing_relation, tsdbt_read_files(location, format, options, config, is_empty)) -%}

  {%- do apply_grants(target_relation, config.get('grants'), should_revoke=true) -%}
  {%- do persist_docs(target_relation, model) -%}
  {%- if post_hooks -%}{%- do run_hooks(post_hooks, inside_transaction=true) -%}{%- endif -%}
  {%- do adapter.commit() -%}
  {%- if post_hooks -%}{%- do run_hooks(post_hooks, inside_transaction=false) -%}{%- endif -%}
  {{ return({'relations': [target_relation]}) }}
{%- endmaterialization %}

{# Where the rows go when the model does not say: below external_root of the target. #}
{%- macro external_location(relation, config) -%}
  {%- set place = adapter.external_root() ~ '/' ~ relation.identifier -%}
  {%- if config.get('options', {}).get('partition_by') -%}{{ return(place) }}{%- endif -%}
  {{ return(place ~ '.' ~ config.get('format', 'parquet')) }}
{%- endmacro %}

{# The model's `options`, with `format` and `delimiter` that stand beside them, as texts. #}
{%- macro render_write_options(config) -%}
  {%- set given = config.get('options') or {} -%}
  {%- if given is not mapping -%}
    {%- do exceptions.raise_compiler_error('The options argument must be a dictionary') -%}
  {%- endif -%}
  {%- set options = {} -%}
  {%- for name, value in given.items() -%}{%- do options.update({name: render(value | string)}) -%}{%- endfor -%}
  {%- for name in ['format', 'delimiter'] if config.get(name) -%}
    {%- do options.update({name: render(config.get(name))}) -%}
  {%- endfor -%}
  {{ return(options) }}
{%- endmacro %}

{# What stands behind `copy … to …`; the format and the compression that the file's name tells are added to the options. #}
{%- macro tsdbt_copy_options(location, options) -%}
  {%- set parts = location.split('/')[-1].lower().split('.') -%}
  {%- set compression = {'gz': 'gzip', 'zst': 'zstd'}.get(parts[-1]) if parts | length > 1 else none -%}
  {%- set endings = parts[1:-1] if compression else parts[1:] -%}
  {%- if 'format' not in options -%}
    {%- set told = endings[-1] if endings else ('csv' if 'delimiter' in options else 'parquet') -%}
    {%- do options.update({'format': told}) -%}
    {%- if compression and 'compression' not in options -%}{%- do options.update({'compression': compression}) -%}{%- endif -%}
  {%- endif -%}
  {%- if options['format'] == 'csv' and 'header' not in options -%}{%- do options.update({'header': '1'}) -%}{%- endif -%}
  {%- set copied = [] -%}
  {%- for name, value in options.items() -%}
    {%- if name | lower in ['delimiter', 'quote', 'escape', 'null'] and not value.startswith("'") -%}
      {%- do copied.append(name ~ " '" ~ value ~ "'") -%}
    {%- elif name == 'partition_by' and ',' in value and not value.startswith('(') -%}
      {%- do copied.append(name ~ ' (' ~ value ~ ')') -%}
    {%- else -%}
      {%- do copied.append(name ~ ' ' ~ value) -%}
    {%- endif -%}
  {%- endfor -%}
  {{ return(copied | join(', ')) }}
{%- endmacro %}

{# How the files are read back. #}
{%- macro tsdbt_external_format(config, options) -%}
  {%- set known = ['csv', 'parquet', 'json'] -%}
  {%- set format = config.get('format') -%}
  {%- if format and format not in known -%}
    {%- do exceptions.raise_compiler_error('Invalid format: ' ~ format ~ '. Allowed formats are: ' ~ known | join(', ')) -%}
  {%- endif -%}
  {%- set format = format or options['format'] | lower -%}
  {{ return(format if format in known else 'parquet') }}
{%- endmacro %}

{%- macro write_to_file(relation, location, options) -%}
  {%- call statement('write_to_file') -%}
    copy {{ relation }} to '{{ location | replace("'", "''") }}' ({{ options }})
  {%- endcall -%}
{%- endmacro %}

{# No rows make no columns in files without a schema of their own: one row of nulls keeps them, and is not read. #}
{%- macro tsdbt_keep_columns(rows, format, options) -%}
  {%- if format == 'parquet' and not tsdbt_many_files(options) -%}{{ return('') }}{%- endif -%}
  {%- set nulls = adapter.get_columns_in_relation(rows) | map(attribute='name') | list -%}
  {%- call statement('keep_columns') -%}
    insert into {{ rows }} ({{ adapter.quote(nulls[0]) }}) values (null)
  {%- endcall -%}
{%- endmacro %}

{%- macro tsdbt_many_files(options) -%}
  {{ return(true if options.get('partition_by') or options.get('per_thread_output') else false) }}
{%- endmacro %}

{# The path, or the pattern of paths, that files were written to. #}
{%- macro tsdbt_external_paths(location, options) -%}
  {%- if not tsdbt_many_files(options) -%}{{ return(location) }}{%- endif -%}
  {%- set folders = options['partition_by'].split(',') | length if options.get('partition_by') else 0 -%}
  {{ return(location ~ '/*' * (folders + 1) ~ '.' ~ options.get('format', 'parquet')) }}
{%- endmacro %}

{%- macro tsdbt_read_files(location, format, options, config, is_empty=false) -%}
  {%- set defaults = {'union_by_name': false} if format == 'parquet' else {'auto_detect': true} -%}
  {%- set settings = dict(config.get(format ~ '_read_options') or defaults) -%}
  {%- if format != 'parquet' and options.get('compression') and 'compression' not in settings -%}
    {%- do settings.update({'compression': options['compression']}) -%}
  {%- endif -%}
  {%- set written = [] -%}
  {%- for name, value in settings.items() -%}
    {%- do written.append(', ' ~ name ~ '=' ~ ("'" ~ value ~ "'" if value is string else value)) -%}
  {%- endfor -%}
  {%- set paths = tsdbt_external_paths(location, options) | replace("'", "''") -%}
  {{ return('select * from read_' ~ format ~ "('" ~ paths ~ "'" ~ written | join('') ~ ')' ~ (' where false' if is_empty else '')) }}
{%- endmacro %}

{%- macro tsdbt_refuse_plugins(config) -%}
  {%- if config.get('plugin') or config.get('glue_register') -%}
    {%- do exceptions.raise_compiler_error("plugins of dbt-duckdb and glue_register are Python code, which is not run here: take them out of the model's config") -%}
  {%- endif -%}
{%- endmacro %}

{# For on-run-start: views over the files of external models that selected nodes read and that are not built now. #}
{%- macro register_upstream_external_models() -%}
  {%- if not execute -%}{{ return('') }}{%- endif -%}
  {%- set known = [] -%}
  {%- for id in selected_resources -%}
    {%- for parent in (graph['nodes'].get(id) or {}).get('depends_on', {}).get('nodes', []) -%}
      {%- set node = graph['nodes'].get(parent) -%}
      {%- if node and parent not in selected_resources and parent not in known and node.config.materialized == 'external' -%}
        {%- do known.append(parent) -%}
        {%- do tsdbt_register_external(node) -%}
      {%- endif -%}
    {%- endfor -%}
  {%- endfor -%}
  {%- if known -%}{%- do adapter.commit() -%}{%- endif -%}
{%- endmacro %}

{%- macro tsdbt_register_external(node) -%}
  {%- set relation = api.Relation.create(database=node['database'], schema=node['schema'], identifier=node['alias']) -%}
  {%- set options = render_write_options(node.config) -%}
  {%- set location = render(node.config.get('location') or external_location(relation, node.config)) -%}
  {%- do tsdbt_copy_options(location, options) -%}
  {%- set format = tsdbt_external_format(node.config, options) -%}
  {%- call statement('register_schema') -%}create schema if not exists {{ relation.without_identifier() }}{%- endcall -%}
  {%- call statement('register') -%}
    create or replace view {{ relation }} as ({{ tsdbt_read_files(location, format, options, node.config) }})
  {%- endcall -%}
{%- endmacro %}
