import type { Warehouse } from '../adapter/index.ts';
import type { Runtime } from '../compile/index.ts';
import type { NodeId } from '../core/ids.ts';
import type { NodeResult } from '../core/result.ts';
import type { Plan } from './plan.ts';
import type { Freshness, SqlWriter, TaskTable } from './task.ts';

/** How to carry a plan out. */
export interface ExecuteOptions {
  readonly warehouse: Warehouse;
  readonly threads: number;
  readonly failFast: boolean;
  readonly signal: AbortSignal;
  /** What to do per kind of node: buildTasks, compileTasks, freshnessTasks, or these with more kinds added. */
  readonly tasks: TaskTable;
  readonly writer: SqlWriter;
  readonly projectRoot: string;
  readonly targetName: string;
  /** Create schemas, read existing relations, and run on-run-start and on-run-end. */
  readonly prepare: boolean;
  readonly hooks?: boolean;
  readonly warnError?: boolean;
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
  throw new Error(`not yet ${plan.kind} ${runtime.projectName} ${options.threads}`);
}
