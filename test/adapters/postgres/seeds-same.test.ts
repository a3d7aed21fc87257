/** A seed that was read by bytes and loaded against what it means: its cells as texts, which the server casts. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import fc from 'fast-check';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { types as rules } from '../../../adapters/postgres/types.ts';
import type { Connection } from '../../../src/adapter/index.ts';
import { seedRows, seedShape } from '../../../src/run/seeds/seed-file.ts';
import { type OddSeed, oddSeeds } from '../../support/odd-seeds.ts';
import { type TestDatabase, testDatabase } from '../../support/postgres.ts';
import { seedByText } from '../../support/seeds-by-text.ts';
import { open } from './support.ts';

let database: TestDatabase;
let folder = '';
beforeAll(async () => {
  database = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'seeds-same-'));
});
afterAll(() => rm(folder, { recursive: true }));

const RUNS = Number(process.env.TSDBT_FUZZ_RUNS ?? 200);
/** What authors name for a column in `column_types`. */
const NAMED = fc.constantFrom(
  ...['smallint', 'bigint', 'real', 'float8', 'numeric(18,2)', 'boolean', 'date', 'timestamp', 'timestamptz'],
  ...['text', 'varchar', 'varchar(20)', 'char(3)', 'jsonb'],
);

type Outcome = { readonly rows: unknown } | { readonly error: string };

/** The table of a seed, loaded as the task does it. */
async function loaded(connection: Connection, seed: OddSeed, named: Named): Promise<Outcome> {
  const file = { path: join(folder, 's.csv'), shown: 's.csv', delimiter: seed.delimiter };
  await writeFile(file.path, seed.text);
  const shape = await seedShape(file, new Set(named.keys()));
  const columns = shape.columns.map(({ name, type }) => ({
    name,
    type: named.get(name) ?? rules.seedTypes[type],
  }));
  return outcome(
    async (sql) => (await connection.query(sql)).rows.flat(),
    columns,
    async () => {
      const rows = seedRows(file, shape.columns);
      expect(await connection.load({ relation: 'one', columns }, rows)).toBe(shape.rows);
    },
  );
}

/** The same by a COPY as text. */
async function copied(client: InstanceType<typeof pg.Client>, seed: OddSeed, named: Named): Promise<Outcome> {
  const read = seedByText(seed, new Set(named.keys()));
  if (read.status === 'wrong') throw new Error(`line ${read.line} is wrong`);
  const typeOf = (index: number): string =>
    Object.entries(rules.seedTypes).find(([name]) => name === read.types[index])?.[1] ?? '';
  const columns = read.names.map((name, index) => ({ name, type: named.get(name) ?? typeOf(index) }));
  const lines = read.rows.map((row) => `${row.map(field).join('\t')}\n`);
  return outcome(
    async (sql) => (await client.query<{ row: string }>(sql)).rows.map(({ row }) => row),
    columns,
    () => pipeline(lines, client.query(copyFrom('copy one from stdin'))),
  );
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
const field = (cell: string | null): string =>
  cell === null ? '\\N' : cell.replace(/[\\\t\n\r]/g, (char) => ESCAPES[char] ?? char);

type Named = ReadonlyMap<string, string>;

async function outcome(
  run: (sql: string) => Promise<readonly unknown[]>,
  columns: readonly { readonly name: string; readonly type: string }[],
  fill: () => Promise<void>,
): Promise<Outcome> {
  await run('begin');
  try {
    await run(`create table one (${columns.map(({ name, type }) => `${name} ${type}`).join(', ')})`);
    await fill();
    return { rows: await run('select t::text as row from one t') };
  } catch (error) {
    return { error: errorText(error) };
  } finally {
    await run('rollback');
  }
}

/** `row 3: …`, as loading says it: of itself, or of what the server says. */
function errorText(error: unknown): string {
  if (!(error instanceof Error)) throw error;
  const line = 'where' in error ? /^COPY one, line (\d+)/m.exec(String(error.where))?.[1] : undefined;
  const message = line === undefined ? error.message : `row ${line}: ${error.message}`;
  if (!message.startsWith('row ')) throw error;
  return message.replace(/, column "[^"]*"/, '');
}

test(`${RUNS} odd seeds are in each cell what COPY makes of its text`, { timeout: 240_000 }, async () => {
  const connection = await (await open(database.target)).connect();
  const { dbname, ...target } = database.target;
  const client = new pg.Client({ ...target, database: dbname });
  await client.connect();
  const seen = { rows: 0, error: 0 };
  const types = fc.uniqueArray(fc.tuple(fc.constantFrom('c0', 'c1', 'c2'), NAMED), {
    selector: ([name]) => name,
    maxLength: 2,
  });
  try {
    await fc.assert(
      fc.asyncProperty(oddSeeds, types, async (seed, pairs) => {
        const named = new Map(pairs);
        const one = await loaded(connection, seed, named);
        expect(one).toEqual(await copied(client, seed, named));
        seen['rows' in one ? 'rows' : 'error']++;
      }),
      { numRuns: RUNS },
    );
  } finally {
    await client.end();
  }
  expect(seen.rows).toBeGreaterThan(RUNS / 10);
  expect(seen.error).toBeGreaterThan(0);
});
