import type { Diagnostic } from './diagnostic.ts';
import type { NodeId } from './ids.ts';
import type { JsonObject } from './json.ts';

/** When a phase of a node's work began and ended, ISO 8601 UTC with microseconds. */
export interface Timing {
  readonly name: 'compile' | 'execute';
  readonly startedAt: string;
  readonly completedAt: string;
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
} & (
  | { readonly status: 'success' | 'no-op' }
  | { readonly status: 'pass'; readonly failures: number }
  | { readonly status: 'warn' | 'fail'; readonly failures: number; readonly diagnostic: Diagnostic }
  | { readonly status: 'error'; readonly diagnostic: Diagnostic }
  /** because: the failed node it stands on; null when the run ended before (fail-fast, cancelled). */
  | {
      readonly status: 'skipped';
      readonly because: NodeId | null;
      readonly reason: 'upstream' | 'fail-fast' | 'cancelled' | 'deadline';
    }
);

/** Exit code of a run: 1 when a node failed, else 0 (signals and errors before nodes are the command's business). */
export const exitCodeOf = (results: readonly NodeResult[]): 0 | 1 =>
  results.some(
    (r) => r.status === 'error' || r.status === 'fail' || (r.status === 'skipped' && r.reason !== 'upstream'),
  )
    ? 1
    : 0;
