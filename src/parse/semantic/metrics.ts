import { failure } from '../../core/diagnostic.ts';
import type { JsonObject } from '../../core/json.ts';
import type { Measure, MetricNode } from '../../manifest/index.ts';
import { attempt } from '../context/context.ts';
import { objectOf, textOf, textsOf } from '../context/data.ts';
import { NOTHING } from '../nodes/capture.ts';
import type { Tools } from '../nodes/tools.ts';
import { type PropertyEntry, placeIn } from '../properties/properties.ts';
import { type BuiltDescribed, describedFields, placedAt } from './described.ts';
import { whereFilter } from './filters.ts';
import { inputMeasure, metricParams } from './metric-params.ts';
import type { BuiltSemanticModel } from './semantic-models.ts';
import { wordOf } from './words.ts';

/** A metric before its measures and metrics are looked up. */
export type BuiltMetric = BuiltDescribed<MetricNode>;

/** Builds all metrics: those of `metrics:`, then those that measures with `create_metric` stand for. */
export function buildMetrics(
  tools: Tools,
  entries: readonly PropertyEntry[],
  models: readonly BuiltSemanticModel[],
): readonly BuiltMetric[] {
  const written = entries.filter((entry) => entry.section === 'metrics');
  const { report } = tools.context;
  return [
    ...written.flatMap(
      (entry) => attempt(report, () => build(tools, entry), { at: placeIn(entry, 'name') }) ?? [],
    ),
    ...models.flatMap((model) =>
      model.created.flatMap(
        (measure) => attempt(report, () => fromMeasure(tools, model, measure), { at: model.at }) ?? [],
      ),
    ),
  ];
}

function build(tools: Tools, entry: PropertyEntry): BuiltMetric {
  const { data } = entry;
  checkName(entry);
  const type = wordOf('MetricType', data.type, entry, 'type');
  const given = { name: entry.name, label: textOf(data.label), config: objectOf(data.config) };
  const fields = describedFields(tools, entry, 'metric', given);
  const { meta } = fields.config;
  const node: MetricNode = {
    ...fields,
    description: textOf(data.description) ?? '',
    type,
    type_params: metricParams(entry, type),
    filter: whereFilter(data.filter),
    time_granularity: textOf(data.time_granularity),
    meta: Object.keys(meta).length > 0 ? meta : objectOf(data.meta),
    tags: textsOf(data.tags),
    sources: [],
    metrics: [],
  };
  return placedAt(entry, node, NOTHING);
}

/** What a metric may not be called, with dbt's words for it. */
const NAMES: readonly (readonly [isWrong: (name: string) => boolean, words: string])[] = [
  [(name) => name.includes(' '), 'cannot contain spaces'],
  [(name) => name.length > 250, 'cannot contain more than 250 characters'],
  [(name) => !/^[A-Za-z]/.test(name), 'must begin with a letter'],
  [(name) => !/^\w+$/.test(name), 'must contain only letters, numbers and underscores'],
];

function checkName(entry: PropertyEntry): void {
  const wrong = NAMES.filter(([isWrong]) => isWrong(entry.name)).map(([, words]) => words);
  if (wrong.length === 0) return;
  const message = `The metric name '${entry.name}' is invalid.  It ${wrong.join(', ')}`;
  throw failure('TD218', message, { at: placeIn(entry, 'name') });
}

/** The metric of a measure that says `create_metric: true`. */
function fromMeasure(
  tools: Tools,
  { node: model, entry }: BuiltSemanticModel,
  measure: Measure,
): BuiltMetric {
  const { meta } = model.config;
  const config: JsonObject = { enabled: model.config.enabled, meta };
  const given = { name: measure.name, label: measure.label || measure.name, config };
  const node: MetricNode = {
    ...describedFields(tools, entry, 'metric', given),
    description: measure.description || `Metric created from measure ${measure.name}`,
    type: 'simple',
    type_params: {
      measure: inputMeasure(measure.name),
      input_measures: [],
      numerator: null,
      denominator: null,
      expr: measure.expr || measure.name,
      window: null,
      grain_to_date: null,
      metrics: [],
      conversion_type_params: null,
      cumulative_type_params: null,
      metric_aggregation_params: null,
    },
    filter: null,
    time_granularity: null,
    meta,
    tags: [],
    sources: [],
    metrics: [],
  };
  return placedAt(entry, node, NOTHING);
}
