import type { BatchContext } from '../../compile/index.ts';
import type { Diagnostic } from '../../core/diagnostic.ts';
import type { BatchEnd } from '../../core/events.ts';
import type { ManifestNode } from '../../manifest/index.ts';
import { secondsNow } from '../telling/clock.ts';
import { diagnosticOf, wasCancelled } from '../telling/failure-text.ts';
import { summaryOf } from '../telling/summary.ts';
import { modelTask } from './model.ts';
import type { Seat, TaskContext } from './task.ts';

/** A batch to build. */
export interface Batch {
  readonly context: BatchContext;
  /** `2024-01-31`. */
  readonly label: string;
  /** `batch 2024-01-31 of main.events`. */
  readonly description: string;
  /** From 1 on. */
  readonly index: number;
  readonly total: number;
}

/** How a batch ended; what cancelled it concerns the whole run. */
export type BatchOutcome =
  | { readonly status: 'success' }
  | { readonly status: 'error'; readonly diagnostic: Diagnostic }
  | { readonly status: 'cancelled'; readonly error: unknown };

/** Builds one batch on a seat, and tells of it; nothing is thrown. */
export async function buildBatch(
  task: TaskContext,
  node: ManifestNode,
  batch: Batch,
  seat: Seat,
): Promise<BatchOutcome> {
  const { runtime } = task;
  const began = secondsNow();
  const about = aboutOf(runtime, node, batch);
  runtime.emit({ type: 'batch:start', ...about }, seat.thread);
  const end = (result: BatchEnd): void =>
    runtime.emit({ type: 'batch:end', ...about, seconds: secondsNow() - began, result }, seat.thread);
  const tried = await seat.tryOut(modelTask, inSight(task, node, batch));
  if ('outcome' in tried) {
    end({ status: 'success', message: tried.outcome.message ?? 'OK' });
    return { status: 'success' };
  }
  const { error } = tried;
  if (wasCancelled(error)) return { status: 'cancelled', error };
  const diagnostic = diagnosticOf(error, node, runtime.manifest.places.get(node.unique_id));
  end({ status: 'error', diagnostic });
  return { status: 'error', diagnostic };
}

/** What its events say of a batch. */
const aboutOf = (
  runtime: TaskContext['runtime'],
  node: ManifestNode,
  { context: { span }, description, index, total }: Batch,
) => ({ node: summaryOf(runtime, node), span, description, index, total });

/** What is other for a batch: it is in sight, it compiles for itself, and its SQL has files of its own. */
function inSight(task: TaskContext, node: ManifestNode, batch: Batch): Partial<TaskContext> {
  const { writer, runtime } = task;
  const compiled: TaskContext['runtime']['compiled'] = new Map();
  return {
    runtime: { ...runtime, batch: batch.context, compiled },
    writer: {
      ...writer,
      compiled: (one, sql) => {
        for (const [id, ephemeral] of compiled)
          if (id !== node.unique_id) runtime.compiled.set(id, ephemeral);
        return writer.compiled(one, sql, batch.label);
      },
      ran: (one, sql) => writer.ran(one, sql, batch.label),
    },
    timed: (_, work) => work(),
  };
}

/** Tells of a batch that is not built because the first one failed. */
export function skipBatch({ runtime, seat }: TaskContext, node: ManifestNode, batch: Batch): void {
  const about = aboutOf(runtime, node, batch);
  runtime.emit({ type: 'batch:end', ...about, seconds: 0, result: { status: 'skipped' } }, seat.thread);
}
