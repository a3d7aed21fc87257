import { WarehouseError } from '../adapter/index.ts';
import type { Session } from '../compile/index.ts';
import { failure } from '../core/diagnostic.ts';
import type { Engine } from './open.ts';

/** Gives `work` a session of the warehouse, and closes it whatever happens. What the warehouse says of its own statements is TD501 or TD506. */
export async function withSession<T>(
  engine: Engine,
  name: string,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const warehouse = await engine.warehouse();
  const connection = await warehouse.connect();
  try {
    return await work({ connection, name, node: null, thread: 'MainThread', signal: engine.signal });
  } catch (error) {
    throw error instanceof WarehouseError ? told(error, engine) : error;
  } finally {
    if (connection.inTransaction) await connection.rollback();
    await connection.close();
  }
}

const told = (error: WarehouseError, { signal }: Engine): Error =>
  error.cancelled || signal.aborted
    ? failure('TD506', 'cancelled', { cause: error })
    : failure('TD501', error.message, { cause: error });
