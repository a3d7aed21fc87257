import { setTimeout as sleep } from 'node:timers/promises';
import type { PgClient } from './client.ts';
import type { Backend, Connector } from './connect.ts';
import { endSoon } from './end-soon.ts';

/** What the server says of another session: at work on a statement, waiting for one, not there; null when it does not answer. */
export type Activity = 'at-work' | 'waiting' | 'gone' | null;

/** Looks after other sessions of this process, on the server. */
export interface Overseer {
  /** Asks the server to cancel what the session with this process id does; a failure to ask is not told. */
  cancel(processId: number): Promise<void>;
  /** Ends a session that cannot be reached any more, with the locks that it holds. */
  end(backend: Backend): Promise<void>;
  activityOf(backend: Backend): Promise<Activity>;
  close(): Promise<void>;
}

/** Milliseconds for an answer. */
const PATIENCE = 3000;

/** A process of the server may have the number of one that ended before. */
const ITSELF = 'pid = $1 and backend_start <= $2::timestamptz';

/** Works over one connection of its own, opened when it is first needed: without the role of the others, who may not cancel them. */
export function createOverseer(connector: Connector): Overseer {
  let own: Promise<PgClient> | undefined;
  const ask = async (sql: string, values: readonly unknown[]): Promise<readonly unknown[][] | null> => {
    own ??= connector.connect({ plain: true }).then(({ client }) => client);
    const mine = own;
    try {
      const client = await mine;
      const timer = setTimeout(() => client.connection.stream.destroy(), PATIENCE);
      const answer = await client
        .query({ text: sql, values: [...values], rowMode: 'array' })
        .finally(() => clearTimeout(timer));
      return Array.isArray(answer) ? null : answer.rows;
    } catch {
      if (own === mine) own = undefined;
      return null;
    }
  };
  return {
    cancel: async (processId) => void (await ask('select pg_cancel_backend($1)', [processId])),
    end: async ({ pid, since }) => {
      await ask(`select pg_terminate_backend(pid) from pg_stat_activity where ${ITSELF}`, [pid, since]);
    },
    activityOf: async ({ pid, since }) => {
      const rows = await ask(`select state from pg_stat_activity where ${ITSELF}`, [pid, since]);
      if (rows === null) return null;
      const [[state] = ['gone']] = rows;
      if (state === 'gone') return 'gone';
      return typeof state === 'string' && state.startsWith('idle') ? 'waiting' : 'at-work';
    },
    close: async () => {
      const ended = own?.then(endSoon).catch(() => undefined);
      // One that is still on its way is not waited for.
      await Promise.race([ended, sleep(PATIENCE, undefined, { ref: false })]);
    },
  };
}
