import type { NodeId } from '../core/ids.ts';
import type { NodeResult } from '../core/result.ts';

/** Why nodes are left alone though nothing they stand on failed. */
export type SkipReason = 'fail-fast' | 'cancelled' | 'deadline';

/** Why a node is not worked on. */
export type Skip =
  | { readonly reason: 'upstream'; readonly because: NodeId }
  | { readonly reason: SkipReason; readonly because: null };

/** The result of a node that was not worked on. */
export function skippedResult(id: NodeId, skip: Skip): NodeResult {
  const base = {
    id,
    seconds: 0,
    timing: [],
    thread: 'MainThread',
    response: {},
    compiledCode: null,
    relationName: null,
  };
  return { ...base, status: 'skipped', ...skip, message: skipMessage(skip) };
}

function skipMessage(skip: Skip): string {
  switch (skip.reason) {
    case 'upstream':
      return `Skipped because ${skip.because} failed`;
    case 'fail-fast':
      return 'Skipping due to fail_fast';
    case 'cancelled':
      return 'Skipped because the run was cancelled';
    case 'deadline':
      return 'Skipped because the deadline of the run was reached';
  }
}
