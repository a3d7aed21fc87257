import type {
  ConversionParams,
  CumulativeParams,
  InputMeasure,
  InputMetric,
  MetricNode,
  MetricParams,
} from '../../manifest/index.ts';
import { listOf, mappingOf, objectOf, pythonStr, textOf } from '../context/data.ts';
import type { PropertyEntry } from '../properties/properties.ts';
import { timeWindow, whereFilter } from './filters.ts';
import { wordOf } from './words.ts';

type Data = { readonly [key: string]: unknown };

/** `type_params` of a metric with all fields filled in; TD206 for values that cannot be. */
export function metricParams(entry: PropertyEntry, type: MetricNode['type']): MetricParams {
  const data = mappingOf(entry.data.type_params);
  const { grain_to_date: grain, expr } = data;
  return {
    measure: given(data.measure, inputMeasure),
    input_measures: [],
    numerator: given(data.numerator, (one) => inputMetric(one, entry)),
    denominator: given(data.denominator, (one) => inputMetric(one, entry)),
    expr: given(expr, pythonStr),
    window: timeWindow(data.window, entry, 'type_params', 'window'),
    grain_to_date: given(grain, (one) =>
      wordOf('TimeGranularity', one, entry, 'type_params', 'grain_to_date'),
    ),
    metrics: listOf(data.metrics).map((one) => inputMetric(one, entry)),
    conversion_type_params: given(data.conversion_type_params, (one) => conversion(mappingOf(one), entry)),
    cumulative_type_params: type === 'cumulative' ? cumulative(data, entry) : null,
    metric_aggregation_params: null,
  };
}

const given = <T>(value: unknown, read: (value: unknown) => T): T | null =>
  value === null || value === undefined ? null : read(value);

/** A measure that a metric takes in: its name, or a mapping with one. */
export function inputMeasure(value: unknown): InputMeasure {
  const data: Data = typeof value === 'string' ? { name: value } : mappingOf(value);
  return {
    name: String(data.name),
    filter: whereFilter(data.filter),
    alias: textOf(data.alias),
    join_to_timespine: data.join_to_timespine === true,
    fill_nulls_with: typeof data.fill_nulls_with === 'number' ? data.fill_nulls_with : null,
  };
}

function inputMetric(value: unknown, entry: PropertyEntry): InputMetric {
  const data: Data = typeof value === 'string' ? { name: value } : mappingOf(value);
  return {
    name: String(data.name),
    filter: whereFilter(data.filter),
    alias: textOf(data.alias),
    offset_window: timeWindow(data.offset_window, entry, 'type_params'),
    offset_to_grain: textOf(data.offset_to_grain),
  };
}

function conversion(data: Data, entry: PropertyEntry): ConversionParams {
  const way = ['type_params', 'conversion_type_params'] as const;
  const { calculation = 'conversion_rate', constant_properties: properties } = data;
  return {
    base_measure: inputMeasure(data.base_measure),
    conversion_measure: inputMeasure(data.conversion_measure),
    entity: String(data.entity),
    calculation: wordOf('ConversionCalculationType', calculation, entry, ...way, 'calculation'),
    window: timeWindow(data.window, entry, ...way, 'window'),
    constant_properties: given(properties, (all) => listOf(all).map(objectOf)),
  };
}

/** A cumulative metric's own parameters; `window` and `grain_to_date` may also stand one level higher. */
function cumulative(params: Data, entry: PropertyEntry): CumulativeParams {
  const data = mappingOf(params.cumulative_type_params);
  const { period_agg: aggregation = 'first' } = data;
  const way = ['type_params', 'cumulative_type_params'] as const;
  return {
    window: timeWindow(data.window || params.window, entry, ...way, 'window'),
    grain_to_date: textOf(data.grain_to_date) || textOf(params.grain_to_date),
    period_agg: wordOf('PeriodAggregation', aggregation, entry, ...way, 'period_agg'),
    metric: null,
  };
}
