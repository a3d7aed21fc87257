import type { Diagnostic } from '../core/diagnostic.ts';
import type { NodeId } from '../core/ids.ts';
import type { NodeResult } from '../core/result.ts';
import type { RunOutcome } from '../run/index.ts';

/** What was done outside of any plan: an operation, an inline text. */
export interface Single {
  readonly id: NodeId;
  readonly started: Date;
  readonly compiledCode?: string;
  readonly problem?: { readonly message: string; readonly first: Diagnostic } | undefined;
}

/** Its result, as run_results.json lists it: it ends now. */
export function singleResult({ id, started, compiledCode, problem }: Single): NodeResult {
  const startedAt = started.toISOString();
  const completedAt = new Date().toISOString();
  const base = {
    id,
    seconds: (Date.now() - started.getTime()) / 1000,
    timing: (['compile', 'execute'] as const).map((name) => ({ name, startedAt, completedAt })),
    thread: 'MainThread',
    message: problem?.message ?? null,
    response: {},
    compiledCode: compiledCode ?? null,
    relationName: null,
  };
  return problem ? { ...base, status: 'error', diagnostic: problem.first } : { ...base, status: 'success' };
}

/** A run of just this. */
export const singleOutcome = (result: NodeResult): RunOutcome => ({
  results: [result],
  seconds: result.seconds,
  cancelled: false,
  freshness: new Map(),
});
