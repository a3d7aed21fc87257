import { hostname, userInfo } from 'node:os';
import { nodeId } from '../core/ids.ts';
import { exitCodeOf } from '../core/result.ts';
import {
  buildTasks,
  execute,
  makePlan,
  type Plan,
  type PlanOptions,
  type RunOutcome,
  type TaskTable,
} from '../run/index.ts';
import type { Runtime, World } from '../scope/index.ts';
import { saveManifest, saveRunResults, sqlWriter } from './artifacts.ts';
import { deferral } from './deferral.ts';
import { type JournalKeeper, keepJournal } from './journal.ts';
import { type Parsed, parseAll } from './manifest.ts';
import type { Engine } from './open.ts';
import type { RunOptions } from './options.ts';
import type { CommandResult } from './result.ts';
import { killedRun, settledNodes } from './resume.ts';
import { createRuntime } from './runtime.ts';
import { selectNodes } from './selection.ts';
import { createWorld } from './world.ts';

/** What tells run, test, seed, build, compile and freshness apart. */
export interface Work {
  /** The command. */
  readonly kind: string;
  /** What templates and run_results.json call it, where that is not `kind`. */
  readonly which?: string;
  readonly resourceTypes: readonly string[];
  readonly tasks?: TaskTable;
  readonly gated?: boolean;
  readonly independent?: boolean;
  /** Make schemas, read what exists, run on-run-start and on-run-end; default true. */
  readonly prepare?: boolean;
  /** Run on-run-start and on-run-end; as `prepare` when left out. */
  readonly hooks?: boolean;
}

/** A command that has parsed, selected and executed. */
export interface Executed extends Parsed {
  readonly plan: Plan;
  readonly runtime: Runtime;
  readonly outcome: RunOutcome;
  readonly journal: JournalKeeper;
}

/** Parses, selects, plans and executes; writes manifest.json. Rejects with TsdbtError for what concerns no single node. */
export async function executeNodes(engine: Engine, work: Work, options: RunOptions): Promise<Executed> {
  const world = createWorld(engine, work.which ?? work.kind, options);
  const parsed = parseAll(engine, world);
  const resourceTypes = restrict(work.resourceTypes, options);
  const settled = options.resume
    ? await settledNodes(engine, world, parsed, options.resume)
    : new Set<string>();
  const only = options.only?.filter((id) => !settled.has(id));
  const asked = only === undefined ? options : { ...options, only };
  const selected = selectNodes(engine, world, parsed, { ...asked, resourceTypes });
  const plan = makePlan({ ...planOptions(work), ...parsed, selected, resourceTypes });
  // A run that was killed after its last node still has its end before it.
  const isNothing = plan.nodes.length === 0 && options.resume === undefined;
  const deferred = isNothing ? undefined : deferral(engine, world);
  if (isNothing) nothingToDo(engine);
  const changes = work.prepare !== false;
  const killedBefore = changes ? killedRun(engine) : undefined;
  const journal = keepJournal(engine, world, plan, changes);
  try {
    const runtime = createRuntime({ ...world, emit: journal.emit }, parsed, plan.ids, deferred);
    const outcome = isNothing
      ? NOTHING
      : await execute(plan, runtime, {
          ...(await howTo(engine, world, work, { ...options, settled })),
          killedBefore,
        });
    await saveManifest(engine, world, parsed, runtime.compiled);
    return { ...parsed, plan, runtime, outcome, journal };
  } catch (error) {
    journal.close();
    throw error;
  }
}

/** Writes run_results.json, and with it ends the journal. Rejects with TD701, TD702. */
export async function saveOutcome(
  engine: Engine,
  { runtime, outcome, journal }: Pick<Executed, 'runtime' | 'outcome' | 'journal'>,
): Promise<void> {
  try {
    await saveRunResults(engine, runtime, outcome);
    journal.end(outcome);
  } finally {
    journal.close();
  }
}

/** The whole of run, test, seed and build. */
export async function runNodes(engine: Engine, work: Work, options: RunOptions): Promise<CommandResult> {
  const executed = await executeNodes(engine, work, options);
  await saveOutcome(engine, executed);
  return commandResult(executed.outcome);
}

/** Exit code and results of what was executed. */
export const commandResult = (outcome: RunOutcome): CommandResult => ({
  exitCode: exitCodeOf(outcome.results),
  results: outcome.results,
  cancelled: outcome.cancelled,
});

const NOTHING: RunOutcome = { results: [], seconds: 0, cancelled: false, freshness: new Map() };

function nothingToDo({ emit }: Engine): void {
  const message = 'Nothing to do. Try checking your model configs and model specification args';
  emit({ type: 'note', level: 'warn', name: 'NothingToDo', message });
}

const planOptions = ({
  kind,
  gated,
  independent,
}: Work): Pick<PlanOptions, 'kind' | 'gated' | 'independent'> => ({
  kind,
  ...(gated ? { gated } : {}),
  ...(independent ? { independent } : {}),
});

/** The kinds that the command knows, less what --resource-type and --exclude-resource-type take away. */
export function restrict(known: readonly string[], options: RunOptions): readonly string[] {
  const asked = options.resourceTypes?.filter((type) => type !== 'default' && type !== 'all') ?? [];
  const without = new Set(options.excludeResourceTypes);
  const kept = asked.length > 0 ? known.filter((type) => asked.includes(type)) : known;
  return kept.filter((type) => !without.has(type));
}

/** Who this is, for runs that wait for it. */
function lockOf({ options, masker }: Engine): { readonly holder: string; readonly wait: number | null } {
  const command = masker.mask(options.command ?? '').slice(0, 200);
  return {
    holder: `${userName()}@${hostname()}, process ${process.pid}, tsdbt ${command}`.trim(),
    wait: options.lockWait ?? null,
  };
}

/** The user's name; systems without a list of users have none. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'somebody';
  }
}

const deadlineOf = ({ options, startedAt }: Engine) =>
  options.deadline === undefined
    ? {}
    : { deadline: { seconds: options.deadline, from: startedAt.getTime() } };

async function howTo(
  engine: Engine,
  world: World,
  work: Work,
  options: RunOptions & { readonly settled: ReadonlySet<string> },
) {
  const { project, signal } = engine;
  return {
    warehouse: await engine.warehouse(),
    threads: project.target.threads,
    failFast: options.failFast ?? world.flags.FAIL_FAST === true,
    signal,
    madeBefore: [...(options.resume?.done ?? []), ...options.settled].map(nodeId),
    ...(work.prepare === false ? {} : { lock: lockOf(engine) }),
    ...deadlineOf(engine),
    nodeTimeout: project.target.nodeTimeout,
    tasks: work.tasks ?? buildTasks,
    writer: sqlWriter(engine),
    projectRoot: project.root,
    targetName: project.target.name,
    prepare: work.prepare ?? true,
    ...(work.hooks === undefined ? {} : { hooks: work.hooks }),
    ...(options.left === undefined ? {} : { left: options.left }),
    warnError: engine.policy(['LogTestResult']) === 'error',
    skipNodesIfOnRunStartFails: world.flags.SKIP_NODES_IF_ON_RUN_START_FAILS === true,
  };
}
