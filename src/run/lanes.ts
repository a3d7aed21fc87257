import type { Connection, Warehouse } from '../adapter/index.ts';

/** Sessions of the warehouse: one per lane, opened when first used, closed together. */
export interface Lanes {
  /** The session of a lane. Rejects as Warehouse.connect does. */
  connection(lane: number): Promise<Connection>;
  /** Ends what a node left open: a transaction that nobody committed. */
  settle(lane: number): Promise<void>;
  close(): Promise<void>;
}

/** Lanes over a warehouse; nothing is opened yet. */
export function createLanes(warehouse: Warehouse): Lanes {
  const open = new Map<number, Promise<Connection>>();
  return {
    connection: (lane) => {
      const known = open.get(lane) ?? warehouse.connect();
      open.set(lane, known);
      // A lane that could not connect tries again for its next node.
      known.catch(() => open.delete(lane));
      return known;
    },
    settle: async (lane) => {
      const connection = await open.get(lane)?.catch(() => undefined);
      if (!connection?.inTransaction) return;
      await connection.rollback().catch(async () => {
        open.delete(lane);
        await connection.close().catch(() => undefined);
      });
    },
    close: async () => {
      const closing = Array.from(open.values(), async (connection) => (await connection).close());
      await Promise.allSettled(closing);
    },
  };
}
