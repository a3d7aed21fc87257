/** The way to the server breaks in the middle of a statement (F9): connections are reset, or swallow what is sent and tell nobody. */
import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openPostgres } from '../../adapters/postgres/client.ts';
import adapter from '../../adapters/postgres/index.ts';
import type { NodeResult } from '../../src/core/result.ts';
import { openEngine, run } from '../../src/engine/index.ts';
import { type TestDatabase, testDatabase } from '../support/postgres.ts';
import { project, type TestProject } from '../support/project.ts';
import { proxyTo, type Way } from '../support/proxy.ts';
import { createTally } from '../support/tally.ts';

const MAIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
const tally = createTally('postgres, a way that breaks');
let database: TestDatabase;
let proxy: Way;
let count = 0;
beforeAll(async () => {
  database = await testDatabase();
});
afterEach(() => proxy.close());

/** A project that reaches its server through the proxy. */
async function throughProxy(
  files: Record<string, string>,
  more = {},
): Promise<{ p: TestProject; schema: string }> {
  proxy = await proxyTo(database.target.port);
  const schema = `n${++count}`;
  const target = { ...database.target, port: proxy.port, schema, threads: 2, retries: 0, ...more };
  const p = await project({
    'project.yml': `name: test\ntargets: ${JSON.stringify({ dev: target })}\n`,
    ...files,
  });
  return { p, schema };
}

/** Runs, and looks at statements this often. */
async function runWatched(p: TestProject, every: number): Promise<readonly NodeResult[]> {
  const opened = await openEngine({ projectDir: p.root, cwd: p.root, env: {} });
  const config = adapter.parseConfig(opened.project.target.raw, {
    projectRoot: p.root,
    place: () => undefined,
  });
  const warehouse = await openPostgres(config, { projectRoot: p.root, threads: 2 }, every);
  try {
    return (await run({ ...opened, warehouse: async () => warehouse })).results;
  } finally {
    await warehouse.close();
    await opened.close();
  }
}

/** Calls `then` the first time that the statement is under way. */
const once = (word: string, then: () => void): void => {
  let met = false;
  proxy.onSent(word, () => {
    if (met) return;
    met = true;
    setTimeout(then, 150);
  });
};

const ids = async (schema: string): Promise<string> =>
  (await database.rows(`select id from ${schema}.a order by 1`)).join(' ');

const SLOW =
  "{{ config(materialized='table', pre_hook='select 1') }} select 7 as id from pg_sleep(0.4) -- slow";

describe('connections that are reset', () => {
  test('in a statement of a transaction: done again', async () => {
    const { p, schema } = await throughProxy({ 'models/a.sql': SLOW });
    once('-- slow', () => proxy.reset());
    await tally.tried(async () => {
      const { results } = await p.run();
      expect(results).toMatchObject([{ status: 'success', response: { retries: 1 } }]);
      expect(await ids(schema)).toBe('7');
    });
  });

  test('in a statement that stands alone: it may have taken effect, so it is not done again; retry knows', async () => {
    const { p, schema } = await throughProxy({
      'models/a.sql':
        "{{ config(materialized='incremental', incremental_strategy='append') }} select 7 as id from pg_sleep(0.4) -- slow",
    });
    once('-- slow', () => proxy.reset());
    await tally.tried(async () => {
      const { results } = await p.run();
      expect(results).toMatchObject([
        {
          status: 'error',
          message: expect.stringContaining('the connection to the server was lost: read ECONNRESET'),
          diagnostic: { help: expect.stringContaining('tsdbt retry') },
        },
      ]);
      expect((await p.retry()).exitCode).toBe(0);
      tally.lost((await ids(schema)) === '' ? 1 : 0);
      expect(await ids(schema)).toBe('7');
    });
  });
});

describe('connections that swallow everything', () => {
  test('in a statement: it is noticed that the server has long been done, and done again', async () => {
    const { p, schema } = await throughProxy({ 'models/a.sql': SLOW });
    once('-- slow', () => proxy.swallow());
    await tally.tried(async () => {
      const results = await runWatched(p, 300);
      expect(results).toMatchObject([{ status: 'success', response: { retries: 1 } }]);
      expect(await ids(schema)).toBe('7');
    });
  }, 30_000);

  test.runIf(process.env.TSDBT_FAULTS === 'all')(
    'also new ones: the run ends all the same, and says so',
    async () => {
      const { p } = await throughProxy({ 'models/a.sql': SLOW }, { connect_timeout: 1 });
      once('-- slow', () => proxy.swallow(true));
      await tally.tried(async () => {
        const began = performance.now();
        const results = await runWatched(p, 100);
        expect(results).toMatchObject([
          {
            status: 'error',
            message: expect.stringContaining('no answer within 1 s'),
            response: { retries: 5 },
          },
        ]);
        expect(performance.now() - began).toBeLessThan(40_000);
      });
    },
    60_000,
  );
});

test.runIf(process.env.TSDBT_FAULTS === 'all')(
  'a process that is killed: the server ends its statement within seconds',
  async () => {
    const { p } = await throughProxy({
      'models/a.sql': "{{ config(materialized='table') }} select 1 as id from pg_sleep(50)",
    });
    const asleep = async (): Promise<number> =>
      Number(
        await database.rows(
          "select count(*) from pg_stat_activity where query like '%pg_sleep(50)%' and state = 'active' and pid <> pg_backend_pid()",
        ),
      );
    const child = spawn(process.execPath, [MAIN, 'run'], { cwd: p.root, stdio: 'ignore' });
    while ((await asleep()) === 0) await sleep(50);
    child.kill('SIGKILL');
    await tally.tried(async () => {
      const began = performance.now();
      while ((await asleep()) > 0) {
        expect(performance.now() - began).toBeLessThan(15_000);
        await sleep(100);
      }
    });
  },
  60_000,
);
