/**
 * DuckDB's driver. In: checked settings. Out: an open warehouse that hands out sessions.
 * The only file that imports the driver, and only inside openDuckdb: it is 60 MB of native code.
 */

import { setTimeout as sleep } from 'node:timers/promises';
import type * as Driver from '@duckdb/node-api';
import type { Connection, OpenContext, Warehouse } from '../../src/adapter/index.ts';
import { failure, type TsdbtError } from '../../src/core/diagnostic.ts';
import type { DuckdbConfig } from './config.ts';
import { openError } from './errors.ts';
import { createSession } from './session.ts';
import { databaseSetup, filePath, sessionSetup } from './setup.ts';

/** The driver, once it is loaded. */
export type Sdk = typeof Driver;
/** One connection of the driver. */
export type DriverConnection = Driver.DuckDBConnection;
/** What a statement of the driver returned. */
export type DriverResult = Driver.DuckDBResult;

/** Opens the database; rejects with TD602 to TD605. */
export async function openDuckdb(config: DuckdbConfig, context: OpenContext): Promise<Warehouse> {
  const sdk = await loadDriver();
  const instance = await openInstance(sdk, config, context);
  const open = new Set<Connection>();
  const connect = async (): Promise<Connection> => {
    const raw = await instance.connect();
    const session = createSession(sdk, raw, config, () => open.delete(session));
    open.add(session);
    for (const sql of sessionSetup(config, context.projectRoot)) await session.query(sql, { fetch: false });
    return session;
  };
  const close = async (): Promise<void> => {
    await Promise.all([...open].map((session) => session.close()));
    instance.closeSync();
  };
  try {
    await setUp(connect, databaseSetup(config, context.projectRoot));
  } catch (error) {
    await close();
    throw openError(error, config.path, sdk.version());
  }
  return { connect, close, describe: async () => ({ version: sdk.version(), path: config.path }) };
}

async function loadDriver(): Promise<Sdk> {
  try {
    return await import('@duckdb/node-api');
  } catch (cause) {
    throw failure('TD602', 'the DuckDB client cannot be loaded', {
      help: 'npm install @duckdb/node-api',
      cause,
    });
  }
}

/** Opens the file; engines of one process share an instance, or they would write over each other. */
async function openInstance(
  sdk: Sdk,
  config: DuckdbConfig,
  context: OpenContext,
): Promise<Driver.DuckDBInstance> {
  const path = filePath(config.path, context.projectRoot);
  const options = Object.fromEntries(
    Object.entries(config.configOptions).map(([key, value]) => [key, String(value)]),
  );
  for (let attempt = 1; ; attempt++) {
    try {
      if (path === ':memory:' || path === '') return await sdk.DuckDBInstance.create(':memory:', options);
      return await sdk.DuckDBInstance.fromCache(path, options);
    } catch (cause) {
      const error = openError(cause, config.path, sdk.version());
      if (attempt >= config.connectAttempts || !waitable(error)) throw error;
      await sleep(1000 * 2 ** (attempt - 1), undefined, context.signal ? { signal: context.signal } : {});
    }
  }
}

const waitable = (error: TsdbtError): boolean => error.first.code === 'TD604';

async function setUp(connect: () => Promise<Connection>, statements: readonly string[]): Promise<void> {
  const session = await connect();
  for (const sql of statements) await session.query(sql, { fetch: false });
  await session.close();
}
