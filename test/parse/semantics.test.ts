import { describe, expect, test } from 'vitest';
import { mark } from '../support/project.ts';
import { asData, at, parsed } from './parsed.ts';

const DAYS = {
  'models/days.sql': 'select date 2024-01-01 as day',
  'models/days.yml':
    'models: [{name: days, time_spine: {standard_granularity_column: day}, columns: [{name: day, granularity: day}]}]',
};

const MODEL = {
  ...DAYS,
  'models/orders.sql': 'select 1 as id, 2 as amount, date 2024-01-01 as ordered_at',
  'models/orders.yml': `semantic_models:
  - name: orders
    model: ref('orders')
    description: "{{ doc('orders_doc') }}"
    defaults: {agg_time_dimension: ordered_at}
    config: {meta: {team: sales}}
    entities: [{name: order_id, type: PRIMARY, expr: id}]
    dimensions: [{name: ordered_at, type: time, type_params: {time_granularity: day}}]
    measures:
      - {name: revenue, agg: sum, expr: amount, create_metric: true}
      - {name: order_count, agg: COUNT, expr: 1, config: {meta: {team: ops}}}
`,
  'models/docs.md': '{% docs orders_doc %}All orders.{% enddocs %}',
};

const METRICS = `metrics:
  - {name: orders_made, label: Orders, type: simple, type_params: {measure: order_count}, filter: "{{ Dimension('order_id__ordered_at') }} > 1"}
  - {name: per_order, label: Per order, type: ratio, type_params: {numerator: revenue, denominator: orders_made}}
  - {name: so_far, label: So far, type: cumulative, type_params: {measure: revenue, cumulative_type_params: {window: 28 days}}}
`;

