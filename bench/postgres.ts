/**
 * `npm run bench -- --postgres`: a run of 500 models on a real Postgres against a replay of its own statements, and a seed
 * against COPY; with real dbt beside it when `dbt` is on PATH. The server is that of TSDBT_PG_URL, or one of our own.
 */
import { createReadStream, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { cost } from './measure.ts';
import { sourceTables, writeProject } from './project/generate.ts';
import { type OpenLane, replayOn } from './replay.ts';
import { statementSpan } from './span.ts';
import { freePort, startServer } from './tools/postgres/server.ts';

const SERIES = { twenty: 'generate_series(0, 19)', days: "i * interval '1 day'" };

/** Where a session goes. */
interface Session {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

/** What is run, and how often. */
export interface PostgresBench {
  /** The command line of tsdbt. */
  readonly tsdbt: readonly string[];
  readonly dbt: readonly string[] | null;
  readonly models: number;
  readonly rows: number;
  readonly runs: number;
}

/** Prints the figures. */
export async function benchPostgres(bench: PostgresBench): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'tsdbt-bench-pg-'));
  await chmod(folder, 0o755);
  const own = process.env.TSDBT_PG_URL === undefined;
  const server = own
    ? await startServer({ folder: join(folder, 'data'), port: await freePort(), keep: false, fast: true })
    : null;
  const url = new URL(server?.url ?? process.env.TSDBT_PG_URL ?? '');
  try {
    await models(folder, url, bench);
    await seeds(folder, url, bench);
  } finally {
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function models(
  folder: string,
  url: URL,
  { tsdbt, dbt, models: count, runs }: PostgresBench,
): Promise<void> {
  const size = { models: count, views: false };
  const ratios: number[] = [];
  const ours: number[] = [];
  for (let i = 0; i < runs; i++) {
    const project = join(folder, `run-${i}`);
    const { target, session } = await database(url, `bench_${process.pid}_${i}`);
    writeProject(project, size, target);
    await inSession(session, sourceTables(size, SERIES));
    const run = cost([...tsdbt, 'run', '--log-format-file', 'json', '--log-level-file', 'debug'], project);
    if (run.code !== 0) throw new Error(run.output);
    const span = statementSpan(join(project, 'logs/dbt.log'));
    const again = await database(url, `bench_${process.pid}_${i}r`);
    await inSession(again.session, [...sourceTables(size, SERIES), 'create schema s']);
    const replayed = await replayOn(
      await lanes(again.session, again.target.dbname, target.dbname),
      join(project, 'target'),
      4,
    );
    ratios.push(span / replayed);
    ours.push(run.cpu);
    console.log(
      `  run ${i}: statements ${span.toFixed(2)} s, replay ${replayed.toFixed(2)} s, whole command ${run.wall.toFixed(2)} s wall ${run.cpu.toFixed(2)} s CPU`,
    );
  }
  console.log(`${`Postgres, ${count} models / replay`.padEnd(34)} ${middle(ratios).toFixed(2)}   goal 1.20`);
  if (dbt === null) return;
  const { target, session } = await database(url, `bench_${process.pid}_dbt`);
  const project = join(folder, 'run-dbt');
  writeProject(project, size, target);
  await inSession(session, sourceTables(size, SERIES));
  const theirs = cost([...dbt, 'run'], project);
  console.log(
    `  dbt run: ${theirs.wall.toFixed(2)} s wall ${theirs.cpu.toFixed(2)} s CPU (${(theirs.cpu / middle(ours)).toFixed(1)}x ours; goal 3x)`,
  );
}

async function seeds(folder: string, url: URL, { tsdbt, rows, runs }: PostgresBench): Promise<void> {
  const project = join(folder, 'seeds');
  const { target, session } = await database(url, `bench_${process.pid}_seed`);
  writeProject(project, { models: 1, views: true }, target);
  mkdirSync(join(project, 'seeds'));
  const file = join(project, 'seeds/big.csv');
  const line = (i: number): string =>
    `${i},name ${i},${(i * 7) % 1000}.25,2024-01-${String((i % 28) + 1).padStart(2, '0')}\n`;
  writeFileSync(file, `id,name,amount,day\n${Array.from({ length: rows }, (_, i) => line(i)).join('')}`);
  const ratios: number[] = [];
  for (let i = 0; i < runs; i++) {
    const ours = cost([...tsdbt, 'seed', '--full-refresh'], project);
    if (ours.code !== 0) throw new Error(ours.output);
    const copied = await copySeconds(session, file);
    ratios.push(ours.wall / copied);
    console.log(
      `  seed ${i}: ${rows} rows, whole command ${ours.wall.toFixed(2)} s wall ${ours.cpu.toFixed(2)} s CPU, COPY ${copied.toFixed(2)} s`,
    );
  }
  console.log(
    `${`Postgres, seed of ${rows} rows / COPY`.padEnd(34)} ${middle(ratios).toFixed(2)}   goal 1.50`,
  );
}

async function copySeconds(session: Session, file: string): Promise<number> {
  const client = await connected(session);
  await client.query(
    'drop table if exists copied; create table copied (id integer, name text, amount float8, day date)',
  );
  const start = performance.now();
  await pipeline(
    createReadStream(file),
    client.query(copyFrom('copy copied from stdin with (format csv, header)')),
  );
  const seconds = (performance.now() - start) / 1000;
  await client.end();
  return seconds;
}

async function connected(session: Session): Promise<InstanceType<typeof pg.Client>> {
  const client = new pg.Client(session);
  // What happens to it when the server stops is of no interest.
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

const middle = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0;

async function database(url: URL, name: string) {
  const server = {
    host: url.hostname,
    port: Number(url.port),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
  };
  await inSession({ ...server, database: 'postgres' }, [
    `drop database if exists ${name}`,
    `create database ${name}`,
  ]);
  const target = { type: 'postgres', ...server, dbname: name, schema: 's', threads: 4 };
  return { target, session: { ...server, database: name } };
}

async function inSession(session: Session, statements: readonly string[]): Promise<void> {
  const client = await connected(session);
  try {
    for (const sql of statements) await client.query(sql);
  } finally {
    await client.end();
  }
}

/** The statements of a run name its database, and what is built beside the old relation: here there is none. */
async function lanes(session: Session, name: string, before: string): Promise<OpenLane> {
  return async () => {
    const client = await connected(session);
    return {
      run: (sql) => client.query(sql.replaceAll(`"${before}"`, `"${name}"`).replaceAll('__dbt_tmp"', '"')),
      close: () => client.end(),
    };
  };
}
