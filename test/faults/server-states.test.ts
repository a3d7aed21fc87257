/** States of a server: a standby that only reads, one that lets nobody in yet, a disk that is full. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OwnServer, ownServer } from '../support/own-postgres.ts';
import { project, type TestProject } from '../support/project.ts';
import { createTally } from '../support/tally.ts';

const tally = createTally('postgres, states of the server');
let server: OwnServer;
beforeAll(async () => {
  server = await ownServer();
});
afterAll(() => server.remove());

const start = (schema: string, sql: string): Promise<TestProject> =>
  project({
    'project.yml': `name: test\ntargets: ${JSON.stringify({ dev: { ...server.target, schema, retries: 0 } })}\n`,
    'models/a.sql': `{{ config(materialized='table') }} ${sql}`,
  });

describe('a standby', () => {
  const signal = (): string => join(server.folder, 'data', 'standby.signal');

  /** Starts it as one; that it is ready is not said in the words that are waited for. */
  async function asStandby(...flags: string[]): Promise<void> {
    await server.stop('fast');
    writeFileSync(signal(), '');
    server.own(signal());
    void server.start(flags).catch(() => undefined);
    const isUp = (): Promise<boolean> =>
      server.rows('select 1').then(
        () => true,
        (error: Error) => /not accepting|starting up/.test(error.message),
      );
    while (!(await isUp())) await sleep(50);
  }
  async function asPrimary(): Promise<void> {
    await server.stop('fast');
    rmSync(signal());
    await server.start([]);
  }

  test('it only reads: the node says so; it is not tried again; what is there stays', async () => {
    const p = await start('standby', 'select 1 as id');
    expect((await p.run()).exitCode).toBe(0);
    await asStandby('-c', 'hot_standby=on');
    await tally.tried(async () => {
      const { results } = await p.run();
      expect(results).toMatchObject([
        {
          status: 'error',
          message: expect.stringMatching(/in a read-only transaction|during recovery/),
          diagnostic: { help: expect.stringContaining('standby') },
          response: {},
        },
      ]);
      expect(await server.rows('select id from standby.a')).toEqual([['1']]);
    });
    await asPrimary();
    expect((await p.retry()).exitCode).toBe(0);
  });

  test('it lets nobody in: said in one line', async () => {
    const p = await start('shut', 'select 1 as id');
    await asStandby('-c', 'hot_standby=off');
    await tally.tried(async () => {
      const { exitCode, error } = await p.run();
      expect([exitCode, error?.first.code, error?.first.help]).toEqual([
        2,
        'TD603',
        'wait until the server is up',
      ]);
      expect(error?.message).toMatch(
        /the database system is (not (yet )?accepting connections|starting up)$/,
      );
    });
    await asPrimary();
    expect((await p.run()).exitCode).toBe(0);
  });
});

const tiny = mountTiny();
afterAll(() => {
  if (tiny === null) return;
  spawnSync('umount', ['-l', tiny]);
  rmSync(tiny, { recursive: true, force: true });
});

test.skipIf(tiny === null)(
  'a disk that is full: the old table stays, and the node says what to do',
  async () => {
    if (tiny === null) return;
    server.own(tiny);
    spawnSync('chmod', ['700', tiny]);
    await server.rows(`create tablespace tiny location '${tiny}'`);
    const p = await start('full', "select i as id from generate_series(1, {{ var('n', 10) }}) i");
    await server.rows("alter role postgres set default_tablespace = 'tiny'");
    expect((await p.run()).exitCode).toBe(0);
    await tally.tried(async () => {
      const { stdout } = await p.cli(['run', '--vars', 'n: 1000000']);
      expect(stdout).toContain("make room on the server's disk");
      const { results } = JSON.parse(p.read('target/run_results.json'));
      expect(results).toMatchObject([
        { status: 'error', message: expect.stringContaining('No space left on device') },
      ]);
      expect(await server.rows('select count(*) from "full".a')).toEqual([['10']]);
    });
    expect((await p.run()).exitCode).toBe(0);
    expect(p.diagnostics).toEqual([]);
  },
);

/** A disk of 8 MB; null where none may be mounted. */
function mountTiny(): string | null {
  const folder = `/tmp/tsdbt-tiny-${process.pid}`;
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return null;
  mkdirSync(folder);
  return spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tsdbt', folder]).status === 0 ? folder : null;
}
