import type { Session } from '../compile/index.ts';
import type { Engine } from './open.ts';

/** Gives `work` a session of the warehouse, and closes it whatever happens. */
export async function withSession<T>(
  engine: Engine,
  name: string,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const warehouse = await engine.warehouse();
  const connection = await warehouse.connect();
  try {
    return await work({ connection, name, node: null, thread: 'MainThread', signal: engine.signal });
  } finally {
    if (connection.inTransaction) await connection.rollback();
    await connection.close();
  }
}
