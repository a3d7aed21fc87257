import { randomUUID } from 'node:crypto';
import type { Diagnostic, TsdbtError } from '../core/diagnostic.ts';
import { createEmitter, type Sink } from '../core/events.ts';
import { runId } from '../core/ids.ts';

/** Sees to it that what a command throws is shown, whoever threw it. */
export interface TellOnce {
  /** The sinks, and one that takes note of what they are told. */
  readonly sinks: readonly Sink[];
  /** Tells them of an error that ends the command, unless they have been told. */
  tell(error: TsdbtError): void;
}

/** Knows nothing yet. */
export function tellOnce(sinks: readonly Sink[]): TellOnce {
  const told = new Set<readonly Diagnostic[]>();
  const note: Sink = (event) => {
    if (event.type === 'fatal') told.add(event.diagnostics);
  };
  return {
    sinks: [...sinks, note],
    tell: ({ diagnostics }) => {
      if (!told.has(diagnostics)) createEmitter(runId(randomUUID()), sinks)({ type: 'fatal', diagnostics });
    },
  };
}
