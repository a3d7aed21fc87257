import type { Warehouse } from '../adapter/index.ts';
import type { Runtime, Session } from '../compile/index.ts';
import type { TsdbtError } from '../core/diagnostic.ts';
import type { NodeId } from '../core/ids.ts';
import type { BatchResults, NodeResult } from '../core/result.ts';
import { clearKilled, clearMarks, type KilledRun, prepareMarks } from './commit-marks.ts';
import { type Deadline, startClock } from './deadline.ts';
import { runHooks } from './hooks.ts';
import { keepInlined } from './keep-inlined.ts';
import { createLanes, type Lanes } from './lanes.ts';
import { type LockOptions, lockRelations } from './locks.ts';
import { rememberMade } from './made.ts';
import { orGiveUp } from './patience.ts';
import type { Plan } from './plan.ts';
import { prepareSchemas } from './prepare.ts';
import { REPEAT, type RepeatPolicy, repeatedly } from './repeat.ts';
import { endOfRun } from './run-end.ts';
import { createRun, type Run, runNodes } from './run-nodes.ts';
import type { Freshness, SqlWriter, TaskTable } from './tasks/task.ts';
import { secondsNow } from './telling/clock.ts';

/** How to carry a plan out. */
export interface ExecuteOptions {
  readonly warehouse: Warehouse;
  readonly threads: number;
  readonly failFast: boolean;
  readonly signal: AbortSignal;
  /** When all must have ended. */
  readonly deadline?: Deadline;
  /** Seconds that a node may take which does not say so itself. */
  readonly nodeTimeout?: number | null;
  /** How runs on one target are kept apart; left out: they are not. */
  readonly lock?: LockOptions;
  /** Nodes that a run made which was killed before it could remember them. */
  readonly madeBefore?: readonly NodeId[];
  /** The last run, when it was killed: what it left in the warehouse to be asked for is of no use after this one. */
  readonly killedBefore?: KilledRun | undefined;
  /** What is done after faults of the session or the server; REPEAT when left out. */
  readonly repeat?: RepeatPolicy;
  /** What to do per kind of node: buildTasks, compileTasks, freshnessTasks, or these with more kinds added. */
  readonly tasks: TaskTable;
  readonly writer: SqlWriter;
  /** Absolute. */
  readonly projectRoot: string;
  readonly targetName: string;
  /** Create schemas and read the relations in them. */
  readonly prepare: boolean;
  /** Run on-run-start and on-run-end; as `prepare` when left out. */
  readonly hooks?: boolean;
  readonly warnError?: boolean;
  /** Batches that an earlier run left to be built, by node. */
  readonly left?: ReadonlyMap<string, BatchResults>;
  /** Skip all nodes when on-run-start fails (dbt's flag of that name). */
  readonly skipNodesIfOnRunStartFails?: boolean;
}

/** How it went. */
export interface RunOutcome {
  /** Nodes in the order in which they ended; hooks first and last. */
  readonly results: readonly NodeResult[];
  readonly seconds: number;
  /** The signal was given before all was done. */
  readonly cancelled: boolean;
  /** Of source freshness. */
  readonly freshness: ReadonlyMap<NodeId, Freshness>;
}

