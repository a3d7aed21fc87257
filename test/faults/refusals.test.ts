/**
 * What a server refuses, made for real (F10): conflicts are tried again and counted; what stays refused is told with what to do
 * about it, and not tried again in vain.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../support/postgres.ts';
import { project, type Ran, type TestProject } from '../support/project.ts';
import { createTally } from '../support/tally.ts';

const tally = createTally('postgres, refusals of the server');
let database: TestDatabase;
const roles: string[] = [];
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(async () => {
  for (const role of roles) await database.rows(`drop owned by ${role}; drop role ${role}`);
});

interface Place {
  readonly p: TestProject;
  readonly schema: string;
  readonly role: string;
}

/** A project of a role of its own, with a schema that belongs to it. `options` of `create role`, settings of it. */
async function ofRole(
  files: Record<string, string>,
  {
    options = '',
    set = [],
    target = {},
  }: { options?: string; set?: readonly string[]; target?: object } = {},
): Promise<Place> {
  const role = `tsdbt_role_${process.pid}_${roles.length}`;
  const schema = `s${roles.length}`;
  await database.rows(`create role ${role} login password 'p' ${options}`);
  roles.push(role);
  await database.rows(`grant create on database ${database.target.dbname} to ${role}`);
  await database.rows(`create schema ${schema} authorization ${role}`);
  for (const one of set) await database.rows(`alter role ${role} set ${one}`);
  const all = { ...database.target, user: role, password: 'p', schema, threads: 2, retries: 0, ...target };
  const p = await project({
    'project.yml': `name: test\ntargets: ${JSON.stringify({ dev: all })}\n`,
    ...files,
  });
  return { p, schema, role };
}

const model = (sql: string, config = ''): string => `{{ config(materialized='table'${config}) }} ${sql}`;
const hooked = (...hooks: string[]): string => model('select 1 as id', `, pre_hook=${JSON.stringify(hooks)}`);

test.each(['repeatable read', 'serializable'])('%s: two models that change the same row', async (level) => {
  const change = (schema: string) => hooked(`update ${schema}.log set n = n + 1`, 'select pg_sleep(0.4)');
  const { p, schema } = await ofRole({}, { set: [`default_transaction_isolation = '${level}'`] });
  for (const name of ['a', 'b']) p.write(`models/${name}.sql`, change(schema));
  await p.query(`create table ${schema}.log as select 0 as n`);
  await tally.tried(async () => {
    const ran = await p.run();
    expect(ran.statuses).toEqual({ a: 'success', b: 'success' });
    expect(faultsOf(ran)).toContain('transactions were in conflict (40001)');
    expect(await p.query(`select n from ${schema}.log`)).toEqual([[2]]);
  });
});

test('a deadlock with somebody else', async () => {
  const { p, schema } = await ofRole({}, { set: ["deadlock_timeout = '100ms'"] });
  await p.query(`create table ${schema}.log as select * from (values (1, 0), (2, 0)) t(id, n)`);
  const touch = (id: number): string => `update ${schema}.log set n = n + 1 where id = ${id}`;
  p.write('models/a.sql', hooked(touch(1), 'select pg_sleep(1)', touch(2)));
  await tally.tried(async () => {
    const running = p.run();
    await sleep(400);
    await database.rows(
      `set deadlock_timeout = '30s'; do $$ begin ${touch(2)}; perform pg_sleep(0.3); ${touch(1)}; end $$`,
    );
    const ran = await running;
    expect(ran.statuses).toEqual({ a: 'success' });
    expect(faultsOf(ran)).toEqual(['a deadlock was broken (40P01)']);
    expect(await p.query(`select n from ${schema}.log`)).toEqual([[2], [2]]);
  });
});

const SLEEP = 'select 1 as id from pg_sleep(20)';
const SORT = 'select i as id from generate_series(1, 200000) i order by md5(i::text)';

