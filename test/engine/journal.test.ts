/** The journal of a run: what it says, that a kill leaves it, and that retry goes on from it whatever its end looks like. */
import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { processMark } from '../../src/artifacts/journal/life.ts';
import { runCli } from '../support/cli.ts';
import { project, type TestProject } from '../support/project.ts';

interface Line {
  readonly state: string;
  readonly node?: string;
  readonly [key: string]: unknown;
}

const journals = (p: TestProject): string[] => readdirSync(join(p.root, 'target/journal')).sort();

const pathOf = (p: TestProject, at = -1): string => join(p.root, 'target/journal', journals(p).at(at) ?? '');

const linesOf = (p: TestProject, at = -1): Line[] =>
  readFileSync(pathOf(p, at), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);

const SLOW =
  "{{ config(materialized='table') }} select count(*) as n from range({{ var('size', 1000000000000) }})";
const FILES = {
  'seeds/s.csv': 'id\n1\n',
  'models/a.sql': "{{ config(materialized='table', post_hook='select 1') }} select * from {{ ref('s') }}",
  'models/a.yml': 'models: [{name: a, columns: [{name: id, data_tests: [not_null]}]}]',
  'models/slow.sql': `-- depends_on: {{ ref('a') }}\n${SLOW}`,
  'models/z.sql': "select * from {{ ref('slow') }}",
};

/** Kills a build once its endless statement is under way. */
async function killed(p: TestProject, ...args: string[]): Promise<void> {
  const { code } = await runCli(['build', ...args], {
    cwd: p.root,
    started: (child) => {
      child.stdout?.on('data', (text: Buffer) => {
        if (text.includes('START sql table model main.slow')) setTimeout(() => child.kill('SIGKILL'), 200);
      });
    },
  });
  expect(code).not.toBe(0);
}

test('one line per state, and all that is needed to go on', async () => {
  const p = await project(FILES, { vars: { size: 10 } });
  await p.build();
  const [head, plan, ...lines] = linesOf(p);
  expect(head).toMatchObject({
    state: 'run',
    v: 1,
    command: 'build',
    target: 'dev',
    args: { which: 'build', vars: { size: 10 } },
  });
  expect(head?.invocation_id).toBe(JSON.parse(p.read('target/run_results.json')).metadata.invocation_id);
  expect(plan?.nodes).toHaveLength(5);
  const of = (node: string) => lines.filter((line) => line.node === node).map((line) => line.state);
  expect(of('model.test.a')).toEqual(['started', 'built', 'published', 'done']);
  expect(lines.filter((line) => line.state === 'tested')).toMatchObject([{ status: 'pass' }]);
  expect(lines.at(-1)).toMatchObject({ state: 'ended', cancelled: false });
});

describe('after kill -9', () => {
  test('retry does what is missing, with the options of the command', async () => {
    const p = await project(FILES);
    await killed(p, '--exclude', 'z');
    expect(p.exists('target/run_results.json')).toBe(false);
    await p.show({ inline: 'select 1 as id' });
    const ran = await p.retry({}, { vars: { size: 10 } });
    expect(ran).toMatchObject({ exitCode: 0, statuses: { slow: 'success' } });
    const note = p.events.find((event) => event.type === 'note' && event.message.includes('broken off'));
    expect(note).toMatchObject({ message: expect.stringContaining('3 of 4 nodes are done, 1 left') });
    expect((await p.retry()).statuses).toEqual({});
  });

  test('a kill of the retry itself leaves the rest to the next one', async () => {
    const p = await project(FILES);
    await killed(p);
    await runCli(['retry'], {
      cwd: p.root,
      started: (child) => {
        child.stdout?.on('data', (text: Buffer) => {
          if (text.includes('START sql table model main.slow')) setTimeout(() => child.kill('SIGKILL'), 200);
        });
      },
    });
    await p.show({ inline: 'select 1 as id' });
    const ran = await p.retry({}, { vars: { size: 10 } });
    expect(ran.statuses).toEqual({ slow: 'success', z: 'success' });
  });

  test('what came to its end before and after does not matter', async () => {
    const p = await project(FILES);
    await p.build({ select: ['s'] });
    await killed(p);
    await p.run({ select: ['a'] });
    expect((await p.retry()).statuses).toEqual({});
  });
});

