import type { NodeId } from '../../core/ids.ts';
import type { TimeSpan } from '../../core/moments.ts';

/** Where a batch stands among those of its run: the first one runs the hooks before, the last one those after. */
export type BatchPosition = 'first' | 'middle' | 'last' | 'only';

/** The batch of a microbatch model that is worked on. */
export interface BatchContext {
  readonly node: NodeId;
  /** `20240917`: it stands in names of relations. */
  readonly id: string;
  readonly span: TimeSpan;
  readonly position: BatchPosition;
  /** It adds to a table that is there, whatever the command says of a full refresh. */
  readonly incremental: boolean;
}

/** Which time a run is about. */
export interface RunTimes {
  /** When it began, or when the run began of which it is a retry. */
  readonly now: number;
  /** --event-time-start and --event-time-end. */
  readonly events: TimeSpan | null;
  /** --sample. */
  readonly sample: TimeSpan | null;
}
