import {
  ANY,
  BOOLEAN,
  INTEGER_OR_NULL,
  list,
  MAPPING,
  MAPPING_OR_NULL,
  object,
  SCALAR_OR_NULL,
  TEXT,
  TEXT_OR_MAPPING,
  TEXT_OR_NULL,
  TEXT_OR_TEXTS,
  TEXTS,
} from './shape.ts';

const FILTER = TEXT_OR_TEXTS;
const ELEMENT = { name: TEXT, description: TEXT_OR_NULL, label: TEXT_OR_NULL, config: MAPPING } as const;

const TYPE_PARAMS = object(
  {
    measure: TEXT_OR_MAPPING,
    numerator: TEXT_OR_MAPPING,
    denominator: TEXT_OR_MAPPING,
    expr: SCALAR_OR_NULL,
    window: TEXT_OR_NULL,
    grain_to_date: TEXT_OR_NULL,
    metrics: list(TEXT_OR_MAPPING),
    conversion_type_params: object(
      {
        base_measure: TEXT_OR_MAPPING,
        conversion_measure: TEXT_OR_MAPPING,
        entity: TEXT,
        calculation: TEXT,
        window: TEXT_OR_NULL,
        constant_properties: ANY,
      },
      ['base_measure', 'conversion_measure', 'entity'],
      false,
    ),
    cumulative_type_params: object(
      { window: TEXT_OR_NULL, grain_to_date: TEXT_OR_NULL, period_agg: TEXT },
      [],
      false,
    ),
  },
  [],
  false,
);

/** An entry of `metrics:`. */
export const METRIC = object(
  {
    name: TEXT,
    label: TEXT,
    type: TEXT,
    type_params: TYPE_PARAMS,
    description: TEXT,
    filter: FILTER,
    time_granularity: TEXT_OR_NULL,
    meta: MAPPING,
    tags: TEXTS,
    config: MAPPING,
  },
  ['name', 'label', 'type', 'type_params'],
  false,
);

const DIMENSION = object(
  {
    ...ELEMENT,
    type: TEXT,
    is_partition: BOOLEAN,
    type_params: object(
      { time_granularity: TEXT, validity_params: MAPPING_OR_NULL },
      ['time_granularity'],
      false,
    ),
    expr: TEXT_OR_NULL,
  },
  ['name', 'type'],
  false,
);

const ENTITY = object(
  { ...ELEMENT, type: TEXT, role: TEXT_OR_NULL, expr: TEXT_OR_NULL },
  ['name', 'type'],
  false,
);

const MEASURE = object(
  {
    ...ELEMENT,
    agg: TEXT,
    expr: SCALAR_OR_NULL,
    agg_params: object(
      { percentile: ANY, use_discrete_percentile: BOOLEAN, use_approximate_percentile: BOOLEAN },
      [],
      false,
    ),
    non_additive_dimension: object(
      { name: TEXT, window_choice: TEXT, window_groupings: TEXTS },
      ['name', 'window_choice'],
      false,
    ),
    agg_time_dimension: TEXT_OR_NULL,
    create_metric: BOOLEAN,
  },
  ['name', 'agg'],
  false,
);

/** An entry of `semantic_models:`. */
export const SEMANTIC_MODEL = object(
  {
    ...ELEMENT,
    model: TEXT,
    defaults: object({ agg_time_dimension: TEXT_OR_NULL }, [], false),
    entities: list(ENTITY),
    measures: list(MEASURE),
    dimensions: list(DIMENSION),
    primary_entity: TEXT_OR_NULL,
  },
  ['name', 'model'],
  false,
);

const QUERY_PARAMS = object(
  { metrics: TEXTS, group_by: TEXTS, where: FILTER, order_by: TEXTS, limit: INTEGER_OR_NULL },
  [],
  false,
);

/** An entry of `saved_queries:`. */
export const SAVED_QUERY = object(
  {
    ...ELEMENT,
    query_params: QUERY_PARAMS,
    exports: list(object({ name: TEXT, config: MAPPING }, ['name'], false)),
    tags: TEXT_OR_TEXTS,
  },
  ['name', 'query_params'],
  false,
);
