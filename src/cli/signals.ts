/** Exit codes after a signal, as shells have them. */
const CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

type SignalName = keyof typeof CODES;

/** What listens to signals while a command runs. */
export interface Signals {
  /** Given with the first signal. */
  readonly signal: AbortSignal;
  /** The exit code that the signal asks for; undefined when there was none. */
  exitCode(): number | undefined;
  /** Listens no longer. */
  stop(): void;
}

/** The first signal cancels what is running and lets results be written; the second one calls `leave` at once. */
export function listenToSignals(leave: (code: number) => void): Signals {
  const controller = new AbortController();
  let code: number | undefined;
  const names: readonly SignalName[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  const listener = (name: SignalName): void => {
    if (code !== undefined) leave(CODES[name]);
    code = CODES[name];
    controller.abort();
  };
  for (const name of names) process.on(name, listener);
  return {
    signal: controller.signal,
    exitCode: () => code,
    stop: () => {
      for (const name of names) process.off(name, listener);
    },
  };
}
