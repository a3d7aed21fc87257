import type { Diagnostic } from '../../core/diagnostic.ts';
import type { NodeId } from '../../core/ids.ts';
import { didYouMean } from '../../core/similar.ts';
import type { InputMeasure, MetricNode } from '../../manifest/index.ts';
import type { Draft } from '../nodes/built.ts';
import type { BuiltMetric } from '../semantic/metrics.ts';
import type { MetricLookup } from './metric-lookup.ts';

/** Sets the input measures and parents of all metrics that are switched on, and tells what they name in vain. */
export function resolveMetrics(lookup: MetricLookup, metrics: readonly BuiltMetric[]): readonly Diagnostic[] {
  const drafts = new Map(metrics.map((one) => [one.node.unique_id, one.node] as const));
  const state: Resolving = { lookup, drafts, done: new Set() };
  return metrics.flatMap((metric) => {
    const { node, at } = metric;
    if (!node.config.enabled) return [];
    return resolve(state, node).map(
      (problem) => ({ code: 'TD224', at, node: node.unique_id, ...problem }) as const,
    );
  });
}

interface Resolving {
  readonly lookup: MetricLookup;
  readonly drafts: ReadonlyMap<NodeId, Draft<MetricNode>>;
  readonly done: Set<NodeId>;
}

/** What is wrong, in dbt's words. */
interface Problem {
  readonly message: string;
  readonly help?: string;
}

/** Each metric is resolved once; what it takes in comes first. A circle is found with the graph's own. */
function resolve(state: Resolving, metric: Draft<MetricNode>): readonly Problem[] {
  if (state.done.has(metric.unique_id)) return [];
  state.done.add(metric.unique_id);
  const params = metric.type_params;
  if (metric.type === 'derived' || metric.type === 'ratio') return fromMetrics(state, metric);
  const conversion = params.conversion_type_params;
  if (metric.type === 'conversion')
    return conversion === null
      ? [{ message: `${metric.name} is a conversion metric and must have conversion_type_params defined.` }]
      : fromMeasures(state, metric, [conversion.base_measure, conversion.conversion_measure]);
  return params.measure === null
    ? [{ message: `${metric.name} should have a measure defined, but it does not.` }]
    : fromMeasures(state, metric, [params.measure]);
}

function fromMeasures(
  { lookup }: Resolving,
  metric: Draft<MetricNode>,
  measures: readonly InputMeasure[],
): readonly Problem[] {
  const ids: NodeId[] = [];
  const problems = measures.flatMap(({ name }): readonly Problem[] => {
    const model = lookup.modelOf(name, metric.package_name);
    if (model === undefined) return [missingMeasure(lookup, name)];
    if (!model.config.enabled)
      return [
        { message: `The measure \`${name}\` is referenced on disabled semantic model \`${model.name}\`.` },
      ];
    ids.push(model.unique_id);
    return [];
  });
  finish(metric, measures, ids);
  return problems;
}

function missingMeasure(lookup: MetricLookup, name: string): Problem {
  const help = didYouMean(name, lookup.measureNames());
  const message = `A semantic model having a measure \`${name}\` does not exist but was referenced.`;
  return { message, ...(help ? { help } : {}) };
}

function fromMetrics(state: Resolving, metric: Draft<MetricNode>): readonly Problem[] {
  const { numerator, denominator, metrics } = metric.type_params;
  if (metric.type === 'ratio' && (numerator === null || denominator === null))
    return [{ message: 'Invalid ratio metric. Both a numerator and denominator must be specified' }];
  const inputs = metric.type === 'ratio' ? [numerator, denominator] : metrics;
  const ids: NodeId[] = [];
  const measures: InputMeasure[] = [];
  const problems = inputs.flatMap((input): readonly Problem[] => {
    if (input === null) return [];
    const found = state.lookup.metric(input.name, null, metric.package_name);
    if (found === undefined) return [missingMetric(state.lookup, input.name, metric.name)];
    if (!found.config.enabled)
      return [{ message: `The metric \`${input.name}\` is disabled and thus cannot be referenced.` }];
    const target = state.drafts.get(found.unique_id);
    const inner = target ? resolve(state, target) : [];
    measures.push(...(target?.type_params.input_measures ?? []));
    ids.push(found.unique_id);
    return inner;
  });
  finish(metric, measures, ids);
  return problems;
}

function missingMetric(lookup: MetricLookup, name: string, by: string): Problem {
  const help = didYouMean(name, lookup.metricNames());
  const message = `The metric \`${name}\` does not exist but was referenced by metric \`${by}\`.`;
  return { message, ...(help ? { help } : {}) };
}

function finish(metric: Draft<MetricNode>, measures: readonly InputMeasure[], ids: readonly NodeId[]): void {
  const once = new Map(measures.map((one) => [JSON.stringify(one), one] as const));
  metric.type_params = { ...metric.type_params, input_measures: [...once.values()] };
  metric.depends_on = { macros: metric.depends_on.macros, nodes: [...new Set(ids)] };
}
