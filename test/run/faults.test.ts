/** Faults of the session or the server: what left nothing behind is done again, anything else is an error of the node. */
import { describe, expect, test } from 'vitest';
import { type Fault, WarehouseError } from '../../src/adapter/index.ts';
import type { NodeResult } from '../../src/core/result.ts';
import { openEngine, run } from '../../src/engine/index.ts';
import { type Wrong, withFaults } from '../support/faulty.ts';
import { project, type TestProject } from '../support/project.ts';

const TABLE = "{{ config(materialized='table', post_hook='select 1') }}";
const INCREMENTAL = "{{ config(materialized='incremental', incremental_strategy='append') }}";

const error = (fault: Fault): WarehouseError =>
  new WarehouseError(`it broke: ${fault}`, { fault, code: 'X1' });

/** Strikes at statements that hold a text, so many times. */
const striking = (text: string, fault: Fault, times = 1): Wrong => {
  let left = times;
  return (what) => (what.includes(text) && left-- > 0 ? error(fault) : undefined);
};

interface Told {
  readonly results: readonly NodeResult[];
  readonly notes: readonly string[];
}

async function runWith(p: TestProject, faults: Parameters<typeof withFaults>[1]): Promise<Told> {
  const notes: string[] = [];
  const opened = await openEngine({
    projectDir: p.root,
    cwd: p.root,
    env: {},
    threads: 1,
    sinks: [(event) => void (event.type === 'note' && notes.push(event.message))],
  });
  try {
    const warehouse = async () => withFaults(await opened.warehouse(), faults);
    const { results } = await run({ ...opened, warehouse });
    return { results, notes };
  } finally {
    await opened.close();
  }
}

describe('a fault that left nothing behind', () => {
  test.each([
    'connection-lost',
    'server-restart',
    'deadlock',
    'serialization',
    'lock-timeout',
    'unavailable',
  ] as const)('%s: the node is tried again, and the results count it', async (fault) => {
    const p = await project({ 'models/a.sql': `${TABLE} select 7 as id` });
    const { results, notes } = await runWith(p, { before: striking('select 7', fault) });
    expect(results).toMatchObject([
      { status: 'success', response: { retries: 1, faults: [expect.any(String)] } },
    ]);
    expect(notes.join('\n')).toContain('model a is tried again (2 of 6)');
    expect(await p.query('select * from a')).toEqual([[7]]);
  });

  test('between the steps of a swap: the whole transaction is done again', async () => {
    const p = await project({ 'models/a.sql': "{{ config(materialized='view') }} select 1 as id" });
    await p.run();
    p.write('models/a.sql', "{{ config(materialized='table') }} select 2 as id");
    for (const step of ['drop view', 'rename', 'commit']) {
      const { results } = await runWith(p, { before: striking(step, 'deadlock', 2) });
      expect(results, step).toMatchObject([{ status: 'success' }]);
      p.write('models/a.sql', "{{ config(materialized='view') }} select 3 as id");
      await p.run();
      p.write('models/a.sql', "{{ config(materialized='table') }} select 2 as id");
    }
    await p.run();
    expect(await p.query('select * from a')).toEqual([[2]]);
    expect(
      await p.query("select table_name from information_schema.tables where table_schema = 'main'"),
    ).toEqual([['a']]);
  });

  test('a seed in the middle of its rows', async () => {
    const p = await project({ 'models/a.sql': `${INCREMENTAL} select 1 as id` });
    await p.run();
    const { results } = await runWith(p, { before: striking('insert into', 'serialization') });
    expect(results).toMatchObject([{ status: 'success', response: { retries: 1 } }]);
    expect(await p.query('select count(*) from a')).toEqual([[2]]);
  });
});

test('before the first node: schemas and what stands in them are read again', async () => {
  const p = await project({ 'models/a.sql': `${TABLE} select 7 as id` });
  const { results } = await runWith(p, { before: striking('information_schema', 'connection-lost', 2) });
  expect(results).toMatchObject([{ status: 'success', response: {} }]);
});

describe('what may not be done again', () => {
  test('a commit whose answer was lost', async () => {
    const p = await project({ 'models/a.sql': `${INCREMENTAL} select 1 as id` });
    await p.run();
    const { results } = await runWith(p, {
      after: (what) => (what === 'commit' ? error('connection-lost') : undefined),
    });
    expect(results).toMatchObject([{ status: 'error', response: {} }]);
    expect(await p.query('select count(*) from a')).toEqual([[2]]);
  });

  test('a hook outside of the transaction that has taken effect', async () => {
    const p = await project({
      'models/a.sql': `{{ config(materialized='table', pre_hook=[{'sql': 'insert into log values (1)', 'transaction': false}], post_hook='select 1') }} select 7 as id`,
    });
    await p.query('create table log (n int)');
    const { results } = await runWith(p, { before: striking('select 7', 'deadlock') });
    expect(results).toMatchObject([{ status: 'error' }]);
    expect(await p.query('select count(*) from log')).toEqual([[1]]);
  });

  test('an error of the SQL', async () => {
    const p = await project({ 'models/a.sql': 'select nope' });
    const { results, notes } = await runWith(p, {});
    expect(results).toMatchObject([{ status: 'error', response: {} }]);
    expect(notes.join()).not.toContain('tried again');
  });
});

test('a fault that stays is the error of the node, with the times it was tried', async () => {
  const p = await project({ 'models/a.sql': `${TABLE} select 7 as id`, 'models/b.sql': 'select 1 as id' });
  const { results } = await runWith(p, { before: striking('select 7', 'serialization', 99) });
  expect(results.find(({ id }) => id === 'model.test.a')).toMatchObject({
    status: 'error',
    message: expect.stringContaining('it broke: serialization'),
    response: { retries: 5 },
  });
  expect(results.find(({ id }) => id === 'model.test.b')).toMatchObject({ status: 'success' });
}, 30_000);
