/**
 * Postgres's driver. In: checked settings. Out: an open warehouse that hands out sessions.
 * The only file that imports the driver, and only inside openPostgres.
 */

import type * as Driver from 'pg';
import type * as Copy from 'pg-copy-streams';
import type { Connection, OpenContext, Warehouse } from '../../src/adapter/index.ts';
import { failure } from '../../src/core/diagnostic.ts';
import type { PostgresConfig } from './config.ts';
import { createConnector, type Link } from './connect.ts';
import { endSoon } from './end-soon.ts';
import { createOverseer } from './overseer.ts';
import { findPassword } from './password-file.ts';
import { createSession } from './session.ts';
import { WATCH_EVERY } from './watch.ts';

/** The driver, once it is loaded. */
export interface Sdk {
  readonly pg: Pick<typeof Driver, 'Client'>;
  readonly copyFrom: typeof Copy.from;
}
/** One connection of the driver. */
export type PgClient = Driver.Client;
/** What a statement of the driver returned. */
export type PgResult = Driver.Result<unknown[]>;

/** Opens the server; rejects with TD602 and TD603. */
export async function openPostgres(
  config: PostgresConfig,
  context: OpenContext,
  watchEvery = WATCH_EVERY,
): Promise<Warehouse> {
  const sdk = await loadDriver();
  const env = context.env ?? (() => undefined);
  const connector = createConnector(sdk, config, { ...findPassword(config, env), env });
  const overseer = createOverseer(connector);
  const open = new Set<Connection>();
  const first = await connector.connect({ signal: context.signal });
  let spare: Link | null = first;
  const connect = async (): Promise<Connection> => {
    const link = spare ?? (await connector.connect());
    spare = null;
    const closed = (): boolean => open.delete(session);
    const session = createSession(link, {
      sdk,
      config,
      connector,
      overseer,
      watchEvery,
      notice: context.notice,
      closed,
    });
    open.add(session);
    return session;
  };
  const close = async (): Promise<void> => {
    await Promise.all([...open].map((session) => session.close()));
    if (spare) await endSoon(spare.client);
    spare = null;
    await overseer.close();
  };
  const version = await versionOf(first.client);
  const { host, port, database, user } = config;
  return { connect, close, describe: async () => ({ version, host, port: String(port), database, user }) };
}

async function versionOf(client: PgClient): Promise<string> {
  const { rows } = await client.query<{ server_version: string }>('show server_version');
  return String(rows[0]?.server_version);
}

async function loadDriver(): Promise<Sdk> {
  try {
    const [{ default: pg }, { from }] = await Promise.all([import('pg'), import('pg-copy-streams')]);
    return { pg, copyFrom: from };
  } catch (cause) {
    throw failure('TD602', 'the Postgres client cannot be loaded', {
      help: 'npm install pg pg-copy-streams',
      cause,
    });
  }
}
