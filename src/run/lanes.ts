import type { Connection, Warehouse } from '../adapter/index.ts';
import { endsSoon } from './patience.ts';

/** Sessions of the warehouse: one per lane, opened when first used, closed together. */
export interface Lanes {
  /** The session of a lane. Rejects as Warehouse.connect does. */
  connection(lane: number): Promise<Connection>;
  /** Ends what a node left open: a transaction that nobody committed. A session that is lost, or does not answer, is replaced. */
  settle(lane: number, lost?: boolean): Promise<void>;
  close(): Promise<void>;
}

/** Lanes over a warehouse; nothing is opened yet. */
export function createLanes(warehouse: Warehouse): Lanes {
  const open = new Map<number, Promise<Connection>>();
  /** Nobody waits for a session that may never answer. */
  const leave = (lane: number, connection: Connection): void => {
    open.delete(lane);
    connection.close().catch(() => undefined);
  };
  return {
    connection: (lane) => {
      const known = open.get(lane) ?? warehouse.connect();
      open.set(lane, known);
      // A lane that could not connect tries again for its next node.
      known.catch(() => open.delete(lane));
      return known;
    },
    settle: async (lane, lost = false) => {
      const connection = await open.get(lane)?.catch(() => undefined);
      if (connection === undefined) return;
      if (lost) return leave(lane, connection);
      if (!connection.inTransaction) return;
      const ended = await endsSoon(connection.rollback());
      if (!ended || connection.inTransaction) leave(lane, connection);
    },
    close: async () => {
      const closing = Array.from(open.values(), async (connection) => (await connection).close());
      await endsSoon(Promise.allSettled(closing));
    },
  };
}
