import type { Json, JsonObject } from '../core/json.ts';
import type { Manifest } from './manifest.ts';
import type { ModelNode } from './nodes.ts';
import type { MetricNode, SavedQueryNode, SemanticModelNode } from './semantic.ts';

/** The content of semantic_manifest.json, as MetricFlow reads it. */
export function toSemanticManifest(manifest: Manifest): JsonObject {
  const models = [...manifest.nodes.values()].filter((node) => node.resource_type === 'model');
  return {
    semantic_models: Array.from(manifest.semanticModels.values(), semanticModel),
    metrics: Array.from(manifest.metrics.values(), metricJson),
    project_configuration: {
      time_spine_table_configurations: manifest.semanticModels.size > 0 ? oldSpines(models) : [],
      metadata: null,
      dsi_package_version: { major_version: '0', minor_version: '9', patch_version: '0' },
      time_spines: models.flatMap((model) => timeSpine(model) ?? []),
    },
    saved_queries: Array.from(manifest.savedQueries.values(), savedQuery),
  };
}

// Fields of nodes are JSON by construction; interfaces have no index signature, which the type checker misses.
const json = (value: unknown): Json => value as Json;

const metaOf = ({ config }: { readonly config: { readonly meta: JsonObject } }): Json => ({
  meta: config.meta,
});

function semanticModel(node: SemanticModelNode): JsonObject {
  const { name, defaults, description, node_relation: relation, primary_entity: primary, label } = node;
  const withMetadata = (elements: readonly object[]): Json =>
    json(elements.map((one) => ({ ...one, metadata: null })));
  return {
    name,
    defaults: json(defaults),
    description,
    node_relation: json(relation),
    primary_entity: primary,
    entities: withMetadata(node.entities),
    measures: withMetadata(node.measures),
    dimensions: json(node.dimensions),
    label,
    metadata: null,
    config: metaOf(node),
  };
}

function metricJson(node: MetricNode): JsonObject {
  const { metric_aggregation_params: _, ...params } = node.type_params;
  const { name, description, type, filter, label } = node;
  return {
    name,
    description,
    type,
    type_params: json(params),
    filter: json(filter),
    metadata: null,
    label,
    config: metaOf(node),
    time_granularity: node.time_granularity,
  };
}

function savedQuery({
  name,
  query_params: params,
  description,
  label,
  exports,
  tags,
}: SavedQueryNode): JsonObject {
  const shown = exports.map(({ name: own, config: { database: _, ...config } }) => ({ name: own, config }));
  return {
    name,
    query_params: json(params),
    description,
    metadata: null,
    label,
    exports: json(shown),
    tags,
  };
}

function timeSpine(model: ModelNode): Json | undefined {
  if (model.time_spine === null) return undefined;
  const { standard_granularity_column: column = null, custom_granularities: custom = [] } = model.time_spine;
  const granularity = Object.values(model.columns).find(({ name }) => name === column)?.granularity ?? null;
  const { alias, schema, database, relation_name } = model;
  return {
    node_relation: { alias, schema_name: schema, database, relation_name },
    primary_column: { name: column, time_granularity: granularity },
    custom_granularities: custom,
  };
}

const oldSpines = (models: readonly ModelNode[]): Json =>
  models
    .filter((model) => model.name === 'metricflow_time_spine' && model.time_spine === null)
    .map((model) => ({ location: model.relation_name, column_name: 'date_day', grain: 'day' }));
