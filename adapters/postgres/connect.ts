import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ConnectionOptions } from 'node:tls';
import type { PgClient, Sdk } from './client.ts';
import type { PostgresConfig } from './config.ts';
import { connectError, connectFault } from './connect-error.ts';

/** Opens connections of the driver with the settings of a target. */
export interface Connector {
  /** A connection, signed in and set up. Rejects with TD603, at once when the signal is given. */
  connect(signal?: AbortSignal): Promise<PgClient>;
}

type Tls = false | ConnectionOptions;

/** How connections are made: encrypted or not as `sslmode` says; what the server took the first time comes first from then on. */
export function createConnector(sdk: Sdk, config: PostgresConfig, password: string | null): Connector {
  let ways = tlsWays(config);
  const once = async (signal?: AbortSignal): Promise<PgClient> => {
    let last: unknown;
    for (const [index, tls] of ways.entries()) {
      try {
        const client = await open(sdk, config, { password, tls, signal });
        ways = [tls];
        return client;
      } catch (error) {
        last = error;
        if (index === ways.length - 1 || signal?.aborted || !otherWayMayWork(error)) throw error;
      }
    }
    throw last;
  };
  const connect = async (signal?: AbortSignal): Promise<PgClient> => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await once(signal);
      } catch (error) {
        if (signal?.aborted)
          throw connectError(new Error('cancelled before the server had answered'), config);
        if (attempt > config.retries || connectFault(error) === undefined) throw connectError(error, config);
        await sleep(attempt * attempt * 1000, undefined, { signal }).catch(() => undefined);
      }
    }
  };
  return { connect };
}

interface Way {
  readonly password: string | null;
  readonly tls: Tls;
  readonly signal: AbortSignal | undefined;
}

async function open(sdk: Sdk, config: PostgresConfig, { password, tls, signal }: Way): Promise<PgClient> {
  const client = new sdk.pg.Client({
    host: config.host,
    port: config.port,
    user: config.user,
    database: config.database,
    password: () => password ?? '',
    ssl: tls,
    application_name: config.applicationName,
    keepAlive: true,
    keepAliveInitialDelayMillis: config.keepalivesIdle * 1000,
    connectionTimeoutMillis: config.connectTimeout * 1000,
  });
  // Without a listener a connection that breaks while idle would end the process.
  client.on('error', () => undefined);
  const cut = (): void => void client.connection.stream.destroy();
  signal?.addEventListener('abort', cut, { once: true });
  try {
    signal?.throwIfAborted();
    await client.connect();
    await client.query(setup(config));
    return client;
  } catch (error) {
    if (!signal?.aborted) await client.end().catch(() => undefined);
    throw error;
  } finally {
    signal?.removeEventListener('abort', cut);
  }
}

/** What each session begins with. Dates must be ISO, for they are read. */
function setup(config: PostgresConfig): string {
  const settings = [
    config.searchPath ? `set search_path to ${config.searchPath}` : '',
    config.statementTimeout ? `set statement_timeout to '${config.statementTimeout}'` : '',
    config.lockTimeout ? `set lock_timeout to '${config.lockTimeout}'` : '',
    config.role ? `set role ${config.role}` : '',
  ];
  return [`set datestyle to 'ISO'`, ...settings.filter((one) => one !== '')].join('; ');
}

/** The ways to try, in order. */
function tlsWays({ host, ssl }: PostgresConfig): readonly Tls[] {
  if (host.startsWith('/') || ssl.mode === 'disable') return [false];
  const files = {
    ...(ssl.cert ? { cert: readFileSync(ssl.cert) } : {}),
    ...(ssl.key ? { key: readFileSync(ssl.key) } : {}),
    ...(ssl.rootCert && ssl.rootCert !== 'system' ? { ca: readFileSync(ssl.rootCert) } : {}),
  };
  const unchecked = { ...files, rejectUnauthorized: false };
  const issuer = { ...files, rejectUnauthorized: true, checkServerIdentity: () => undefined };
  switch (ssl.mode) {
    case 'allow':
      return [false, unchecked];
    case 'prefer':
      return [unchecked, false];
    case 'require':
      // As libpq: certificates to check by are there to be used.
      return [ssl.rootCert ? issuer : unchecked];
    case 'verify-ca':
      return [issuer];
    case 'verify-full':
      return [{ ...files, rejectUnauthorized: true, servername: host }];
  }
}

const text = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The server does not speak TLS, or wants it, or wants it not. */
const otherWayMayWork = (error: unknown): boolean => /SSL|TLS|encryption|pg_hba/i.test(text(error));
