import type { TaskTable } from '../task.ts';

/** What run, build, test and seed do. */
export const buildTasks: TaskTable = {};

/** What compile and docs generate do: render only. */
export const compileTasks: TaskTable = {};

/** What source freshness does. */
export const freshnessTasks: TaskTable = {};
