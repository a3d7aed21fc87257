import type { Diagnostic } from './diagnostic.ts';
import type { NodeId } from './ids.ts';
import type { JsonObject } from './json.ts';
import type { TimeSpan } from './moments.ts';

/** When a phase of a node's work began and ended, ISO 8601 UTC with microseconds. */
export interface Timing {
  readonly name: 'compile' | 'execute';
  readonly startedAt: string;
  readonly completedAt: string;
}

/** Which batches of a microbatch model are in its table, and which are still to be built. */
export interface BatchResults {
  readonly successful: readonly TimeSpan[];
  readonly failed: readonly TimeSpan[];
}

/** What happened to one node of a run. */
export type NodeResult = {
  readonly id: NodeId;
  /** Seconds. */
  readonly seconds: number;
  readonly timing: readonly Timing[];
  /** `Thread-1`. */
  readonly thread: string;
  /** One line for people: `OK`, `SELECT 100`, `INSERT 5`, `Got 3 results, configured to fail if != 0`. */
  readonly message: string | null;
  readonly response: JsonObject;
  readonly compiledCode: string | null;
  readonly relationName: string | null;
  /** Of microbatch models that ran in batches. */
  readonly batches?: BatchResults;
} & (
  | { readonly status: 'success' | 'no-op' }
  | { readonly status: 'pass'; readonly failures: number }
  | { readonly status: 'warn' | 'fail'; readonly failures: number; readonly diagnostic: Diagnostic }
  /** partial success: some batches were built, others not. */
  | {
      readonly status: 'error' | 'partial success';
      readonly diagnostic: Diagnostic;
      /** The ephemeral model that cannot be rendered, where that is why: run_results.json calls the node skipped then. */
      readonly brokenParent?: NodeId;
    }
  /** because: the failed node it stands on; null when the run ended before (fail-fast, cancelled). */
  | {
      readonly status: 'skipped';
      readonly because: NodeId | null;
      readonly reason: 'upstream' | 'fail-fast' | 'cancelled' | 'deadline';
    }
);

/** True for what did not end well: what stands on it is skipped, and the run ends with 1. */
export const hasFailed = ({ status }: Pick<NodeResult, 'status'>): boolean =>
  status === 'error' || status === 'fail' || status === 'partial success';

/** Exit code of a run: 1 when a node failed, else 0 (signals and errors before nodes are the command's business). */
export const exitCodeOf = (results: readonly NodeResult[]): 0 | 1 =>
  results.some((r) => hasFailed(r) || (r.status === 'skipped' && r.reason !== 'upstream')) ? 1 : 0;
