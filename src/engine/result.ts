import type { Diagnostic } from '../core/diagnostic.ts';
import type { NodeResult } from '../core/result.ts';

/** How a command ended; what concerns no single node rejects with TsdbtError instead. */
export interface CommandResult {
  /** 0: all well, 1: a node failed. */
  readonly exitCode: 0 | 1;
  readonly results: readonly NodeResult[];
  /** The signal was given before all was done. */
  readonly cancelled: boolean;
}

/** A command that had nothing to do with nodes, or none to work on. */
export const DONE: CommandResult = { exitCode: 0, results: [], cancelled: false };

/** What went wrong with nodes, in the order in which they ended. */
export const diagnosticsOf = (results: readonly NodeResult[]): readonly Diagnostic[] =>
  results.flatMap((result) => ('diagnostic' in result ? [result.diagnostic] : []));