describe('what stays refused is told with what to do, and not tried again', () => {
  test.each([
    ['default_transaction_read_only', "'on'", model('select 1 as id'), 'read-only transaction', /standby/],
    ['temp_file_limit', "'100kB'", model(SORT), 'exceeds "temp_file_limit"', /raise/],
    ['statement_timeout', "'500ms'", model(SLEEP), 'statement timeout', /"statement_timeout" of the target/],
    ['transaction_timeout', "'700ms'", model(SLEEP, ", pre_hook='select 1'"), 'transaction timeout', /raise/],
    ['search_path', 'public', model('select * from hidden.things'), 'permission denied', /grant/],
  ] as const)('%s', async (setting, value, sql, message, help) => {
    if (Number((await database.rows('show server_version_num')).flat()) < 170000 && /^trans/.test(setting))
      return;
    const set = [`${setting} = ${value}`, "work_mem = '64kB'"];
    const { p, schema } = await ofRole({ 'models/a.sql': sql, 'models/b.sql': 'select 1 as id' }, { set });
    await database.rows(
      'create schema if not exists hidden; create table if not exists hidden.things (id int)',
    );
    await tally.tried(async () => {
      const { results } = await p.run();
      const a = results.find(({ id }) => id === 'model.test.a');
      expect(a).toMatchObject({
        status: 'error',
        message: expect.stringContaining(message),
        diagnostic: { code: 'TD501', help: expect.stringMatching(help) },
        response: {},
      });
      const only = setting === 'default_transaction_read_only';
      expect(results.find(({ id }) => id === 'model.test.b')?.status).toBe(only ? 'error' : 'success');
      const left = await database.rows(
        `select relname from pg_class where relnamespace = '${schema}'::regnamespace`,
      );
      expect(left).toEqual(only ? [] : [['b']]);
    });
  });

  test('no right to make a schema: said before anything is built', async () => {
    const { p, role } = await ofRole({ 'models/a.sql': model('select 1 as id', ", schema='more'") });
    await database.rows(`revoke create on database ${database.target.dbname} from ${role}`);
    const { exitCode, error } = await p.run();
    expect([exitCode, error?.first.help]).toEqual([2, expect.stringContaining('grant')]);
    expect(error?.message).toContain('permission denied for database');
  });

  test('a password that expires in the middle of a run', async () => {
    const { p, role } = await ofRole(
      {
        'models/a.sql': model('select 1 as id from pg_sleep(2)'),
        'models/b.sql': "select * from {{ ref('a') }}",
      },
      { target: { threads: 1 } },
    );
    const asleep = `select count(*) from pg_stat_activity where usename = '${role}' and query like '%sleep(2)%'`;
    await tally.tried(async () => {
      const running = p.run();
      while (Number(await database.rows(asleep)) === 0) await sleep(20);
      await database.rows(
        `alter role ${role} valid until '2001-01-01'; select pg_terminate_backend(pid) from pg_stat_activity where usename = '${role}'`,
      );
      const ran = await running;
      expect(ran.statuses).toEqual({ a: 'error', b: 'skipped' });
      expect(p.diagnostics).toMatchObject([
        {
          code: 'TD603',
          message: expect.stringContaining(`password authentication failed for user "${role}"`),
          help: expect.stringContaining('may have expired'),
        },
      ]);
      await database.rows(`alter role ${role} valid until 'infinity'`);
      expect((await p.retry()).exitCode).toBe(0);
    });
  });
});

test.each([2, 3])('room for %i sessions, and four threads: they take turns', async (limit) => {
  const files = Object.fromEntries(
    Array.from({ length: 8 }, (_, i) => [`models/m${i}.sql`, model(`select ${i} as id from pg_sleep(0.1)`)]),
  );
  const options = `connection limit ${limit}`;
  const { p } = await ofRole(files, { options, target: { threads: 4 } });
  await tally.tried(async () => {
    const ran = await p.run();
    expect(ran.statuses).toEqual(
      Object.fromEntries(Array.from({ length: 8 }, (_, i) => [`m${i}`, 'success'])),
    );
    const notes = p.events.flatMap((event) => (event.type === 'note' ? [event.message] : []));
    expect(notes.filter((note) => note.includes('threads take turns'))).toHaveLength(1);
  });
});

const faultsOf = ({ results }: Ran): unknown[] =>
  results.flatMap(({ response }) => (Array.isArray(response.faults) ? response.faults : []));
