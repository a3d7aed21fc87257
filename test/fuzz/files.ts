/** A valid project with a resource of every kind: what the fuzz test edits. Small files, so that edits hit what matters. */
const PROJECT = `name: test
version: "1.0"
config-version: 2
profile: test
targets:
  dev: {type: duckdb, path: ":memory:", threads: 2, schema: main}
model-paths: [models]
docs-paths: [models]
vars:
  limit: 10
  days: ["2024-01-01", "2024-01-02"]
  test: {only_here: {deep: [1, 2.5, null, true]}}
on-run-start: ["create table if not exists audit (what varchar, loaded timestamp)"]
on-run-end: ["insert into audit values ('{{ results | length }}', now())"]
query-comment: {comment: "by {{ target.name }} {{ node.name if node }}", append: true}
models:
  +materialized: view
  test:
    marts: {+materialized: table, +tags: [marts], +meta: {owner: me}}
    staging: {+enabled: "{{ var('limit', 10) | int > 1 }}"}
seeds: {test: {+column_types: {code: varchar}, countries: {+quote_columns: false}}}
snapshots: {+dbt_valid_to_current: "null"}
data_tests: {+severity: warn}
flags: {warn_error_options: {silence: [NoNodesForSelectionCriteria]}}
dispatch: [{macro_namespace: test, search_order: [test]}]
`;

const STAGING = `version: 2
groups:
  - {name: finance, owner: {name: Ann, email: ann@example.com}}
sources:
  - name: raw
    schema: main
    loaded_at_field: loaded
    freshness: {warn_after: {count: 1, period: day}, error_after: {count: 2, period: day}}
    tables:
      - name: countries
        identifier: audit
        columns: [{name: what, data_tests: [not_null]}]
models:
  - name: stg_orders
    description: "{{ doc('orders') }}"
    group: finance
    access: protected
    config: {tags: staging, meta: {a: {b: [1, 2]}}}
    columns:
      - name: id
        description: key
        data_tests:
          - unique
          - not_null: {config: {severity: error, where: "id > 0"}}
          - relationships: {arguments: {to: ref('numbers'), field: n}}
      - name: status
        data_tests:
          - accepted_values: {arguments: {values: [open, "paid"]}, config: {limit: 5, error_if: ">10", store_failures: true}}
  - name: typed
    config: {contract: {enforced: true}}
    constraints: [{type: primary_key, columns: [id]}]
    columns:
      - {name: id, data_type: integer, constraints: [{type: not_null}]}
      - {name: name, data_type: varchar}
  - name: prices
    latest_version: 2
    versions: [{v: 1}, {v: 2, columns: [{include: all, exclude: [old]}, {name: new}]}]
    columns: [{name: id}, {name: old}]
exposures:
  - name: board
    type: dashboard
    maturity: high
    url: https://example.com
    owner: {name: Ann}
    depends_on: [ref('orders'), "source('raw', 'countries')"]
unit_tests:
  - name: adds_up
    model: orders
    given:
      - {input: ref('stg_orders'), rows: [{id: 1, status: open, amount: 3}, {id: 2, status: paid, amount: 4.5}]}
      - {input: ref('countries'), format: csv, rows: "code,name\\nde,Germany"}
    overrides: {vars: {limit: 3}, macros: {twice: 2}}
    expect: {format: dict, rows: [{total: 7.5}]}
`;

const MORE = `snapshots:
  - name: kept
    relation: ref('stg_orders')
    config: {strategy: check, unique_key: id, check_cols: [status], hard_deletes: new_record}
semantic_models:
  - name: orders
    model: ref('stg_orders')
    defaults: {agg_time_dimension: ordered_at}
    entities: [{name: order_id, type: primary, expr: id}]
    dimensions: [{name: ordered_at, expr: day, type: time, type_params: {time_granularity: day}}, {name: status, type: categorical}]
    measures: [{name: revenue, agg: sum, expr: amount, create_metric: true}, {name: orders_count, agg: count, expr: id}]
metrics:
  - {name: orders_made, label: Orders, type: simple, type_params: {measure: orders_count}, filter: "{{ Dimension('order_id__status') }} = 'paid'"}
  - {name: per_order, label: Per order, type: ratio, type_params: {numerator: revenue, denominator: orders_made}}
  - {name: twice_revenue, label: Twice, type: derived, type_params: {expr: revenue * 2, metrics: [revenue]}}
saved_queries:
  - {name: daily, query_params: {metrics: [orders_made], group_by: ["TimeDimension('order_id__ordered_at', 'day')"]}, exports: [{name: e, config: {export_as: table}}]}
functions:
  - {name: double, arguments: [{name: x, data_type: float, default_value: 1}], returns: {data_type: float}}
macros:
  - {name: twice, description: twice, arguments: [{name: n, type: integer, description: number}]}
seeds:
  - {name: countries, columns: [{name: code, data_tests: [unique]}]}
analyses:
  - {name: look, description: a look}
models:
  - {name: days, time_spine: {standard_granularity_column: day}, columns: [{name: day, granularity: day}]}
`;

