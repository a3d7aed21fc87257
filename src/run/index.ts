/**
 * The run stage. In: a selection, a Runtime and an open warehouse. Out: one NodeResult per node that was planned.
 * Promises: no node starts before all it stands on has ended well; what stands on a failed node is skipped and says
 * because of which; a signal reaches the statement in flight; nothing is thrown for a node's own failure.
 */

export type { SavedRelation } from '../compile/index.ts';
export { type CatalogRows, collectCatalog } from './catalog.ts';
export { addsRows, committedBefore, isUnrepeatable, type KilledRun } from './commit-marks.ts';
export { type ExecuteOptions, execute, type RunOutcome } from './execute.ts';
export { type OperationOptions, runOperation } from './operation.ts';
export { dropOrphans, findOrphans, type Orphan } from './orphans.ts';
export { makePlan, type Plan, type PlannedNode, type PlanOptions } from './plan.ts';
export { cloneTasks } from './tasks/clone.ts';
export { buildTasks, compileTasks, freshnessTasks } from './tasks/table.ts';
export type { Freshness, SqlWriter, Task, TaskContext, TaskOutcome, TaskTable } from './tasks/task.ts';
export { summaryOf } from './telling/summary.ts';
