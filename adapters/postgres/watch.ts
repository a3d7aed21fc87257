import type { PgClient } from './client.ts';
import type { Backend } from './connect.ts';
import type { Overseer } from './overseer.ts';

/** Milliseconds between two looks at a statement that takes its time. */
export const WATCH_EVERY = 30_000;

/** So many looks in a row at a server that does not answer, and the statement is given up. */
const SILENT_LOOKS = 8;

/**
 * Looks after a statement: where something between here and the server swallows what is sent, nobody ever hears of it. Cuts the
 * connection when the server does not know the session any more, or waits for the next statement while this side waits for
 * the answer. Returns what ends the watch.
 */
export function watch(client: PgClient, backend: Backend, overseer: Overseer, every: number): () => void {
  const { stream } = client.connection;
  let [busy, silent, waiting] = [false, 0, -1];
  const look = async (): Promise<void> => {
    const activity = await overseer.activityOf(backend);
    silent = activity === null ? silent + 1 : 0;
    const received = stream.bytesRead;
    const isStill = activity === 'waiting' && received === waiting;
    waiting = activity === 'waiting' ? received : -1;
    if (activity === 'gone' || isStill || silent >= SILENT_LOOKS) stop(() => stream.destroy());
  };
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    void look().finally(() => {
      busy = false;
    });
  }, every);
  timer.unref();
  let ended = false;
  const stop = (then?: () => void): void => {
    if (ended) return;
    ended = true;
    clearInterval(timer);
    then?.();
  };
  return () => stop();
}
