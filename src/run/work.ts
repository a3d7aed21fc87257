import type { Runtime } from '../compile/index.ts';
import { failure, TsdbtError } from '../core/diagnostic.ts';
import { nodeId } from '../core/ids.ts';
import type { NodeResult, Timing } from '../core/result.ts';
import type { GraphNode } from '../manifest/index.ts';
import { type Tried, tryOut } from './attempts.ts';
import { addsRows, type CommitMarks } from './commit-marks.ts';
import type { ExecuteOptions } from './execute.ts';
import type { Lanes } from './lanes.ts';
import type { Outage } from './outage.ts';
import { countedFaults } from './repeat.ts';
import type { Share } from './schedule.ts';
import { type SkipReason, skippedResult } from './skipped.ts';
import type { Freshness, Seat, TaskContext, TaskOutcome } from './tasks/task.ts';
import { secondsNow, timestampNow } from './telling/clock.ts';
import { diagnosticOf, failureText, isFatal, wasCancelled } from './telling/failure-text.ts';
import { startLimit, type TimeLimit, timedOut } from './time-limit.ts';

/** Where a node is worked on. */
export interface Bench {
  readonly runtime: Runtime;
  readonly options: ExecuteOptions;
  readonly lanes: Lanes;
  readonly marks: CommitMarks;
  readonly outage: Outage;
  /** Cancels statements: the caller's signal, the deadline, or fail-fast. */
  readonly signal: AbortSignal;
  /** Ends the run: nothing more can be kept on disk. */
  giveUp(error: TsdbtError): void;
  /** Why work was stopped, if it was. */
  stopped(): SkipReason | null;
}

/** The lane that a node is worked on, and the way to have other lanes help. */
export interface LanePlace {
  readonly lane: number;
  readonly share: Share;
}

/** A node's result, and how old it is where that was measured. */
export interface Worked {
  readonly result: NodeResult;
  readonly freshness?: Freshness;
}

/** Works on one node; whatever goes wrong is in the result. */
export async function workOn(bench: Bench, node: GraphNode, at: LanePlace): Promise<Worked> {
  const began = secondsNow();
  const timing: Timing[] = [];
  const thread = threadOf(at.lane);
  const base = (): Base => ({
    id: node.unique_id,
    seconds: secondsNow() - began,
    timing,
    thread,
    compiledCode: bench.runtime.compiled.get(node.unique_id)?.compiledCode ?? null,
    relationName: relationNameOf(node),
  });
  let limit: TimeLimit | undefined;
  let tried: Tried | undefined;
  try {
    const task = bench.options.tasks[node.resource_type];
    if (task === undefined) throw failure('TD902', `nothing is known to do for a ${node.resource_type}`);
    limit = startLimit(node, bench.options.nodeTimeout ?? null);
    const signal = limit ? AbortSignal.any([bench.signal, limit.signal]) : bench.signal;
    const context = contextOf(bench, node, { at, timing, signal });
    tried = await tryOut(bench, { node, lane: at.lane, thread, signal, task, context });
    if ('error' in tried) throw tried.error;
    return worked(base(), tried.outcome, countedFaults(tried.met));
  } catch (error) {
    const cause =
      limit?.signal.aborted && wasCancelled(error) ? new TsdbtError(timedOut(limit.seconds)) : error;
    const committed = tried !== undefined && 'error' in tried && tried.committed;
    const result = committed ? endedInHooks(bench, node, base(), cause) : failed(bench, node, base(), cause);
    return {
      result: tried ? { ...result, response: { ...result.response, ...countedFaults(tried.met) } } : result,
    };
  } finally {
    limit?.stop();
  }
}

type Base = Pick<NodeResult, 'id' | 'seconds' | 'timing' | 'thread' | 'compiledCode' | 'relationName'>;

function worked(base: Base, outcome: TaskOutcome, counted: ReturnType<typeof countedFaults>): Worked {
  const { message = null, response = {}, relationName = base.relationName, freshness, ...state } = outcome;
  const result: NodeResult = {
    ...base,
    message,
    response: { ...response, ...counted },
    relationName,
    ...state,
  };
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
  const parent =
    error instanceof TsdbtError && node.resource_type !== 'unit_test' ? error.first.node : undefined;
  return {
    ...base,
    status: 'error',
    diagnostic,
    message: failureText(diagnostic, node),
    response: {},
    ...(parent === undefined || parent === node.unique_id ? {} : { brokenParent: nodeId(parent) }),
  };
}

/** What was cancelled after its commit: a model that adds rows has them, and must not be built again by retry. */
function endedInHooks(bench: Bench, node: GraphNode, base: Base, error: unknown): NodeResult {
  const result = failed(bench, node, base, error);
  if (result.status !== 'skipped' || !addsRows(node)) return result;
  const message = 'its rows were added; cancelled in a hook after its transaction';
  bench.runtime.emit({ type: 'note', level: 'warn', message: `${node.unique_id}: ${message}` });
  return { ...base, status: 'success', message, response: {} };
}

const threadOf = (lane: number): string => `Thread-${lane + 1}`;

/** What a node's work has in hand, besides a session. */
type Context = Omit<TaskContext, 'session'>;

function contextOf(
  bench: Bench,
  node: GraphNode,
  { at, timing, signal }: { readonly at: LanePlace; readonly timing: Timing[]; readonly signal: AbortSignal },
): Context {
  const { runtime, options } = bench;
  const seatOf = (lane: number): Seat => ({
    thread: threadOf(lane),
    tryOut: (task, changes) =>
      tryOut(bench, {
        node,
        lane,
        thread: threadOf(lane),
        signal,
        task,
        context: { ...context, ...changes },
      }),
  });
  const context: Context = {
    runtime,
    node,
    seat: seatOf(at.lane),
    share: (work) => at.share((lane) => work(seatOf(lane))),
    left: options.left?.get(node.unique_id) ?? null,
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
  return context;
}

function relationNameOf(node: GraphNode): string | null {
  const kept =
    node.resource_type === 'model' || node.resource_type === 'seed' || node.resource_type === 'snapshot';
  return kept ? node.relation_name : null;
}
