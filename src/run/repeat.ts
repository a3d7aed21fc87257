import { setTimeout as sleep } from 'node:timers/promises';
import { FAULTS, type Fault, WarehouseError } from '../adapter/index.ts';
import { TsdbtError } from '../core/diagnostic.ts';

/** How often work that met a fault is tried, and how long is waited in between. */
export interface RepeatPolicy {
  readonly attempts: number;
  /** Milliseconds before attempt `next` (from 2 on). */
  pause(next: number): number;
}

/** Six attempts within some ten seconds, as long as a server takes to restart; the pauses double, and are drawn so that those in conflict do not meet again. */
export const REPEAT: RepeatPolicy = {
  attempts: 6,
  pause: (next) => 250 * 2 ** (next - 2) * (0.5 + Math.random()),
};

/** A fault that was met, as results show it. */
export interface Met {
  readonly fault: Fault;
  /** The warehouse's own code: `40P01`. */
  readonly code: string | null;
}

/** The fault that work ended with; undefined when it is the author's SQL, or anything else. */
export function faultOf(error: unknown): Met | undefined {
  if (error instanceof WarehouseError)
    return error.fault === undefined || error.cancelled
      ? undefined
      : { fault: error.fault, code: error.code ?? null };
  return error instanceof TsdbtError ? faultOf(error.cause) : undefined;
}

/** `a deadlock was broken (40P01)`. */
export const shownFault = ({ fault, code }: Met): string =>
  `${FAULTS[fault].words}${code === null ? '' : ` (${code})`}`;

/** Waits before the next attempt; resolves early when the signal is given. */
export async function pauseBefore(next: number, policy: RepeatPolicy, signal: AbortSignal): Promise<void> {
  await sleep(policy.pause(next), undefined, { signal }).catch(() => undefined);
}

/** Does what may be done twice until it is done, or fails for a reason of its own; `before` is called before each new attempt. */
export async function repeatedly(
  work: () => Promise<void>,
  before: () => Promise<void>,
  policy: RepeatPolicy,
  signal: AbortSignal,
): Promise<void> {
  for (let next = 2; ; next++) {
    try {
      return await work();
    } catch (error) {
      if (faultOf(error) === undefined || next > policy.attempts || signal.aborted) throw error;
      await pauseBefore(next, policy, signal);
      await before();
    }
  }
}

/** What of it goes into a result's adapter_response: nothing when all went well at once. */
export const countedFaults = (
  met: readonly Met[],
): { readonly [name: string]: number | readonly string[] } =>
  met.length === 0 ? {} : { retries: met.length, faults: met.map(shownFault) };
