import type { Connection, Warehouse } from '../../src/adapter/index.ts';

/** What is about to happen, or has just happened, in a session: `before create or replace …`; it waits. */
export type Boundary = (what: string) => Promise<void> | void;

/** The same warehouse, which tells of every statement before it is sent and after it was answered. */
export function withBoundaries(warehouse: Warehouse, boundary: Boundary): Warehouse {
  return { ...warehouse, connect: async () => watched(await warehouse.connect(), boundary) };
}

function watched(connection: Connection, boundary: Boundary): Connection {
  const around = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
    await boundary(`before ${what}`);
    const result = await work();
    await boundary(`after ${what}`);
    return result;
  };
  return {
    get inTransaction() {
      return connection.inTransaction;
    },
    query: (sql, options) => around(sql, () => connection.query(sql, options)),
    stream: (sql, options) => connection.stream(sql, options),
    load: (table, batches, signal) =>
      around('load', () => connection.load(table, telling(batches, boundary), signal)),
    begin: () => around('begin', () => connection.begin()),
    commit: () => around('commit', () => connection.commit()),
    rollback: () => around('rollback', () => connection.rollback()),
    close: () => connection.close(),
  };
}

async function* telling<T>(batches: AsyncIterable<T>, boundary: Boundary): AsyncGenerator<T> {
  for await (const batch of batches) {
    yield batch;
    await boundary('after a batch');
  }
}
