import { shownDuration } from '../core/duration.ts';
import type { Emit } from '../core/events.ts';

/** When a run must have ended. */
export interface Deadline {
  /** Seconds that were given. */
  readonly seconds: number;
  /** When they began, in milliseconds since 1970. */
  readonly from: number;
}

/** A deadline whose clock runs. */
export interface Clock {
  /** Given when the time is over. */
  readonly signal: AbortSignal;
  over(): boolean;
  stop(): void;
}

const LONGEST = 2 ** 31 - 1;

/** Starts the clock of a run; without a deadline it never strikes. */
export function startClock(deadline: Deadline | undefined, emit: Emit): Clock {
  const controller = new AbortController();
  const clock = { signal: controller.signal, over: () => controller.signal.aborted };
  if (deadline === undefined) return { ...clock, stop: () => undefined };
  const { seconds, from } = deadline;
  const strike = (): void => {
    const message = `the deadline of ${shownDuration(seconds)} was reached: what is not done is skipped`;
    emit({
      type: 'diagnostic',
      diagnostic: { code: 'TD514', message, help: 'tsdbt retry goes on with what is missing' },
    });
    controller.abort();
  };
  const timer = setTimeout(strike, Math.min(Math.max(0, from + seconds * 1000 - Date.now()), LONGEST));
  timer.unref();
  return { ...clock, stop: () => clearTimeout(timer) };
}
