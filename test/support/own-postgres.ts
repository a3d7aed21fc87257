/** A server of a test file's own, which may be stopped, killed and set up as a test likes. */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg, { type ClientConfig } from 'pg';
import { freePort, startServer } from '../../bench/tools/postgres/server.ts';

/** How a server is stopped: sessions are ended (57P01), or the server dies at once and recovers when it starts (57P02). */
export type StopMode = 'fast' | 'immediate';

/** The server. */
export interface OwnServer {
  /** Everything below it is removed with the server. */
  readonly folder: string;
  readonly port: number;
  /** The settings of a target but for its schema. */
  readonly target: Readonly<Record<string, string | number>>;
  /** Runs statements as the superuser and returns the rows of the last, as texts. */
  rows(sql: string, database?: string): Promise<(string | null)[][]>;
  stop(mode: StopMode): Promise<void>;
  /** Starts it again, with these arguments in the place of those of the first time. */
  start(flags?: readonly string[]): Promise<void>;
  /** Makes a file in its data folder belong to it. */
  own(file: string): void;
  /** Ends it, and removes its folder. */
  remove(): Promise<void>;
}

const SIGNALS = { fast: 'SIGINT', immediate: 'SIGQUIT' } as const;

/** Starts a server; who does so removes it, too. */
export async function ownServer(first: readonly string[] = []): Promise<OwnServer> {
  const folder = mkdtempSync(join(tmpdir(), 'tsdbt-own-pg-'));
  chmodSync(folder, 0o755);
  const data = join(folder, 'data');
  const port = await freePort();
  let flags = first;
  const start = async (next = flags): Promise<void> => {
    flags = next;
    // What was committed must be there after a crash.
    const all = ['-c', 'synchronous_commit=on', ...next];
    await startServer({ folder: data, port, keep: true, fast: true, flags: all });
  };
  const stop = async (mode: StopMode): Promise<void> => {
    const pid = processIn(data);
    if (pid !== null) process.kill(pid, SIGNALS[mode]);
    while (pid !== null && isRunning(pid)) await sleep(10);
  };
  await start();
  const server = { host: '127.0.0.1', port, user: 'postgres', password: 'postgres' };
  return {
    folder,
    port,
    target: { type: 'postgres', ...server, dbname: 'postgres' },
    rows: (sql, database = 'postgres') => rowsOf({ ...server, database }, sql),
    stop,
    start,
    remove: async () => {
      await stop('immediate');
      rmSync(folder, { recursive: true, force: true });
    },
    own: (file) => {
      chmodSync(file, 0o600);
      if (process.getuid?.() === 0) spawnSync('chown', ['postgres', file]);
    },
  };
}

async function rowsOf(settings: ClientConfig, sql: string): Promise<(string | null)[][]> {
  const client = new pg.Client({ ...settings, ssl: false });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const types = { getTypeParser: () => (value: string) => value };
    const result = await client.query({ text: sql, rowMode: 'array', types });
    const last = Array.isArray(result) ? result.at(-1) : result;
    return (last?.rows ?? []).map((row) => row.map((cell) => (typeof cell === 'string' ? cell : null)));
  } finally {
    await client.end();
  }
}

function processIn(data: string): number | null {
  try {
    return Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0]);
  } catch {
    return null;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
