/** Deadlocks, conflicts and locks that are not free (F10), made for real: tried again, counted, and nothing is there twice. */
import { beforeAll, describe, expect, test } from 'vitest';
import { project } from '../support/project.ts';
import { createTally } from '../support/tally.ts';
import { projectFile, type TestPlace, testWarehouses } from '../support/warehouses.ts';

describe.each(testWarehouses(({ shared }) => shared))('on %s', { timeout: 120_000 }, (name, warehouse) => {
  const tally = createTally(`${name}, deadlocks and conflicts`);
  let place: () => TestPlace;
  beforeAll(async () => {
    place = await warehouse.start();
  });

  test('two models that lock the same rows the other way round', async () => {
    const at = place();
    const log = `${at.schema}.log`;
    const touch = (id: number): string => `update ${log} set n = n + 1 where id = ${id}`;
    const of = (first: number, second: number): string =>
      `{{ config(materialized='table', pre_hook=["${touch(first)}", "select pg_sleep(1)", "${touch(second)}"]) }} select 1 as id`;
    const p = await project(
      { 'project.yml': projectFile(at), 'models/a.sql': of(1, 2), 'models/b.sql': of(2, 1) },
      { env: process.env },
    );
    await p.query(`create schema if not exists ${at.schema}`);
    await p.query(`create table ${log} as select * from (values (1, 0), (2, 0)) t(id, n)`);
    await tally.tried(async () => {
      const ran = await p.run();
      expect(ran.statuses).toEqual({ a: 'success', b: 'success' });
      const retries = ran.results.map(({ response }) => Number(response.retries ?? 0));
      expect(retries.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(0);
      expect(ran.results.flatMap(({ response }) => response.faults ?? [])).toContain(
        'a deadlock was broken (40P01)',
      );
      expect(await p.query(`select id, n from ${log} order by id`)).toEqual([
        [1, 2],
        [2, 2],
      ]);
    });
  });

  test('a lock that is free only later', async () => {
    const at = place();
    const p = await project(
      {
        'project.yml': projectFile(at),
        'models/a.sql':
          "{{ config(materialized='incremental', pre_hook=\"set local lock_timeout = '300ms'\") }} select 1 as id",
      },
      { env: process.env },
    );
    expect((await p.run()).exitCode).toBe(0);
    const holding = p.query(
      `do $$ begin lock table ${at.schema}.a in access exclusive mode; perform pg_sleep(1.5); end $$`,
    );
    await new Promise((resolve) => setTimeout(resolve, 500));
    await tally.tried(async () => {
      const ran = await p.run();
      expect(ran.statuses).toEqual({ a: 'success' });
      await holding;
      const rows = await p.query(`select count(*) from ${at.schema}.a`);
      tally.lost(2 - Number(rows[0]?.[0]));
      expect(rows).toEqual([[2]]);
    });
  });
});

test('two sessions of postgres that make one schema at once are a conflict', async () => {
  const { statementError } = await import('../../adapters/postgres/errors.ts');
  const message = 'duplicate key value violates unique constraint "pg_namespace_nspname_index"';
  const found = statementError(Object.assign(new Error(message), { code: '23505' }), '', false);
  expect(found.fault).toBe('serialization');
  const own = Object.assign(new Error('duplicate key value violates unique constraint "a_key"'), {
    code: '23505',
  });
  expect(statementError(own, '', false).fault).toBeUndefined();
});
