import type { Diagnostic } from '../../core/diagnostic.ts';
import type { Lookup, MetricNode, SavedQueryNode, SemanticModelNode } from '../../manifest/index.ts';
import type { MacroParseContext } from '../context/context.ts';
import type { Built } from '../nodes/built.ts';
import type { BuiltExposure } from '../resources/exposures.ts';
import type { BuiltDescribed } from '../semantic/described.ts';
import type { BuiltMetric } from '../semantic/metrics.ts';
import type { BuiltSavedQuery } from '../semantic/saved-queries.ts';
import type { BuiltSemanticModel } from '../semantic/semantic-models.ts';
import { createMetricLookup } from './metric-lookup.ts';
import { linkMetricUsers } from './metric-users.ts';
import { once } from './once.ts';
import { resolveAll } from './resolve.ts';
import { resolveMetrics } from './resolve-metrics.ts';

/** The semantic layer of a project. */
export interface Semantics {
  readonly metrics: readonly BuiltMetric[];
  readonly semanticModels: readonly BuiltSemanticModel[];
  readonly savedQueries: readonly BuiltSavedQuery[];
}

/** Looks up what metrics, semantic models and saved queries name, and the metrics that others name. */
export function linkSemantics(
  context: MacroParseContext,
  parts: Semantics,
  lookup: Lookup,
  nodes: readonly Built[],
  exposures: readonly BuiltExposure[],
): Semantics {
  const { report } = context;
  const single = <T extends BuiltDescribed<MetricNode | SemanticModelNode | SavedQueryNode>>(
    items: readonly T[],
  ): readonly T[] =>
    once(
      items,
      ({ node }) => node,
      (second, first) => report(duplicate(second, first)),
    );
  const semanticModels = single(parts.semanticModels);
  const metrics = single(parts.metrics);
  const savedQueries = single(parts.savedQueries);
  resolveAll(
    context,
    lookup,
    semanticModels,
    nodes.map(({ node }) => node),
  );
  for (const model of semanticModels) relate(model, nodes);
  const found = createMetricLookup(
    context.project.name,
    metrics.map(({ node }) => node),
    semanticModels.map(({ node }) => node),
  );
  const problems = [
    ...resolveMetrics(found, metrics),
    ...linkMetricUsers(found, [...nodes, ...exposures, ...savedQueries]),
  ];
  for (const problem of problems) report(problem);
  return { metrics, semanticModels, savedQueries };
}

/** The table that a semantic model describes. */
function relate({ node }: BuiltSemanticModel, nodes: readonly Built[]): void {
  const [id] = node.depends_on.nodes;
  const target = nodes.find((one) => one.node.unique_id === id)?.node;
  if (target === undefined) return;
  const { alias, schema, database, relation_name } = target;
  node.node_relation = { alias, schema_name: schema, database, relation_name };
}

const PLURALS = {
  metric: 'metrics',
  semantic_model: 'semantic models',
  saved_query: 'saved queries',
} as const;

function duplicate(
  second: BuiltDescribed<MetricNode | SemanticModelNode | SavedQueryNode>,
  first: BuiltDescribed<MetricNode | SemanticModelNode | SavedQueryNode>,
): Diagnostic {
  const { node, at } = second;
  return {
    code: 'TD203',
    message: `dbt found two ${PLURALS[node.resource_type]} with the name "${node.name}":\n- ${node.unique_id} (${first.node.original_file_path})\n- ${node.unique_id} (${node.original_file_path})`,
    at,
    node: node.unique_id,
    help: 'rename one of the two',
  };
}
