/**
 * The server ends every session at every statement boundary (F9): what left nothing behind is done again, anything else is an
 * error of its node, nothing is there by half, and retry does what is missing.
 */
import { beforeAll, describe, expect, test } from 'vitest';
import { openEngine, run, seed } from '../../src/engine/index.ts';
import { withBoundaries } from '../support/boundaries.ts';
import { project, type TestProject } from '../support/project.ts';
import { createTally } from '../support/tally.ts';
import { projectFile, type TestPlace, testWarehouses } from '../support/warehouses.ts';

type Files = Readonly<Record<string, string>>;

const rows = (from: number, to: number): string =>
  Array.from({ length: to - from }, (_, i) => `select ${from + i} as id`).join(' union all ');
const model = (config: string, from: number, to: number): Files => ({
  'models/a.sql': `{{ config(${config}) }} ${rows(from, to)}`,
});
const seedOf = (from: number, to: number): Files => ({
  'seeds/a.csv': `id\n${Array.from({ length: to - from }, (_, i) => from + i).join('\n')}\n`,
});
const APPEND = "materialized='incremental', incremental_strategy='append'";

const CASES = [
  ['a table', model("materialized='table'", 0, 5), model("materialized='table'", 3, 9)],
  ['a view that becomes a table', model("materialized='view'", 0, 5), model("materialized='table'", 3, 9)],
  ['a model that adds rows', model(APPEND, 0, 5), model(APPEND, 5, 9)],
  ['a seed', seedOf(0, 5), seedOf(3, 9)],
] as const;

describe.each(testWarehouses(({ shared }) => shared))(
  'sessions of %s are cut',
  { timeout: 240_000 },
  (name, warehouse) => {
    const tally = createTally(`${name}, sessions cut at statement boundaries`);
    let place: () => TestPlace;
    beforeAll(async () => {
      place = await warehouse.start();
    });

    test.each(CASES)('%s', async (_, before, after) => {
      const prepared = async (): Promise<{ p: TestProject; schema: string }> => {
        const at = place();
        const p = await project({ 'project.yml': projectFile(at), ...before }, { env: process.env });
        expect((await p.build()).exitCode).toBe(0);
        for (const [path, text] of Object.entries(after)) p.write(path, text);
        return { p, schema: at.schema };
      };
      const content = async ({ p, schema }: { p: TestProject; schema: string }) =>
        (await p.query(`select id from ${schema}.a order by id`)).flat();
      const unbroken = await prepared();
      const old = await content(unbroken);
      const count = await cutAt(unbroken.p, 'seeds/a.csv' in after, 0);
      const whole = await content(unbroken);
      expect(whole).not.toEqual(old);
      const step = process.env.TSDBT_FAULTS === 'all' ? 1 : 3;
      for (let at = 1; at <= count; at += step) {
        const one = await prepared();
        await tally.tried(async () => {
          await cutAt(one.p, 'seeds/a.csv' in after, at);
          expect([old, whole], `boundary ${at}`).toContainEqual(await content(one));
          expect((await one.p.retry()).exitCode, `boundary ${at}`).toBe(0);
          const end = await content(one);
          tally.lost(Math.max(0, whole.length - end.length));
          expect(end, `boundary ${at}`).toEqual(whole);
        });
      }
    });
  },
);

/** Runs, and has the server end all sessions of the database at a boundary (0: never); returns how many there were. */
async function cutAt(p: TestProject, isSeed: boolean, at: number): Promise<number> {
  const opened = await openEngine({ projectDir: p.root, cwd: p.root, env: process.env, threads: 1 });
  let count = 0;
  let cutting: Promise<unknown> = Promise.resolve();
  try {
    const inner = await opened.warehouse();
    const killer = await inner.connect();
    const watched = withBoundaries(inner, () => {
      if (++count === at) cutting = killer.query(OTHERS);
    });
    // The cut is over before the next statement is sent.
    const connect = async () => {
      const connection = await watched.connect();
      return {
        ...connection,
        get inTransaction() {
          return connection.inTransaction;
        },
        query: async (...args: Parameters<typeof connection.query>) => {
          await cutting;
          return connection.query(...args);
        },
      };
    };
    const warehouse = async () => ({ ...watched, connect });
    await (isSeed ? seed : run)({ ...opened, warehouse }).catch(() => undefined);
    await killer.close();
  } finally {
    await opened.close();
  }
  return count;
}

const OTHERS =
  'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()';