describe('semantic layer', () => {
  test('semantic models stand on their model, their elements take its meta, words in any case', async () => {
    const p = await parsed(MODEL);
    expect(p.problems).toEqual([]);
    const model = p.get('semantic_model.test.orders');
    expect(model).toMatchObject({
      description: 'All orders.',
      depends_on: { nodes: ['model.test.orders'] },
      node_relation: { alias: 'orders', schema_name: 'main' },
      entities: [{ name: 'order_id', type: 'primary', expr: 'id', config: { meta: { team: 'sales' } } }],
      measures: [
        { name: 'revenue', agg: 'sum', create_metric: false },
        { name: 'order_count', agg: 'count', expr: '1', config: { meta: { team: 'ops' } } },
      ],
    });
  });

  test('metrics know their measures and parents; measures can stand for metrics', async () => {
    const p = await parsed({ ...MODEL, 'models/metrics.yml': METRICS });
    expect(p.problems).toEqual([]);
    expect(p.get('metric.test.revenue')).toMatchObject({
      type: 'simple',
      label: 'revenue',
      meta: { team: 'sales' },
    });
    expect(p.get('metric.test.orders_made')).toMatchObject({
      depends_on: { nodes: ['semantic_model.test.orders'] },
      filter: { where_filters: [{ where_sql_template: "{{ Dimension('order_id__ordered_at') }} > 1" }] },
    });
    const ratio = p.get('metric.test.per_order');
    expect(ratio.depends_on).toEqual({
      macros: [],
      nodes: ['metric.test.revenue', 'metric.test.orders_made'],
    });
    expect(asData(ratio.type_params).input_measures).toMatchObject([
      { name: 'revenue' },
      { name: 'order_count' },
    ]);
    expect(asData(p.get('metric.test.so_far').type_params).cumulative_type_params).toMatchObject({
      window: { count: 28, granularity: 'day' },
      period_agg: 'first',
    });
  });

  test('saved queries take what they do not say from their config and the target', async () => {
    const p = await parsed({
      ...MODEL,
      'models/metrics.yml': METRICS,
      'models/saved.yml': `saved_queries:
  - name: daily
    tags: [b, a]
    config: {export_as: table, schema: reports}
    query_params: {metrics: [orders_made], group_by: ["TimeDimension('metric_time', 'day')"], where: "{{ x }} = 1"}
    exports: [{name: out}, {name: shown, config: {export_as: view, alias: seen}}]
`,
    });
    expect(p.problems).toEqual([]);
    expect(p.get('saved_query.test.daily')).toMatchObject({
      tags: ['a', 'b'],
      depends_on: { nodes: ['metric.test.orders_made'] },
      exports: [
        { name: 'out', config: { export_as: 'table', schema_name: 'reports', alias: 'out' } },
        { name: 'shown', config: { export_as: 'view', schema_name: 'reports', alias: 'seen' } },
      ],
    });
    const semantic = asData(JSON.parse(p.project.read('target/semantic_manifest.json')));
    expect(Object.keys(semantic)).toEqual([
      'semantic_models',
      'metrics',
      'project_configuration',
      'saved_queries',
    ]);
    expect(asData(semantic.project_configuration).time_spines).toMatchObject([
      { primary_column: { name: 'day', time_granularity: 'day' } },
    ]);
  });

  test('they are listed, selected with their relatives, and do nothing in a build', async () => {
    const p = await parsed({ ...MODEL, 'models/metrics.yml': METRICS });
    expect(await p.project.ls({ select: ['semantic_model:orders+'] })).toEqual([
      'metric:test.orders_made',
      'metric:test.per_order',
      'metric:test.revenue',
      'metric:test.so_far',
      'semantic_model:test.orders',
    ]);
    expect(await p.project.ls({ select: ['+metric:so_far'], resourceTypes: ['model'] })).toEqual([
      'test.orders',
    ]);
  });

  test('config sections of the project file switch them off; what needs them says so', async () => {
    const p = await parsed({
      ...MODEL,
      'models/metrics.yml': mark`metrics: [{«name»: m, label: M, type: simple, type_params: {measure: order_count}}]`,
      'dbt_project.yml': 'name: test\nsemantic-models: {test: {+enabled: false}}\n',
    });
    const [problem] = p.diagnostics.filter(({ code }) => code === 'TD224');
    expect(problem?.message).toContain(
      'The measure `order_count` is referenced on disabled semantic model `orders`.',
    );
    expect(p.problems).toContain(at('TD224', p.project.mark(0)));
  });

  test('a metric, measure or model that is not there', async () => {
    const p = await parsed({
      ...MODEL,
      'models/metrics.yml': `metrics:
  - {name: one, label: One, type: simple, type_params: {measure: revenu}}
  - {name: two, label: Two, type: derived, type_params: {metrics: [gone], expr: gone}}
  - {name: three, label: Three, type: ratio, type_params: {numerator: one}}
`,
      'models/exposures.yml':
        "exposures: [{name: e, type: dashboard, owner: {name: n}, depends_on: [metric('onee')]}]",
    });
    const messages = p.diagnostics.map(({ message, help }) => `${message} ${help ?? ''}`);
    expect(messages[0]).toMatch(/measure `revenu` does not exist but was referenced.*"revenue"/);
    expect(messages[1]).toContain('The metric `gone` does not exist but was referenced by metric `two`.');
    expect(messages[2]).toContain('Invalid ratio metric. Both a numerator and denominator must be specified');
    expect(messages[3]).toMatch(/depends on a metric named 'onee' which was not found.*"one"/);
  });

  test.each([
    ['{name: "a b", label: A, type: simple, type_params: {measure: revenue}}', 'cannot contain spaces'],
    ['{name: 1a, label: A, type: simple, type_params: {measure: revenue}}', 'must begin with a letter'],
    [
      '{name: aa, label: A, type: simpel, type_params: {measure: revenue}}',
      "'simpel' is not a valid MetricType",
    ],
    ['{name: aa, type: simple, type_params: {measure: revenue}}', "'label' is a required property"],
    [
      '{name: aa, label: A, type: cumulative, type_params: {measure: revenue, window: soon}}',
      'Invalid window (soon) in cumulative/conversion metric',
    ],
    [
      '{name: aa, label: A, type: cumulative, type_params: {measure: revenue, cumulative_type_params: {window: 2 days, grain_to_date: day}}}',
      'Both window and grain_to_date set for cumulative metric',
    ],
    [
      '{name: day, label: A, type: simple, type_params: {measure: revenue}}',
      'reserved time granularity keywords',
    ],
    ['{name: _x, label: A, type: simple, type_params: {measure: revenue}}', 'must begin with a letter'],
  ])('a metric that cannot be: %s', async (metric, words) => {
    const p = await parsed({ ...MODEL, 'models/metrics.yml': `metrics:\n  - ${metric}\n` });
    expect(p.diagnostics.map(({ message }) => message).join('\n')).toContain(words);
    expect(p.problems[0]).toMatch(/^TD2(06|18|25) models\/metrics\.yml:2:/);
  });

  test.each([
    ['agg_time_dimension: ordered_at', 'agg_time_dimension: gone', 'which is not a valid time dimension'],
    ['agg: COUNT, expr: 1', 'agg: COUNT', 'requires an expr to be provided'],
    ['agg: COUNT, expr: 1', 'agg: percentile, expr: amount', 'requires agg_params.percentile'],
    ['type: PRIMARY', 'type: foreign', 'does not define a primary entity'],
    ['name: order_count', 'name: revenue', 'was already used for a measure'],
  ])('rules of semantic models: %s as %s', async (from, to, words) => {
    const yaml = MODEL['models/orders.yml'].replace(from, to);
    const p = await parsed({ ...MODEL, 'models/orders.yml': yaml });
    expect(p.problems[0]).toMatch(/^TD225 models\/orders\.yml:2:/);
    expect(p.diagnostics.map(({ message }) => message).join('\n')).toContain(words);
  });

  test('semantic models want a time spine by the day', async () => {
    const { 'models/days.yml': _, ...files } = MODEL;
    const p = await parsed(files);
    expect(p.problems).toEqual(['TD225 models/orders.yml:2:5']);
    expect(p.diagnostics[0]?.message).toContain(
      'requires a time spine model with granularity DAY or smaller',
    );
  });
});
