import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import duckdb from '../../../adapters/duckdb/index.ts';
import type { Cell, Connection, Warehouse } from '../../../src/adapter/index.ts';
import type { JsonObject } from '../../../src/core/json.ts';

const cleanups: (() => unknown)[] = [];

afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

/** A folder that is removed after the test. */
export function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'tsdbt-duckdb-'));
  cleanups.push(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** The settings of a target, checked. */
export const configOf = (raw: JsonObject) =>
  duckdb.parseConfig({ type: 'duckdb', ...raw }, { projectRoot: '/', place: () => undefined });

/** An open warehouse that is closed after the test. */
export async function open(raw: JsonObject = {}, projectRoot = '/'): Promise<Warehouse> {
  const warehouse = await duckdb.open(configOf(raw), { projectRoot, threads: 1 });
  cleanups.push(() => warehouse.close());
  return warehouse;
}

/** A session on a new warehouse. */
export const session = async (raw: JsonObject = {}, projectRoot = '/'): Promise<Connection> =>
  (await open(raw, projectRoot)).connect();

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
