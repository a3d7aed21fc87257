import type { Diagnostic } from '../../core/diagnostic.ts';
import type { NodeId } from '../../core/ids.ts';
import { didYouMean } from '../../core/similar.ts';
import type { Built } from '../nodes/built.ts';
import type { BuiltExposure } from '../resources/exposures.ts';
import type { BuiltSavedQuery } from '../semantic/saved-queries.ts';
import type { MetricLookup } from './metric-lookup.ts';
import { title } from './resolve-errors.ts';

/** Something that may name metrics. */
type User = Built | BuiltExposure | BuiltSavedQuery;

/** Adds the metrics that nodes, exposures and saved queries name to what they stand on; tells which are not there. */
export function linkMetricUsers(lookup: MetricLookup, users: readonly User[]): readonly Diagnostic[] {
  return users.flatMap((user) => {
    const names = namesOf(user);
    return names.length === 0 || !user.node.config.enabled ? [] : linkOne(lookup, user, names);
  });
}

const namesOf = ({ node, captured }: User): readonly (readonly string[])[] =>
  node.resource_type === 'saved_query' ? node.query_params.metrics.map((name) => [name]) : captured.metrics;

function linkOne(
  lookup: MetricLookup,
  user: User,
  names: readonly (readonly string[])[],
): readonly Diagnostic[] {
  const { node } = user;
  const ids: NodeId[] = [];
  const problems = names.flatMap((args): readonly Diagnostic[] => {
    const metric = lookup.metric(args.at(-1) ?? '', args.at(-2) ?? null, node.package_name);
    if (metric === undefined || !metric.config.enabled)
      return [missing(lookup, user, args, metric !== undefined)];
    ids.push(metric.unique_id);
    return [];
  });
  node.depends_on = {
    macros: node.depends_on.macros,
    nodes: [...new Set([...node.depends_on.nodes, ...ids])],
  };
  return problems;
}

function missing(
  lookup: MetricLookup,
  { node, at }: User,
  args: readonly string[],
  isOff: boolean,
): Diagnostic {
  const name = args.at(-1) ?? '';
  const where = args.length > 1 ? `in package or project '${args[0]}' ` : '';
  const why = isOff ? 'is disabled' : 'was not found';
  const help = isOff ? undefined : didYouMean(name, lookup.metricNames());
  return {
    code: node.resource_type === 'test' ? 'TD215' : 'TD224',
    message: `${title(node.resource_type)} '${node.unique_id}' (${node.original_file_path}) depends on a metric named '${name}' ${where}which ${why}`,
    at,
    node: node.unique_id,
    ...(help ? { help } : {}),
  };
}
