import type { JsonObject } from '../../core/json.ts';
import type { ProcessMark } from './life.ts';

/** The first line: everything that is needed to go on with the command. */
export interface JournalHead {
  readonly state: 'run';
  readonly v: 1;
  readonly at: string;
  readonly invocation_id: string;
  /** `build`. */
  readonly command: string;
  /** As in run_results.json. */
  readonly args: JsonObject;
  readonly target: string;
  readonly process: ProcessMark;
  readonly tsdbt: string;
}

/** The second line: every node that is to be worked on. */
export interface JournalPlan {
  readonly state: 'planned';
  readonly at: string;
  readonly nodes: readonly string[];
}

/**
 * What became of a node, in this order: started; built (all of it is in the open transaction, whose commit comes next);
 * published (the commit was answered); and how it ended. `working`: it went on after a commit.
 */
export interface JournalStep {
  readonly state: 'started' | 'working' | 'built' | 'published';
  readonly at: string;
  readonly node: string;
}

/** How a node ended; status as in run_results.json. */
export interface JournalEnd {
  readonly state: 'done' | 'tested' | 'failed' | 'skipped';
  readonly at: string;
  readonly node: string;
  readonly status: string;
  readonly seconds: number;
  readonly message: string | null;
}

/** Which batches a microbatch model is built in; those that an earlier run has built. */
export interface JournalBatches {
  readonly state: 'batches';
  readonly at: string;
  readonly node: string;
  readonly planned: readonly (readonly [string, string])[];
  readonly done: readonly (readonly [string, string])[];
}

/** How a batch ended. */
export interface JournalBatch {
  readonly state: 'batch';
  readonly at: string;
  readonly node: string;
  readonly span: readonly [string, string];
  readonly status: string;
}

/** The last line of a run that came to its end; its run_results.json is there. */
export interface JournalLast {
  readonly state: 'ended';
  readonly at: string;
  readonly cancelled: boolean;
}

/** A line of a journal. */
export type JournalLine =
  | JournalHead
  | JournalPlan
  | JournalStep
  | JournalBatches
  | JournalBatch
  | JournalEnd
  | JournalLast;

/** Name of the folder below target/. */
export const JOURNAL_FOLDER = 'journal';
