import type { Connection, Warehouse, WarehouseError } from '../../src/adapter/index.ts';

/** What goes wrong with a statement: an error in its stead, or undefined to let it be. `nth` counts all, from 1 on. */
export type Wrong = (what: string, nth: number) => WarehouseError | undefined;

/** The same warehouse with faults: `before` strikes instead of a statement, `after` when it took effect and its answer is lost. */
export function withFaults(
  warehouse: Warehouse,
  { before = none, after = none }: { readonly before?: Wrong; readonly after?: Wrong },
): Warehouse {
  let count = 0;
  const strike = async <T>(connection: Connection, what: string, work: () => Promise<T>): Promise<T> => {
    const nth = ++count;
    const early = before(what, nth);
    if (early) return fail(connection, early);
    const result = await work();
    const late = after(what, nth);
    return late ? fail(connection, late) : result;
  };
  return { ...warehouse, connect: async () => faulty(await warehouse.connect(), strike) };
}

const none = (): undefined => undefined;

/** Whatever the fault, the open transaction is gone with it. */
async function fail(connection: Connection, error: WarehouseError): Promise<never> {
  if (connection.inTransaction) await connection.rollback();
  throw error;
}

type Strike = <T>(connection: Connection, what: string, work: () => Promise<T>) => Promise<T>;

function faulty(connection: Connection, strike: Strike): Connection {
  return {
    get inTransaction() {
      return connection.inTransaction;
    },
    query: (sql, options) => strike(connection, sql, () => connection.query(sql, options)),
    stream: (sql, options) => connection.stream(sql, options),
    load: (table, batches, signal) =>
      strike(connection, 'load', () => connection.load(table, batches, signal)),
    begin: () => strike(connection, 'begin', () => connection.begin()),
    commit: () => strike(connection, 'commit', () => connection.commit()),
    rollback: () => connection.rollback(),
    close: () => connection.close(),
  };
}
