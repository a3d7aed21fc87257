import { METRIC, SAVED_QUERY, SEMANTIC_MODEL } from './semantic-shapes.ts';
import {
  ANY,
  BOOLEAN_OR_NULL,
  list,
  listOrNull,
  MAPPING,
  MAPPING_OR_NULL,
  object,
  oneOf,
  type Shape,
  TEXT,
  TEXT_OR_MAPPING,
  TEXT_OR_NULL,
  TEXTS,
  VERSION,
} from './shape.ts';
import { UNIT_TEST } from './unit-test-shape.ts';

/** Sections of a properties file that tsdbt reads. */
export type Section =
  | 'models'
  | 'seeds'
  | 'snapshots'
  | 'sources'
  | 'macros'
  | 'analyses'
  | 'exposures'
  | 'groups'
  | 'data_tests'
  | 'unit_tests'
  | 'semantic_models'
  | 'metrics'
  | 'saved_queries'
  | 'functions';

const DESCRIBED = { name: TEXT, description: TEXT, meta: MAPPING, docs: MAPPING, config: MAPPING } as const;

const TESTED = { data_tests: listOrNull(TEXT_OR_MAPPING), tests: listOrNull(TEXT_OR_MAPPING) } as const;

const COLUMN = object(
  {
    ...DESCRIBED,
    ...TESTED,
    data_type: TEXT_OR_NULL,
    constraints: list(MAPPING),
    quote: BOOLEAN_OR_NULL,
    tags: TEXTS,
    granularity: TEXT_OR_NULL,
    dimension: ANY,
    entity: ANY,
    policy_tags: ANY,
    column_mask: ANY,
    databricks_tags: ANY,
  },
  ['name'],
);

const TESTABLE = {
  ...DESCRIBED,
  ...TESTED,
  data_type: TEXT_OR_NULL,
  constraints: list(MAPPING),
  columns: list(COLUMN),
  quote_columns: BOOLEAN_OR_NULL,
  access: TEXT_OR_NULL,
  group: TEXT_OR_NULL,
  contract: MAPPING,
  static_analysis_off_reason: ANY,
  identifier: ANY,
} as const;

const VERSIONED = object(
  {
    v: VERSION,
    defined_in: TEXT_OR_NULL,
    description: TEXT,
    access: TEXT_OR_NULL,
    config: MAPPING,
    constraints: list(MAPPING),
    docs: MAPPING,
    ...TESTED,
    columns: list(ANY),
    deprecation_date: ANY,
  },
  ['v'],
  false,
);

const MODEL = object(
  {
    ...TESTABLE,
    latest_version: VERSION,
    versions: list(VERSIONED),
    deprecation_date: ANY,
    time_spine: MAPPING_OR_NULL,
    semantic_model: ANY,
    agg_time_dimension: ANY,
    derived_semantics: ANY,
    metrics: ANY,
    primary_entity: ANY,
  },
  ['name'],
);

const TABLE = object(
  {
    ...DESCRIBED,
    ...TESTED,
    data_type: TEXT_OR_NULL,
    constraints: list(MAPPING),
    columns: list(COLUMN),
    loaded_at_field: TEXT_OR_NULL,
    loaded_at_field_present: ANY,
    loaded_at_query: TEXT_OR_NULL,
    identifier: TEXT_OR_NULL,
    quoting: MAPPING,
    freshness: MAPPING_OR_NULL,
    external: MAPPING_OR_NULL,
    tags: TEXTS,
    loader: ANY,
  },
  ['name'],
);

const SOURCE = object(
  {
    name: TEXT,
    description: TEXT,
    meta: MAPPING,
    database: TEXT_OR_NULL,
    schema: TEXT_OR_NULL,
    catalog: ANY,
    loader: TEXT,
    quoting: MAPPING,
    freshness: MAPPING_OR_NULL,
    loaded_at_field: TEXT_OR_NULL,
    loaded_at_query: TEXT_OR_NULL,
    tables: list(TABLE),
    tags: TEXTS,
    config: MAPPING,
    overrides: TEXT,
    project: ANY,
    dataset: ANY,
  },
  ['name'],
  false,
);

const EXPOSURE = object(
  {
    name: TEXT,
    type: oneOf('dashboard', 'notebook', 'analysis', 'ml', 'application'),
    owner: MAPPING,
    description: TEXT,
    label: TEXT_OR_NULL,
    maturity: oneOf('low', 'medium', 'high'),
    meta: MAPPING,
    tags: TEXTS,
    url: TEXT_OR_NULL,
    depends_on: TEXTS,
    config: MAPPING,
  },
  ['name', 'type', 'owner'],
  false,
);

const ARGUMENT = object({ name: TEXT, type: TEXT_OR_NULL, description: TEXT }, ['name'], false);

const PARAMETER = object(
  { name: TEXT, data_type: TEXT, description: TEXT_OR_NULL, default_value: ANY },
  ['name', 'data_type'],
  false,
);

const RETURNS = object({ data_type: TEXT, description: TEXT_OR_NULL }, ['data_type'], false);

/** What an entry of each section may look like. */
export const SHAPES: Readonly<Record<Section, Shape>> = {
  models: MODEL,
  seeds: object(TESTABLE, ['name']),
  snapshots: object({ ...TESTABLE, relation: TEXT }, ['name']),
  sources: SOURCE,
  macros: object({ ...DESCRIBED, arguments: list(ARGUMENT) }, ['name']),
  analyses: object({ ...DESCRIBED, columns: list(COLUMN), access: TEXT_OR_NULL, group: TEXT_OR_NULL }, [
    'name',
  ]),
  exposures: EXPOSURE,
  groups: object(
    { name: TEXT, owner: MAPPING, description: TEXT_OR_NULL, config: MAPPING },
    ['name', 'owner'],
    false,
  ),
  data_tests: object(DESCRIBED, ['name']),
  unit_tests: UNIT_TEST,
  semantic_models: SEMANTIC_MODEL,
  metrics: METRIC,
  saved_queries: SAVED_QUERY,
  functions: object({ ...TESTABLE, arguments: list(PARAMETER), returns: RETURNS }, ['name', 'returns']),
};
