/** What is known of a server that cannot be reached: one node has waited for it, the others need not. */
export interface Outage {
  /** Nobody answered for as long as a node is tried again. */
  declare(error: Error): void;
  /** What was declared, if that was just now: what comes next is not made to wait as long. */
  known(): Error | undefined;
}

/** Milliseconds that it is taken for granted. */
const LASTS = 5000;

/** Nothing is known yet. */
export function createOutage(): Outage {
  let last: { readonly error: Error; readonly at: number } | undefined;
  return {
    declare: (error) => {
      last = { error, at: performance.now() };
    },
    known: () => (last !== undefined && performance.now() - last.at < LASTS ? last.error : undefined),
  };
}
