import type { Runtime, Session } from '../compile/index.ts';
import { failure, type TsdbtError } from '../core/diagnostic.ts';
import type { NodeId } from '../core/ids.ts';
import type { NodeResult, Timing } from '../core/result.ts';
import type { GraphNode } from '../manifest/index.ts';
import { secondsNow, timestampNow } from './clock.ts';
import type { ExecuteOptions } from './execute.ts';
import { diagnosticOf, failureText, isFatal, wasCancelled } from './failure-text.ts';
import type { Lanes } from './lanes.ts';
import type { Skip } from './schedule.ts';
import type { Freshness, TaskContext, TaskOutcome } from './tasks/task.ts';

/** Where a node is worked on. */
export interface Bench {
  readonly runtime: Runtime;
  readonly options: ExecuteOptions;
  readonly lanes: Lanes;
  /** Cancels statements: the caller's signal, or fail-fast. */
  readonly signal: AbortSignal;
  /** Ends the run: nothing more can be kept on disk. */
  giveUp(error: TsdbtError): void;
  /** Why work was stopped, if it was. */
  stopped(): 'fail-fast' | 'cancelled' | null;
}

/** A node's result, and how old it is where that was measured. */
export interface Worked {
  readonly result: NodeResult;
  readonly freshness?: Freshness;
}

/** Works on one node; whatever goes wrong is in the result. */
export async function workOn(bench: Bench, node: GraphNode, lane: number): Promise<Worked> {
  const began = secondsNow();
  const timing: Timing[] = [];
  const thread = `Thread-${lane + 1}`;
  const base = (): Base => ({
    id: node.unique_id,
    seconds: secondsNow() - began,
    timing,
    thread,
    compiledCode: bench.runtime.compiled.get(node.unique_id)?.compiledCode ?? null,
    relationName: relationNameOf(node),
  });
  try {
    const task = bench.options.tasks[node.resource_type];
    if (task === undefined) throw failure('TD902', `nothing is known to do for a ${node.resource_type}`);
    const outcome = await task(contextOf(bench, node, lane, thread, timing));
    return worked(base(), outcome);
  } catch (error) {
    return { result: failed(bench, node, base(), error) };
  } finally {
    await bench.lanes.settle(lane);
  }
}

type Base = Pick<NodeResult, 'id' | 'seconds' | 'timing' | 'thread' | 'compiledCode' | 'relationName'>;

function worked(base: Base, outcome: TaskOutcome): Worked {
  const { message = null, response = {}, relationName = base.relationName, freshness, ...state } = outcome;
  const result: NodeResult = { ...base, message, response, relationName, ...state };
  return freshness ? { result, freshness } : { result };
}

function failed(bench: Bench, node: GraphNode, base: Base, error: unknown): NodeResult {
  if (isFatal(error)) bench.giveUp(error);
  const stopped = bench.stopped();
  if (stopped !== null && (wasCancelled(error) || bench.signal.aborted)) {
    bench.runtime.emit({
      type: 'note',
      level: 'info',
      name: 'LogCancelLine',
      message: `CANCEL query ${base.id}`,
    });
    return { ...skippedResult(base.id, { reason: stopped, because: null }), ...base };
  }
  const own = bench.runtime.manifest.places.get(node.unique_id);
  const diagnostic = diagnosticOf(error, node, own);
  return { ...base, status: 'error', diagnostic, message: failureText(diagnostic, node), response: {} };
}

function contextOf(
  bench: Bench,
  node: GraphNode,
  lane: number,
  thread: string,
  timing: Timing[],
): TaskContext {
  const { runtime, options, lanes, signal } = bench;
  return {
    runtime,
    node,
    session: async (): Promise<Session> => {
      const connection = await lanes.connection(lane);
      return { connection, name: node.unique_id, node: node.unique_id, thread, signal };
    },
    writer: options.writer,
    projectRoot: options.projectRoot,
    signal,
    warnError: options.warnError ?? false,
    timed: async (name, work) => {
      const startedAt = timestampNow();
      try {
        return await work();
      } finally {
        timing.push({ name, startedAt, completedAt: timestampNow() });
      }
    },
  };
}

function relationNameOf(node: GraphNode): string | null {
  const kept =
    node.resource_type === 'model' || node.resource_type === 'seed' || node.resource_type === 'snapshot';
  return kept ? node.relation_name : null;
}

/** The result of a node that was not worked on. */
export function skippedResult(id: NodeId, skip: Skip): NodeResult {
  const base = {
    id,
    seconds: 0,
    timing: [],
    thread: 'MainThread',
    response: {},
    compiledCode: null,
    relationName: null,
  };
  return { ...base, status: 'skipped', ...skip, message: skipMessage(skip) };
}

function skipMessage(skip: Skip): string {
  switch (skip.reason) {
    case 'upstream':
      return `Skipped because ${skip.because} failed`;
    case 'fail-fast':
      return 'Skipping due to fail_fast';
    case 'cancelled':
      return 'Skipped because the run was cancelled';
  }
}