/** Path → text of the project's files. */
export const FILES: Readonly<Record<string, string>> = {
  'project.yml': PROJECT,
  'selectors.yml':
    "selectors:\n  - {name: all_marts, default: false, definition: {union: [{method: tag, value: marts, parents: true}, 'stg_orders+1', {exclude: ['typed']}]}}\n",
  'models/staging/staging.yml': STAGING,
  'models/more.yml': MORE,
  'models/docs.md': '{% docs orders %}\n# Orders\nOne **row** each.\n{% enddocs %}\n',
  'models/staging/stg_orders.sql':
    "{{ config(alias='orders_staged', tags=['s'], meta={'n': 1}) }}\nselect n as id, case when n % 2 = 0 then 'open' else 'paid' end as status,\n  {{ twice(n=2) }} * n as amount, date '2024-01-01' as day\nfrom {{ ref('numbers') }} limit {{ var('limit') }}\n",
  'models/staging/numbers.sql':
    "{{ config(materialized='ephemeral') }}\n{% set rows = [] %}{% for i in range(1, 4) -%}\n{% do rows.append('select ' ~ i ~ ' as n') %}\n{%- endfor %}\n{{ rows | join('\\nunion all\\n') }}\n",
  'models/marts/orders.sql':
    "{%- set columns = dbt_columns('stg_orders') -%}\nselect sum(amount) as total {# a comment #}\nfrom {{ ref('stg_orders') }} cross join {{ ref('countries') }}\n{% if execute and is_incremental() %}where 1 = 0{% endif %}\n-- {{ columns }} {{ target.schema }} {{ this }} {{ modules.datetime.date(2024, 1, 31).strftime('%d.%m') }} {{ modules.re.sub('a+', 'b', 'caat') }}\n",
  'models/marts/grows.sql':
    "{{ config(materialized='incremental', unique_key='id', incremental_strategy='delete+insert', on_schema_change='append_new_columns', pre_hook=\"select 1\", post_hook=[\"select '{{ this }}'\"]) }}\nselect id, {{ function('double') }}(amount) as amount from {{ ref('stg_orders') }}\n{% if is_incremental() %}where id > (select max(id) from {{ this }}){% endif %}\n",
  'models/typed.sql': 'select 1 as id, {{ dbt.concat(["\'a\'", "\'b\'"]) }}::varchar as name\n',
  'models/prices_v1.sql': 'select 1 as id, 2 as old\n',
  'models/prices_v2.sql':
    "select id, {{ dbt.type_int() }}_of as new from (select 1 as id, 3 as {{ dbt.type_int() }}_of)\n-- {{ ref('prices', v=1) }}",
  'models/days.sql':
    "{{ dbt.date_spine('day', \"cast('2024-01-01' as date)\", \"cast('2024-01-03' as date)\") }}\n",
  'seeds/countries.csv':
    'code,name,since,size\nde,Germany,1990-10-03,357.5\nfr,"France, la",1958-10-04,551\n',
  'snapshots/old.sql':
    "{% snapshot old %}\n{{ config(target_schema='main', strategy='timestamp', unique_key='id', updated_at='day') }}\nselect * from {{ ref('stg_orders') }}\n{% endsnapshot %}\n",
  'macros/own.sql':
    "{% macro twice(n=1, kind='x') %}{{ return(n * 2) }}{% endmacro %}\n{% macro dbt_columns(name) %}\n  {%- if execute -%}{%- set found = run_query('select 1 as a, 2 as b') -%}{{ found.columns | map(attribute='name') | join(', ') }}{%- endif -%}\n{% endmacro %}\n{% macro wraps(text) %}{% call(x) inner(text) %}<{{ x }}>{% endcall %}{% endmacro %}\n{% macro inner(text) %}{{ caller(text) if caller }}{% endmacro %}\n{% macro generate_schema_name(name, node) %}{{ name or target.schema }}{% endmacro %}\n",
  'tests/generic/small.sql':
    '{% test small(model, column_name, most=100) %}\n{{ config(severity="warn") }}\nselect * from {{ model }} where {{ column_name }} > {{ most }}\n{% endtest %}\n',
  'tests/no_nulls.sql':
    "{{ config(tags='single') }}\nselect * from {{ ref('orders') }} where total is null\n",
  'analyses/look.sql': "select * from {{ ref('prices', v=2) }} {{ wraps('a') }}\n",
  'functions/double.sql': 'select x * 2\n',
};
