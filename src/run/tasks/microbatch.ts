import type { BatchPosition } from '../../compile/index.ts';
import { batchId, batchLabel } from '../../core/batches.ts';
import { type Diagnostic, failure } from '../../core/diagnostic.ts';
import type { TimeSpan } from '../../core/moments.ts';
import type { BatchResults } from '../../core/result.ts';
import type { ManifestNode } from '../../manifest/index.ts';
import { type BatchPlan, batchPlan, inBatches, sideBySide } from '../batches/which.ts';
import { shownName, summaryOf } from '../telling/summary.ts';
import { type Batch, type BatchOutcome, buildBatch, skipBatch } from './batch.ts';
import { manifestNode, modelTask } from './model.ts';
import type { Seat, Task, TaskContext, TaskOutcome } from './task.ts';

/** Builds a model: in batches where it is a microbatch model, else whole. */
export const modelInBatchesTask: Task = async (task) => {
  const node = manifestNode(task.node);
  const batched = inBatches(task.runtime, node) && node.language === 'sql';
  return batched ? buildInBatches(task, node) : modelTask(task);
};

/**
 * Builds a microbatch model batch by batch: the first one alone, since it may make the table; those after it side by side where
 * that is possible; the last one alone, since it runs the hooks that come after. A batch that fails does not keep
 * the others from being built, unless it is the first.
 */
async function buildInBatches(task: TaskContext, node: ManifestNode): Promise<TaskOutcome> {
  const plan = batchPlan(task.runtime, node, task.left);
  if (plan === undefined) throw failure('TD902', `${node.unique_id} does not say what its batches are`);
  const batches = plan.batches.map((span, at) => batchAt(task, node, plan, span, at));
  const about = summaryOf(task.runtime, node);
  task.runtime.emit({ type: 'batches:planned', node: about, batches: plan.batches, done: plan.done });
  await task.timed('compile', async () => undefined);
  const outcomes = await task.timed('execute', () => buildAll(task, node, batches));
  return outcomeOf(plan, batches, outcomes);
}

function batchAt(
  { runtime }: TaskContext,
  node: ManifestNode,
  { rules, batches, incremental }: BatchPlan,
  span: TimeSpan,
  at: number,
): Batch {
  const label = batchLabel(rules.grain, span);
  return {
    context: {
      node: node.unique_id,
      id: batchId(rules.grain, span),
      span,
      position: positionOf(at, batches.length),
      incremental: incremental || at > 0,
    },
    label,
    description: `batch ${label} of ${shownName(runtime, node)}`,
    index: at + 1,
    total: batches.length,
  };
}

function positionOf(at: number, count: number): BatchPosition {
  if (count === 1) return 'only';
  return at === 0 ? 'first' : at === count - 1 ? 'last' : 'middle';
}

/** How each batch ended; those that are not in it were not begun. */
type Outcomes = ReadonlyMap<Batch, BatchOutcome>;

async function buildAll(task: TaskContext, node: ManifestNode, batches: readonly Batch[]): Promise<Outcomes> {
  const outcomes = new Map<Batch, BatchOutcome>();
  const build = async (batch: Batch, seat: Seat): Promise<void> => {
    if (!task.signal.aborted) outcomes.set(batch, await buildBatch(task, node, batch, seat));
  };
  const [first, ...others] = batches;
  const last = others.pop();
  if (first === undefined) return outcomes;
  tell(task, first, 'sequentially');
  await build(first, task.seat);
  if (outcomes.get(first)?.status === 'error') {
    for (const batch of [...others, ...(last ? [last] : [])]) skipBatch(task, node, batch);
    return outcomes;
  }
  await buildMiddle(task, node, others, build);
  if (last === undefined) return outcomes;
  tell(task, last, 'sequentially');
  await build(last, task.seat);
  return outcomes;
}

async function buildMiddle(
  task: TaskContext,
  node: ManifestNode,
  batches: readonly Batch[],
  build: (batch: Batch, seat: Seat) => Promise<void>,
): Promise<void> {
  const together = batches.length > 1 && sideBySide(task.runtime, node);
  const waiting = batches.values();
  const work = async (seat: Seat): Promise<void> => {
    for (const batch of waiting) {
      tell(task, batch, together ? 'concurrently' : 'sequentially');
      await build(batch, seat);
    }
  };
  await (together ? task.share(work) : work(task.seat));
}

function tell({ runtime }: TaskContext, { description }: Batch, how: string): void {
  const message = `${description} is being run ${how}`;
  runtime.emit({ type: 'note', level: 'debug', name: 'MicrobatchExecutionDebug', message });
}

/** What became of the model; rejects with the cancellation where nothing was built before it. */
function outcomeOf({ done }: BatchPlan, batches: readonly Batch[], outcomes: Outcomes): TaskOutcome {
  const isBuilt = (batch: Batch): boolean => outcomes.get(batch)?.status === 'success';
  const spans = (some: readonly Batch[]): readonly TimeSpan[] => some.map(({ context }) => context.span);
  const built = batches.filter(isBuilt);
  const missing = batches.filter((batch) => !isBuilt(batch));
  const results: BatchResults = {
    successful: [...spans(built), ...done].toSorted((a, b) => a.start - b.start),
    failed: spans(missing),
  };
  if (missing.length === 0) return { status: 'success', message: 'SUCCESS', batches: results };
  const diagnostic = problemOf(batches, missing, outcomes, built.length + done.length > 0);
  if (built.length === 0) return { status: 'error', message: 'ERROR', diagnostic, batches: results };
  const message = `PARTIAL SUCCESS (${built.length}/${batches.length})`;
  return { status: 'partial success', message, diagnostic, batches: results };
}

function problemOf(
  batches: readonly Batch[],
  missing: readonly Batch[],
  outcomes: Outcomes,
  someAreThere: boolean,
): Diagnostic {
  const ended = missing.flatMap((batch) => outcomes.get(batch) ?? []);
  const cancelled = ended.find((one) => one.status === 'cancelled');
  if (cancelled !== undefined && !someAreThere) throw cancelled.error;
  const count = `${missing.length} of ${batches.length} batches ${missing.length === 1 ? 'was' : 'were'} not built`;
  const help = someAreThere ? 'tsdbt retry builds just the batches that are missing' : undefined;
  const failed = ended.find((one) => one.status === 'error');
  const failedAt = missing.find((batch) => outcomes.get(batch)?.status === 'error');
  if (failed === undefined)
    return { code: 'TD506', message: `cancelled: ${count}`, ...(help ? { help } : {}) };
  const { diagnostic } = failed;
  if (batches.length === 1) return diagnostic;
  const message = `${count}; batch ${failedAt?.label}: ${diagnostic.message}`;
  return { ...diagnostic, message, ...(help ? { help } : {}) };
}
