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
import { type Parsed, parseAll } from './manifest.ts';
import type { Engine } from './open.ts';
import type { RunOptions } from './options.ts';
import type { CommandResult } from './result.ts';
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
}

/** Parses, selects, plans and executes; writes manifest.json. Rejects with TsdbtError for what concerns no single node. */
export async function executeNodes(engine: Engine, work: Work, options: RunOptions): Promise<Executed> {
  const world = createWorld(engine, work.which ?? work.kind, options);
  const parsed = parseAll(engine, world);
  const resourceTypes = restrict(work.resourceTypes, options);
  const selected = selectNodes(engine, world, parsed, { ...options, resourceTypes });
  const plan = makePlan({ ...planOptions(work), ...parsed, selected, resourceTypes });
  const deferred = plan.nodes.length === 0 ? undefined : deferral(engine, world);
  const runtime = createRuntime(world, parsed, plan.ids, deferred);
  if (plan.nodes.length === 0) nothingToDo(engine);
  const outcome =
    plan.nodes.length === 0
      ? NOTHING
      : await execute(plan, runtime, await howTo(engine, world, work, options));
  await saveManifest(engine, world, parsed, runtime.compiled);
  return { ...parsed, plan, runtime, outcome };
}

/** The whole of run, test, seed and build. */
export async function runNodes(engine: Engine, work: Work, options: RunOptions): Promise<CommandResult> {
  const { runtime, outcome } = await executeNodes(engine, work, options);
  await saveRunResults(engine, runtime, outcome);
  return commandResult(outcome);
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

const deadlineOf = ({ options, startedAt }: Engine) =>
  options.deadline === undefined
    ? {}
    : { deadline: { seconds: options.deadline, from: startedAt.getTime() } };

async function howTo(engine: Engine, world: World, work: Work, options: RunOptions) {
  const { project, signal } = engine;
  return {
    warehouse: await engine.warehouse(),
    threads: project.target.threads,
    failFast: options.failFast ?? world.flags.FAIL_FAST === true,
    signal,
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
