import { type Diagnostic, failure } from '../core/diagnostic.ts';
import { durationOf, shownDuration } from '../core/duration.ts';
import type { GraphNode } from '../manifest/index.ts';

/** How long one node may take. */
export interface TimeLimit {
  readonly seconds: number;
  /** Given when the time is over. */
  readonly signal: AbortSignal;
  /** Stops the clock. */
  stop(): void;
}

/** Starts the clock of a node: by its own `timeout`, else by the target's; undefined when neither says anything. Throws TD212. */
export function startLimit(node: GraphNode, ofTarget: number | null): TimeLimit | undefined {
  const seconds = ownLimit(node) ?? ofTarget;
  if (seconds === null) return undefined;
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), Math.min(seconds * 1000, LONGEST));
  timer.unref();
  return { seconds, signal: controller.signal, stop: () => clearTimeout(timer) };
}

/** What setTimeout can count to. */
const LONGEST = 2 ** 31 - 1;

function ownLimit(node: GraphNode): number | null {
  const { timeout } = node.config;
  // `"{{ none }}"` in YAML is the text None.
  if (timeout === undefined || timeout === null || timeout === '' || timeout === 'None') return null;
  const seconds = durationOf(timeout);
  if (seconds !== undefined) return seconds;
  throw failure('TD212', `timeout must be a length of time, but is ${JSON.stringify(timeout)}`, {
    help: 'timeout: 300 (seconds), or timeout: 5m',
  });
}

/** What is said of a node whose time was over. */
export const timedOut = (seconds: number): Diagnostic => ({
  code: 'TD513',
  message: `timed out after ${shownDuration(seconds)}: its statement was cancelled`,
  help: 'raise its timeout (config of the node), or node_timeout of the target',
});