/** A run of which only the first lines of the journal are left. */
async function cut(p: TestProject, lines: number): Promise<string> {
  await p.build();
  const path = pathOf(p);
  const kept = readFileSync(path, 'utf8').split('\n').slice(0, lines);
  writeFileSync(path, `${kept.join('\n')}\n`);
  return path;
}

describe('a journal that is not whole', () => {
  const good = { ...FILES, 'models/slow.sql': "select * from {{ ref('a') }}" };

  test('cut off at any byte: nothing that is missing is forgotten, nothing fails', async () => {
    const p = await project(good);
    const path = await cut(p, 9);
    rmSync(join(p.root, 'target/run_results.json'));
    const whole = readFileSync(path);
    const start =
      linesOf(p)
        .slice(0, 2)
        .map((line) => JSON.stringify(line))
        .join('\n').length + 1;
    for (let bytes = whole.length; bytes > start; bytes -= 97) {
      truncateSync(path, bytes);
      const ran = await p.retry();
      expect(ran.exitCode).toBe(0);
      expect(Object.values(ran.statuses).length).toBeGreaterThan(0);
      rmSync(join(p.root, 'target/run_results.json'));
      for (const name of journals(p)) if (!path.endsWith(name)) rmSync(join(p.root, 'target/journal', name));
    }
  });

  test('lines of nonsense, and a later version, are passed over', async () => {
    const p = await project(good);
    const path = await cut(p, 3);
    appendFileSync(path, '\u0000\u0000{{{\n[1,2]\n"text"\n');
    writeFileSync(join(p.root, 'target/journal/9999.jsonl'), '{"state":"run","v":99}\n');
    expect((await p.retry()).statuses).toMatchObject({ s: 'success', a: 'success' });
  });

  test('only its first line: there is nothing to go on with', async () => {
    const p = await project(good);
    await cut(p, 1);
    expect((await p.retry()).statuses).toEqual({});
  });
});

test('a run that still goes on is TD708', async () => {
  const p = await project({ 'models/a.sql': 'select 1 as id' });
  const hold = p.hold();
  await hold.ready;
  mkdirSync(join(p.root, 'target/journal'), { recursive: true });
  const head = {
    state: 'run',
    v: 1,
    at: new Date().toISOString(),
    command: 'run',
    args: {},
    process: processMark(hold.pid),
  };
  writeFileSync(
    join(p.root, 'target/journal/2026.jsonl'),
    `${JSON.stringify(head)}\n${JSON.stringify({ state: 'planned', nodes: ['model.test.a'] })}\n`,
  );
  const ran = await p.retry();
  expect(ran.error?.first).toMatchObject({
    code: 'TD708',
    message: expect.stringContaining(`process ${hold.pid}`),
  });
  await hold.release();
  expect((await p.retry()).statuses).toEqual({ a: 'success' });
});

test('ten journals are kept; --no-write-json leaves none', async () => {
  const p = await project({ 'models/a.sql': 'select 1 as id' });
  for (let i = 0; i < 12; i++) await p.run();
  expect(journals(p)).toHaveLength(10);
  const none = await project({ 'models/a.sql': 'select 1 as id' }, { flags: { write_json: false } });
  await none.run();
  expect(none.exists('target/journal')).toBe(false);
});

test('a clock that was set back: the run that was killed after it is the last one all the same', async () => {
  const p = await project(FILES, { vars: { size: 10 } });
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 7_200_000 });
  try {
    expect((await p.build()).exitCode).toBe(0);
  } finally {
    vi.useRealTimers();
  }
  await killed(p);
  const retried = await p.retry({}, { vars: { size: 10 } });
  expect(retried.statuses).toEqual({ slow: 'success', z: 'success' });
  expect((await p.retry()).results).toEqual([]);
});
