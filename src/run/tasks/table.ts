import { compileTask, nothingTask, passedOverTask } from './compile.ts';
import { freshnessTask } from './freshness.ts';
import { modelInBatchesTask } from './microbatch.ts';
import { modelTask } from './model.ts';
import { seedTask } from './seed.ts';
import type { TaskTable } from './task.ts';
import { testTask } from './test.ts';
import { unitTestTask } from './unit-test.ts';

/** What run, build, test and seed do. */
export const buildTasks: TaskTable = {
  model: modelInBatchesTask,
  snapshot: modelTask,
  function: modelTask,
  seed: seedTask,
  test: testTask,
  unit_test: unitTestTask,
  exposure: nothingTask,
  saved_query: nothingTask,
};

/** What compile and docs generate do: render only. */
export const compileTasks: TaskTable = {
  model: compileTask,
  snapshot: compileTask,
  function: compileTask,
  test: compileTask,
  analysis: compileTask,
  seed: passedOverTask,
  operation: compileTask,
};

/** What source freshness does. */
export const freshnessTasks: TaskTable = { source: freshnessTask };
