import type { Diagnostic } from '../core/diagnostic.ts';
import type { NodeId } from '../core/ids.ts';
import type { JsonObject } from '../core/json.ts';
import type { NodeResult } from '../core/result.ts';
import type { RunOutcome } from '../run/index.ts';

/** What was done outside of any plan: an operation, an inline text. */
export interface Single {
  readonly id: NodeId;
  readonly started: Date;
  readonly compiledCode?: string;
  readonly relationName?: string | null;
  readonly response?: JsonObject;
  readonly problem?: { readonly message: string; readonly first: Diagnostic } | undefined;
}

/** Its result, as run_results.json lists it: it ends now. */
export function singleResult({
  id,
  started,
  compiledCode,
  relationName = null,
  response = {},
  problem,
}: Single): NodeResult {
  const startedAt = started.toISOString();
  const completedAt = new Date().toISOString();
  const base = {
    id,
    seconds: (Date.now() - started.getTime()) / 1000,
    timing: (['compile', 'execute'] as const).map((name) => ({ name, startedAt, completedAt })),
    thread: 'MainThread',
    message: problem?.message ?? null,
    response,
    compiledCode: compiledCode ?? null,
    relationName,
  };
  return problem ? { ...base, status: 'error', diagnostic: problem.first } : { ...base, status: 'success' };
}

/** A run of just this. */
export const singleOutcome = (result: NodeResult): RunOutcome => outcomeOf([result]);

/** A run of just these, one after the other. */
export const outcomeOf = (results: readonly NodeResult[]): RunOutcome => ({
  results,
  seconds: results.reduce((sum, { seconds }) => sum + seconds, 0),
  cancelled: false,
  freshness: new Map(),
});
