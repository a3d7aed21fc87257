import { afterEach } from 'vitest';
import postgres from '../../../adapters/postgres/index.ts';
import type { Cell, Connection, Warehouse } from '../../../src/adapter/index.ts';
import type { JsonObject } from '../../../src/core/json.ts';

const cleanups: (() => unknown)[] = [];

afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

/** The settings of a target, checked. */
export const configOf = (raw: JsonObject) =>
  postgres.parseConfig(
    { type: 'postgres', schema: 'main', ...raw },
    { projectRoot: '/', place: () => undefined },
  );

/** An open warehouse that is closed after the test. */
export async function open(
  raw: JsonObject,
  context: { env?: (name: string) => string | undefined; notice?: (message: string) => void } = {},
): Promise<Warehouse> {
  const warehouse = await postgres.open(configOf(raw), { projectRoot: '/', threads: 1, ...context });
  cleanups.push(() => warehouse.close());
  return warehouse;
}

/** A session of its own. */
export const session = async (raw: JsonObject): Promise<Connection> => (await open(raw)).connect();

/** The rows of a query. */
export const rows = async (connection: Connection, sql: string): Promise<readonly (readonly Cell[])[]> =>
  (await connection.query(sql)).rows;

/** The error that a promise rejects with; fails when it does not. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  const outcome = await promise.then(
    () => 'kept' as const,
    (error: unknown) => ({ error }),
  );
  if (outcome === 'kept') throw new Error('the promise was kept');
  return outcome.error;
}
