import { type Runtime, relationOf } from '../../compile/index.ts';
import { type BatchRules, batchesOf } from '../../core/batches.ts';
import type { TimeSpan } from '../../core/moments.ts';
import type { BatchResults } from '../../core/result.ts';
import {
  batchRules,
  type GraphNode,
  isMicrobatch,
  type ManifestNode,
  runsInBatches,
} from '../../manifest/index.ts';

/** True for a model that is built batch by batch. */
export function inBatches(
  { flags, manifest }: Pick<Runtime, 'flags' | 'manifest'>,
  node: GraphNode,
): boolean {
  const required = flags.REQUIRE_BATCHED_EXECUTION_FOR_CUSTOM_MICROBATCH_STRATEGY === true;
  return isMicrobatch(node) && runsInBatches(manifest.macroIndex, manifest.projectName, required);
}

/** The batches that a run builds of a model. */
export interface BatchPlan {
  readonly rules: BatchRules;
  /** Oldest first. */
  readonly batches: readonly TimeSpan[];
  /** What an earlier run has built already, where this is a retry. */
  readonly done: readonly TimeSpan[];
  /** The table is there, and is added to. */
  readonly incremental: boolean;
}

/**
 * What there is to build: of a retry exactly what was left, else the time that was asked for, else everything up to now that
 * is not there yet. Undefined for a model that does not say what its batches are.
 */
export function batchPlan(
  runtime: Runtime,
  node: ManifestNode,
  left: BatchResults | null,
): BatchPlan | undefined {
  const rules = batchRules(node);
  if (rules === undefined) return undefined;
  const there = typeThere(runtime, node) === 'table';
  if (left !== null && left.failed.length > 0) {
    const batches = left.failed.toSorted((a, b) => a.start - b.start);
    // What was built must stay: a full refresh that failed on its way goes on, it does not begin anew.
    const incremental = there && (left.successful.length > 0 || !rebuilds(runtime, node));
    return { rules, batches, done: left.successful, incremental };
  }
  const { now, events, sample } = runtime.times ?? {
    now: runtime.runStartedAt.getTime(),
    events: null,
    sample: null,
  };
  const incremental = there && !rebuilds(runtime, node);
  const batches = batchesOf(rules, { now, span: sample ?? events, incremental });
  return { rules, batches, done: [], incremental };
}

/** What stands in the model's place, as far as is known. */
export function typeThere(runtime: Runtime, node: ManifestNode): string | null {
  const { database, schema, identifier } = relationOf(runtime, node);
  return runtime.cache.get(database ?? '', schema ?? '', identifier ?? '')?.type ?? null;
}

const rebuilds = ({ flags }: Runtime, { config }: ManifestNode): boolean =>
  (typeof config.full_refresh === 'boolean' ? config.full_refresh : flags.FULL_REFRESH) === true;

/** Whether the batches between the first and the last one may run side by side: a model that reads its own table may not, unless it says so. */
export function sideBySide({ adapter }: Runtime, { config, raw_code }: ManifestNode): boolean {
  if (adapter.capabilities.concurrentBatches !== true) return false;
  return typeof config.concurrent_batches === 'boolean' ? config.concurrent_batches : !mentionsThis(raw_code);
}

/** Whether a template names `this`. */
const mentionsThis = (text: string): boolean =>
  (text.match(/\{\{.*?\}\}|\{%.*?%\}/gs) ?? []).some((tag) => /(?<![.\w])this\b/.test(tag));
