import type { Runtime } from '../compile/index.ts';
import type { TsdbtError } from '../core/diagnostic.ts';
import type { NodeId } from '../core/ids.ts';
import { hasFailed, type NodeResult } from '../core/result.ts';
import { findNode, type GraphNode } from '../manifest/index.ts';
import type { ExecuteOptions } from './execute.ts';
import type { Lanes } from './lanes.ts';
import { createOutage } from './outage.ts';
import type { Plan } from './plan.ts';
import { schedule } from './schedule.ts';
import { type Skip, type SkipReason, skippedResult } from './skipped.ts';
import type { Freshness } from './tasks/task.ts';
import { summaryOf } from './telling/summary.ts';
import { type Bench, type LanePlace, workOn } from './work.ts';

/** A run under way. */
export interface Run {
  readonly plan: Plan;
  readonly bench: Bench;
  readonly results: NodeResult[];
  readonly freshness: Map<NodeId, Freshness>;
  /** Filled before nodes are worked on. */
  readonly marks: Map<NodeId, string>;
  /** What made the run impossible to go on with, if anything did. */
  readonly fatal: readonly TsdbtError[];
  /** Ends the run early, as --fail-fast does. */
  failFast(): void;
}

/** What is nearly done when another node fails may end, in milliseconds: cutting it off would save nobody time. */
const GRACE = 500;

/** A run of which nothing is done yet. */
export function createRun(
  plan: Plan,
  runtime: Runtime,
  options: ExecuteOptions,
  lanes: Lanes,
  late: () => boolean,
): Run {
  const early = new AbortController();
  let failed = false;
  const fatal: TsdbtError[] = [];
  const marks = new Map<NodeId, string>();
  const signal = AbortSignal.any([options.signal, early.signal]);
  const stopped = (): SkipReason | null => {
    if (options.signal.aborted || fatal.length > 0) return late() ? 'deadline' : 'cancelled';
    return failed ? 'fail-fast' : null;
  };
  const giveUp = (error: TsdbtError): void => void fatal.push(error);
  return {
    plan,
    bench: { runtime, options, lanes, signal, stopped, giveUp, marks, outage: createOutage() },
    marks,
    fatal,
    results: [],
    freshness: new Map(),
    failFast: () => {
      failed = true;
      setTimeout(() => early.abort(), GRACE).unref();
    },
  };
}

/** Works on all nodes of the plan; rejects with what made it impossible to go on. `blocked` is a hook that failed before and takes all of them with it. */
export async function runNodes(run: Run, blocked?: NodeId): Promise<void> {
  const { plan, bench } = run;
  const counter = { index: 0 };
  const skip = (id: NodeId, why: Skip): void => {
    const node = findNode(bench.runtime.manifest, id);
    if (node) ended(run, node, ++counter.index, skippedResult(id, why));
  };
  if (blocked !== undefined) {
    for (const { node } of plan.nodes) skip(node.unique_id, { reason: 'upstream', because: blocked });
    return;
  }
  await schedule({
    nodes: plan.nodes.map(({ node }) => node.unique_id),
    waits: plan.waits,
    lanes: bench.options.threads,
    stop: bench.stopped,
    skip,
    work: (id, lane, share) => workOnId(run, id, { lane, share }, ++counter.index),
  });
  const [fatal] = run.fatal;
  if (fatal !== undefined) throw fatal;
}

async function workOnId(run: Run, id: NodeId, at: LanePlace, index: number): Promise<boolean> {
  const { runtime, options } = run.bench;
  const node = findNode(runtime.manifest, id);
  if (node === undefined) return true;
  const total = run.plan.nodes.length;
  runtime.emit({ type: 'node:start', node: summaryOf(runtime, node), index, total }, `Thread-${at.lane + 1}`);
  const { result, freshness } = await workOn(run.bench, node, at);
  if (freshness) run.freshness.set(id, freshness);
  ended(run, node, index, result);
  const bad = hasFailed(result);
  if (bad && options.failFast) run.failFast();
  return !bad && result.status !== 'skipped';
}

function ended(run: Run, node: GraphNode, index: number, result: NodeResult): void {
  const { runtime } = run.bench;
  run.results.push(result);
  const total = run.plan.nodes.length;
  runtime.emit({ type: 'node:end', node: summaryOf(runtime, node), index, total, result }, result.thread);
}
