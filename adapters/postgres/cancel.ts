import type { PgClient } from './client.ts';
import type { Connector } from './connect.ts';

/** Ends statements of other sessions. */
export interface Canceller {
  /** Asks the server to end what the session with this process id does; a failure to ask is not told. */
  cancel(processId: number): Promise<void>;
  close(): Promise<void>;
}

/** Cancels over one connection of its own, opened when it is first needed. */
export function createCanceller(connector: Connector): Canceller {
  let own: Promise<PgClient> | undefined;
  return {
    cancel: async (processId) => {
      own ??= connector.connect();
      try {
        await (await own).query('select pg_cancel_backend($1)', [processId]);
      } catch {
        own = undefined;
      }
    },
    close: async () => {
      const client = await own?.catch(() => undefined);
      await client?.end().catch(() => undefined);
    },
  };
}
