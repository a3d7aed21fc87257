import { setTimeout as sleep } from 'node:timers/promises';
import { WarehouseError } from '../adapter/index.ts';

/** Milliseconds that a cancelled statement, or a session that is closed, may take to end. */
const PATIENCE = 2000;

/** A statement that was cancelled and did not end: its session is of no use any more. */
export class GaveUp extends WarehouseError {
  constructor() {
    super('Query cancelled', { cancelled: true });
    this.name = 'GaveUp';
  }
}

/**
 * The work's own end; or, when it does not end within 2 s (or `patience` milliseconds) after the signal, as if it had been cancelled: a server that is
 * gone cannot hold up the command.
 */
export async function orGiveUp<T>(
  work: Promise<T>,
  signal: AbortSignal,
  patience: number = PATIENCE,
): Promise<T> {
  let stop: () => void = () => undefined;
  let timer: NodeJS.Timeout | undefined;
  const tired = new Promise<never>((_, reject) => {
    stop = () => {
      timer = setTimeout(() => reject(new GaveUp()), patience);
    };
  });
  if (signal.aborted) stop();
  else signal.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([work, tired]);
  } finally {
    signal.removeEventListener('abort', stop);
    clearTimeout(timer);
  }
}

/** Resolves when the work has ended, well or not, or when patience ends; true when the work has ended. */
export async function endsSoon(work: Promise<unknown>): Promise<boolean> {
  const stop = new AbortController();
  const waiting = sleep(PATIENCE, false, { signal: stop.signal }).catch(() => false);
  const done = work.then(
    () => true,
    () => true,
  );
  const ended = await Promise.race([done, waiting]);
  stop.abort();
  return ended;
}