/** Carries a plan out. Rejects only for what concerns no single node: no connection, schemas that cannot be made. */
export async function execute(plan: Plan, runtime: Runtime, options: ExecuteOptions): Promise<RunOutcome> {
  const began = secondsNow();
  const lanes = createLanes(options.warehouse, () => {
    const message = 'the server has no room for a session per thread: threads take turns';
    runtime.emit({ type: 'note', level: 'warn', message });
  });
  const clock = startClock(options.deadline, runtime.emit);
  const trampled = new AbortController();
  const own = { ...options, signal: AbortSignal.any([options.signal, clock.signal, trampled.signal]) };
  const { threads, targetName: target, lock } = options;
  const late = (): boolean => clock.over() && !options.signal.aborted;
  const run = createRun(plan, runtime, own, lanes, late);
  const lost = (error: TsdbtError): void => {
    run.bench.giveUp(error);
    trampled.abort();
  };
  const locks = lock
    ? await lockRelations(plan, runtime, options.warehouse, { ...options, ...lock }, own.signal, lost)
    : undefined;
  runtime.emit({ type: 'run:start', kind: plan.kind, nodes: plan.nodes.length, threads, target });
  try {
    await allPhases(run, plan, runtime, own, lanes);
    const seconds = secondsNow() - began;
    await keepInlined(runtime, options.writer);
    await options.writer.finish();
    const cancelled = own.signal.aborted;
    const { results, freshness } = run;
    runtime.emit({ type: 'run:end', kind: plan.kind, results, seconds, cancelled, late: late() });
    return { results, seconds, cancelled, freshness };
  } finally {
    clock.stop();
    await lanes.close();
    await locks?.release();
    await options.writer.finish().catch(() => undefined);
  }
}

async function allPhases(
  run: Run,
  plan: Plan,
  runtime: Runtime,
  options: ExecuteOptions,
  lanes: Lanes,
): Promise<void> {
  const hooks = options.hooks ?? options.prepare;
  const master = (): Promise<Session> => masterSession(lanes, options.signal);
  if (options.prepare) await prepare(run, plan, runtime, lanes, options);
  const before =
    hooks && !options.signal.aborted ? await runHooks(runtime, 'on-run-start', master, options.writer) : [];
  run.results.push(...before);
  const broken = before.find((result) => result.status === 'error');
  await runNodes(run, options.skipNodesIfOnRunStartFails ? broken?.id : undefined);
  if (options.prepare) await remember(run, runtime, lanes, options);
  if (!hooks || options.signal.aborted) return;
  run.results.push(
    ...(await runHooks(runtime, 'on-run-end', master, options.writer, endOfRun(runtime, run.results))),
  );
}

/** Schemas, what stands in them, and where commits are marked. When cancelled there is nothing to report but nodes that were not worked on. */
async function prepare(
  run: Run,
  plan: Plan,
  runtime: Runtime,
  lanes: Lanes,
  options: ExecuteOptions,
): Promise<void> {
  const work = async (): Promise<void> => {
    const session = await masterSession(lanes, options.signal);
    await prepareSchemas(plan, runtime, session);
    for (const [id, sql] of await prepareMarks(plan, runtime, session)) run.marks.set(id, sql);
    if (options.killedBefore) await clearKilled(options.killedBefore, runtime, session);
  };
  const again = async (): Promise<void> => lanes.settle(0, true);
  const tried = repeatedly(work, again, options.repeat ?? REPEAT, options.signal);
  await orGiveUp(tried, options.signal).catch((error: unknown) => {
    if (!options.signal.aborted) throw error;
  });
}

/** What was made is remembered also of a run that was cancelled; it gets a moment for that. */
async function remember(run: Run, runtime: Runtime, lanes: Lanes, options: ExecuteOptions): Promise<void> {
  const { madeBefore = [] } = options;
  const { moment, patience } = options.signal.aborted ? HURRY : TIME;
  const signal = AbortSignal.timeout(moment);
  const work = async (): Promise<void> => {
    const session = await masterSession(lanes, signal);
    await rememberMade(runtime, run.results, madeBefore, session);
    await clearMarks(run.marks, runtime, session);
  };
  await orGiveUp(work(), signal, patience).catch(() => undefined);
}

/** Milliseconds for what is done last; less for somebody who waits for the end, maybe of a server that says nothing any more. */
const TIME = { moment: 10_000, patience: 2000 };
const HURRY = { moment: 1000, patience: 300 };

/** The session that prepares and runs hooks: that of the first lane. */
async function masterSession(lanes: Lanes, signal: AbortSignal): Promise<Session> {
  return { connection: await lanes.connection(0), name: 'master', node: null, thread: 'MainThread', signal };
}
