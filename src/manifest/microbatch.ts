import type { BatchRules } from '../core/batches.ts';
import { grainOf, readMoment } from '../core/moments.ts';
import type { MacroIndex } from './manifest.ts';
import type { GraphNode, ManifestNode, ModelNode } from './nodes.ts';

/** The macro that brings a batch in. */
const STRATEGY = 'get_incremental_microbatch_sql';

/**
 * Whether microbatch models run in batches: always, but where a project has a strategy macro of its own from the time
 * before batches, and its flag `require_batched_execution_for_custom_microbatch_strategy` does not say so.
 */
export const runsInBatches = (macros: MacroIndex, rootPackage: string, required: boolean): boolean =>
  required || !macros.find(STRATEGY, rootPackage)?.startsWith(`macro.${rootPackage}.`);

/** True for an incremental model with the strategy microbatch. */
export const isMicrobatch = (node: GraphNode): node is ModelNode =>
  node.resource_type === 'model' &&
  node.config.materialized === 'incremental' &&
  node.config.incremental_strategy === 'microbatch';

/** What a microbatch model says of its batches; undefined where it lacks what parsing asks for. */
export function batchRules({ config }: ManifestNode): BatchRules | undefined {
  const grain = grainOf(config.batch_size);
  const begin = typeof config.begin === 'string' ? readMoment(config.begin.slice(0, LOCAL)) : undefined;
  if (grain === undefined || begin === undefined) return undefined;
  return { grain, begin, lookback: typeof config.lookback === 'number' ? config.lookback : 1 };
}

/** The length of `2020-01-01T00:00:00`: as in dbt an offset does not count. */
const LOCAL = 19;
