import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ConnectionOptions } from 'node:tls';
import type { PgClient, PgResult, Sdk } from './client.ts';
import type { PostgresConfig } from './config.ts';
import { connectError, connectFault } from './connect-error.ts';
import { endSoon } from './end-soon.ts';
import { setupSql } from './setup.ts';

/** A process of the server that serves one session. */
export interface Backend {
  readonly pid: number;
  /** A moment of the server's clock after it began. */
  readonly since: string;
}

/** A connection, signed in and set up. */
export interface Link {
  readonly client: PgClient;
  /** Null behind a pooler, which lends the processes of the server. */
  readonly backend: Backend | null;
}

/** How a connection is made. */
export interface How {
  readonly signal?: AbortSignal | undefined;
  /** Tried once, without the role, the search path and the time limits of the target. */
  readonly plain?: boolean;
}

/** Opens connections of the driver with the settings of a target. */
export interface Connector {
  /** Rejects with TD603, at once when the signal is given. */
  connect(how?: How): Promise<Link>;
}

type Tls = false | ConnectionOptions;

/** How connections are made: encrypted or not as `sslmode` says; what the server took the first time comes first from then on. */
export function createConnector(sdk: Sdk, config: PostgresConfig, password: string | null): Connector {
  let ways = tlsWays(config);
  const once = async (how: How): Promise<Link> => {
    let last: unknown;
    for (const [index, tls] of ways.entries()) {
      try {
        const link = await open(sdk, config, { ...how, password, tls });
        ways = [tls];
        return link;
      } catch (error) {
        last = error;
        if (index === ways.length - 1 || how.signal?.aborted || !otherWayMayWork(error)) throw error;
      }
    }
    throw last;
  };
  const connect = async (how: How = {}): Promise<Link> => {
    const { signal, plain = false } = how;
    for (let attempt = 1; ; attempt++) {
      try {
        return await once(how);
      } catch (error) {
        if (signal?.aborted)
          throw connectError(new Error('cancelled before the server had answered'), config);
        if (plain || attempt > config.retries || connectFault(error) === undefined)
          throw connectError(error, config);
        await sleep(attempt * attempt * 1000, undefined, { signal }).catch(() => undefined);
      }
    }
  };
  return { connect };
}

interface Way extends How {
  readonly password: string | null;
  readonly tls: Tls;
}

async function open(
  sdk: Sdk,
  config: PostgresConfig,
  { password, tls, signal, plain = false }: Way,
): Promise<Link> {
  const client = new sdk.pg.Client({
    host: config.host,
    port: config.port,
    user: config.user,
    database: config.database,
    password: () => password ?? '',
    ssl: tls,
    application_name: config.applicationName,
    keepAlive: true,
    // What lies between drops connections that are silent for minutes, and a dead one is noticed only by asking.
    keepAliveInitialDelayMillis: (config.keepalivesIdle || KEEPALIVES_IDLE) * 1000,
    connectionTimeoutMillis: config.connectTimeout * 1000,
  });
  // Without a listener a connection that breaks while idle would end the process.
  client.on('error', () => undefined);
  const cut = (): void => void client.connection.stream.destroy();
  signal?.addEventListener('abort', cut, { once: true });
  try {
    signal?.throwIfAborted();
    await client.connect();
    const backend = await setUp(client, config, plain);
    return { client, backend };
  } catch (error) {
    await endSoon(client);
    throw error;
  } finally {
    signal?.removeEventListener('abort', cut);
  }
}

/** Seconds. */
const KEEPALIVES_IDLE = 60;

async function setUp(client: PgClient, config: PostgresConfig, plain: boolean): Promise<Backend | null> {
  const { connectTimeout } = config;
  const late = (): void => void client.connection.stream.destroy(new Error('timeout expired'));
  const timer = connectTimeout > 0 ? setTimeout(late, connectTimeout * 1000) : undefined;
  const answer = await client
    .query({ text: setupSql(config, plain), rowMode: 'array' })
    .finally(() => clearTimeout(timer));
  const last: PgResult | undefined = Array.isArray(answer) ? answer.at(-1) : answer;
  const [pid, since] = last?.rows[0] ?? [];
  return Number(pid) === client.processID ? { pid: client.processID, since: String(since) } : null;
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
