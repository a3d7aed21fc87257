import { setTimeout as sleep } from 'node:timers/promises';
import { failure } from '../../src/core/diagnostic.ts';
import type { PgClient, PgResult, Sdk } from './client.ts';
import type { PostgresConfig } from './config.ts';
import { connectError, connectFault } from './connect-error.ts';
import { endSoon } from './end-soon.ts';
import type { FoundPassword, ReadEnv } from './password-file.ts';
import { setupSql } from './setup.ts';
import { type Tls, tlsWays } from './tls.ts';

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
  /** Rejects with TD603, and at once with TD506 when the signal is given. */
  connect(how?: How): Promise<Link>;
}

/** What connections are made with, besides the settings. */
export interface Credentials extends FoundPassword {
  readonly env: ReadEnv;
}

/** How connections are made: encrypted or not as `sslmode` says; what the server took the first time comes first from then on. */
export function createConnector(
  sdk: Sdk,
  config: PostgresConfig,
  { password, leftAside, env }: Credentials,
): Connector {
  let ways: readonly (() => Tls)[] | undefined;
  const once = async (how: How): Promise<Link> => {
    ways ??= tlsWays(config, env);
    const errors: unknown[] = [];
    for (const way of ways) {
      try {
        const link = await open(sdk, config, { ...how, password, tls: way(), timeZone: env('PGTZ') });
        ways = [way, ...ways.filter((other) => other !== way)];
        return link;
      } catch (error) {
        errors.push(error);
        if (how.signal?.aborted || !otherWayMayWork(error)) throw error;
      }
    }
    throw telling(errors);
  };
  const connect = async (how: How = {}): Promise<Link> => {
    const { signal, plain = false } = how;
    for (let attempt = 1; ; attempt++) {
      try {
        return await once(how);
      } catch (error) {
        if (signal?.aborted) throw failure('TD506', 'cancelled before the server had answered');
        if (plain || attempt > config.retries || connectFault(error) === undefined)
          throw connectError(error, config, password === null ? (leftAside ?? 'none is set') : null);
        await sleep(attempt * attempt * 1000, undefined, { signal }).catch(() => undefined);
      }
    }
  };
  return { connect };
}

interface Way extends How {
  readonly password: string | null;
  readonly tls: Tls;
  readonly timeZone: string | undefined;
}

async function open(
  sdk: Sdk,
  config: PostgresConfig,
  { password, tls, timeZone, signal, plain = false }: Way,
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
    const backend = await setUp(client, config, setupSql(config, plain, timeZone));
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

async function setUp(client: PgClient, config: PostgresConfig, text: string): Promise<Backend | null> {
  const { connectTimeout } = config;
  const late = (): void => void client.connection.stream.destroy(new Error('timeout expired'));
  const timer = connectTimeout > 0 ? setTimeout(late, connectTimeout * 1000) : undefined;
  const answer = await client.query({ text, rowMode: 'array' }).finally(() => clearTimeout(timer));
  const last: PgResult | undefined = Array.isArray(answer) ? answer.at(-1) : answer;
  const [pid, since] = last?.rows[0] ?? [];
  return Number(pid) === client.processID ? { pid: client.processID, since: String(since) } : null;
}

/** As libpq: nothing but a server that is not reached keeps from trying the other way. */
const otherWayMayWork = (error: unknown): boolean =>
  connectFault(error) === undefined || /SSL|TLS/.test(error instanceof Error ? error.message : '');

/** That one of the ways is not wanted says less than why the other failed. */
function telling(errors: readonly unknown[]): unknown {
  const isUnwanted = (error: unknown): boolean =>
    error instanceof Error && /no encryption|does not support SSL/.test(error.message);
  return errors.find((error) => !isUnwanted(error)) ?? errors.at(-1);
}
