import type { JsonObject } from '../../core/json.ts';
import type { Dimension, Entity, Measure } from '../../manifest/index.ts';
import { isMapping } from '../../project/yaml.ts';
import { listOf, mappingOf, objectOf, pythonStr, textOf, textsOf } from '../context/data.ts';
import type { PropertyEntry } from '../properties/properties.ts';
import { wordOf } from './words.ts';

type Data = { readonly [key: string]: unknown };

const itemsOf = (entry: PropertyEntry, key: string): readonly Data[] =>
  listOf(entry.data[key]).map(mappingOf);

/** What all elements have; `meta` of the semantic model is theirs too. */
const elementOf = (data: Data, meta: JsonObject) => ({
  name: String(data.name),
  description: textOf(data.description),
  label: textOf(data.label),
  config: { meta: { ...meta, ...objectOf(mappingOf(data.config).meta) } },
});

/** The dimensions of a semantic model; TD206 for values that cannot be. */
export function dimensionsOf(entry: PropertyEntry, meta: JsonObject): readonly Dimension[] {
  return itemsOf(entry, 'dimensions').map((data, at) => ({
    ...elementOf(data, meta),
    type: wordOf('DimensionType', data.type, entry, 'dimensions', at, 'type'),
    is_partition: data.is_partition === true,
    type_params: isMapping(data.type_params) ? dimensionParams(data.type_params, entry, at) : null,
    expr: textOf(data.expr),
    metadata: null,
  }));
}

function dimensionParams(params: Data, entry: PropertyEntry, at: number): Dimension['type_params'] {
  const { time_granularity: grain, validity_params: validity } = params;
  const way = ['dimensions', at, 'type_params', 'time_granularity'] as const;
  return {
    time_granularity: wordOf('TimeGranularity', grain, entry, ...way),
    validity_params: isMapping(validity)
      ? { is_start: validity.is_start === true, is_end: validity.is_end === true }
      : null,
  };
}

/** The entities of a semantic model; TD206 for values that cannot be. */
export function entitiesOf(entry: PropertyEntry, meta: JsonObject): readonly Entity[] {
  return itemsOf(entry, 'entities').map((data, at) => ({
    ...elementOf(data, meta),
    type: wordOf('EntityType', data.type, entry, 'entities', at, 'type'),
    role: textOf(data.role),
    expr: textOf(data.expr),
  }));
}

/** The measures of a semantic model; TD206 for values that cannot be. */
export function measuresOf(entry: PropertyEntry, meta: JsonObject): readonly Measure[] {
  return itemsOf(entry, 'measures').map((data, at) => ({
    ...elementOf(data, meta),
    agg: wordOf('AggregationType', data.agg, entry, 'measures', at, 'agg'),
    create_metric: false,
    expr: data.expr === null || data.expr === undefined ? null : pythonStr(data.expr),
    agg_params: isMapping(data.agg_params) ? aggregationParams(objectOf(data.agg_params)) : null,
    non_additive_dimension: isMapping(data.non_additive_dimension)
      ? nonAdditive(data.non_additive_dimension, entry, at)
      : null,
    agg_time_dimension: textOf(data.agg_time_dimension),
  }));
}

const aggregationParams = (params: JsonObject): Measure['agg_params'] => ({
  percentile: typeof params.percentile === 'number' ? params.percentile : null,
  use_discrete_percentile: params.use_discrete_percentile === true,
  use_approximate_percentile: params.use_approximate_percentile === true,
});

function nonAdditive(data: Data, entry: PropertyEntry, at: number): Measure['non_additive_dimension'] {
  const way = ['measures', at, 'non_additive_dimension', 'window_choice'] as const;
  return {
    name: String(data.name),
    window_choice: wordOf('AggregationType', data.window_choice, entry, ...way),
    window_groupings: textsOf(data.window_groupings),
  };
}
