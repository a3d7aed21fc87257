import type { MetricNode, SemanticModelNode } from '../../manifest/index.ts';

/** Finds metrics by name and semantic models by their measures, also those that are switched off. */
export interface MetricLookup {
  metric(name: string, packageName: string | null, fromPackage: string): MetricNode | undefined;
  modelOf(measure: string, fromPackage: string): SemanticModelNode | undefined;
  metricNames(): Iterable<string>;
  measureNames(): Iterable<string>;
}

/** name → package → what it is there. */
type ByName<T> = Map<string, Map<string, T>>;

/** Builds the lookup; of two of one name in one package the enabled one counts. */
export function createMetricLookup(
  root: string,
  metrics: readonly MetricNode[],
  models: readonly SemanticModelNode[],
): MetricLookup {
  const byMetric: ByName<MetricNode> = new Map();
  const byMeasure: ByName<SemanticModelNode> = new Map();
  for (const metric of metrics) put(byMetric, metric.name, metric);
  for (const model of models) for (const measure of model.measures) put(byMeasure, measure.name, model);
  return {
    metric: (name, packageName, from) =>
      find(byMetric, name, packageName === null ? [root, from, null] : [packageName]),
    modelOf: (measure, from) => find(byMeasure, measure, [root, from, null]),
    metricNames: () => byMetric.keys(),
    measureNames: () => byMeasure.keys(),
  };
}

function put<T extends MetricNode | SemanticModelNode>(table: ByName<T>, name: string, value: T): void {
  const known = table.get(name) ?? new Map<string, T>();
  table.set(name, known);
  if (known.get(value.package_name)?.config.enabled !== true) known.set(value.package_name, value);
}

function find<T>(table: ByName<T>, name: string, order: readonly (string | null)[]): T | undefined {
  const known = table.get(name);
  if (known === undefined) return undefined;
  for (const packageName of order) {
    const value = packageName === null ? known.values().next().value : known.get(packageName);
    if (value !== undefined) return value;
  }
  return undefined;
}
