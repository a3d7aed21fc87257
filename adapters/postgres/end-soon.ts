import type { PgClient } from './client.ts';

/** Milliseconds that a server may take to say goodbye. */
const PATIENCE = 1000;

/** Ends a connection; one that nobody answers on is cut. */
export async function endSoon(client: PgClient): Promise<void> {
  const timer = setTimeout(() => client.connection.stream.destroy(), PATIENCE);
  await client.end().catch(() => undefined);
  clearTimeout(timer);
}
