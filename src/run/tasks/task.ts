import type { Connection } from '../../adapter/index.ts';
import type { Runtime, Session } from '../../compile/index.ts';
import type { Diagnostic } from '../../core/diagnostic.ts';
import type { NodeId } from '../../core/ids.ts';
import type { JsonObject } from '../../core/json.ts';
import type { BatchResults, Timing } from '../../core/result.ts';
import type { GraphNode, ManifestNode } from '../../manifest/index.ts';

/** A place to work at: one session of the warehouse, used for one thing at a time. */
export interface Seat {
  /** `Thread-1`. */
  readonly thread: string;
  /** Does a part of a node's work, again after faults that left nothing behind; nothing is thrown. */
  tryOut(
    task: Task,
    changes: Partial<TaskContext>,
  ): Promise<{ readonly outcome: TaskOutcome } | { readonly error: unknown }>;
}

/** Keeps the SQL that analysts read, of a batch in a file of its own. Rejects with TsdbtError TD701 or TD702. */
export interface SqlWriter {
  /** target/compiled: what the author wrote, rendered. */
  compiled(node: ManifestNode, sql: string, batch?: string): Promise<void>;
  /** target/run: what was sent to the warehouse. */
  ran(node: ManifestNode, sql: string, batch?: string): Promise<void>;
  /** Puts on disk what is still held back. */
  finish(): Promise<void>;
}

/** How old a source is. */
export interface Freshness {
  readonly id: NodeId;
  /** ISO 8601 UTC. */
  readonly maxLoadedAt: string;
  readonly snapshottedAt: string;
  /** Seconds. */
  readonly age: number;
  readonly status: 'pass' | 'warn' | 'error';
}

/** What a task has to work with. */
export interface TaskContext {
  readonly runtime: Runtime;
  readonly node: GraphNode;
  /** The session of the lane, made when first asked for. */
  session(): Promise<Session>;
  /** The lane. */
  readonly seat: Seat;
  /**
   * Works here, and on every other lane that has nothing else to do before all is done; resolves when none is left working.
   * `work` must not reject, and ends at once where it finds nothing to do.
   */
  share(work: (seat: Seat) => Promise<void>): Promise<void>;
  /** What an earlier run left to be built of this node, where this is a retry. */
  readonly left: BatchResults | null;
  readonly writer: SqlWriter;
  /** Absolute folder of the root project; seeds name their own package's folder. */
  readonly projectRoot: string;
  readonly signal: AbortSignal;
  /** Measures a phase, for the result's timing. */
  timed<T>(name: Timing['name'], work: () => Promise<T>): Promise<T>;
  /** Treat warnings of tests as failures (--warn-error). */
  readonly warnError: boolean;
}

/** How a node's work ended; what it threw becomes an error. */
export type TaskOutcome = {
  readonly message?: string | null;
  readonly response?: JsonObject;
  readonly relationName?: string | null;
  readonly freshness?: Freshness;
  readonly batches?: BatchResults;
} & (
  | { readonly status: 'success' | 'no-op' }
  | { readonly status: 'pass'; readonly failures: number }
  | { readonly status: 'warn' | 'fail'; readonly failures: number; readonly diagnostic: Diagnostic }
  | { readonly status: 'error' | 'partial success'; readonly diagnostic: Diagnostic }
);

/** What to do for one kind of node. */
export type Task = (context: TaskContext) => Promise<TaskOutcome>;

/** Tasks by resource_type. */
export type TaskTable = { readonly [resourceType: string]: Task };

/** Opens sessions of the warehouse, one per lane. */
export type Connect = () => Promise<Connection>;
