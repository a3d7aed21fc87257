/**
 * A reader or a kill never meets a missing table. What a kill leaves is the files of the database as they are at that
 * moment: they are copied at every statement boundary of a run, opened, read, and run on.
 */
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, test } from 'vitest';
import { openEngine, run, seed as seedCommand } from '../../src/engine/index.ts';
import { withBoundaries } from '../support/boundaries.ts';
import { runCli } from '../support/cli.ts';
import { project, type TestProject } from '../support/project.ts';

type Files = Readonly<Record<string, string>>;

interface Scenario {
  readonly name: string;
  /** What stands in the warehouse before; left out: nothing. */
  readonly before?: Files;
  readonly after: Files;
  readonly fullRefresh?: boolean;
  readonly command?: 'run' | 'seed';
}

const model = (config: string, sql: string): Files => ({ 'models/a.sql': `{{ config(${config}) }}\n${sql}` });
const rows = (from: number, to: number): string =>
  `select i::int as id, 'v${from}' as v from range(${from}, ${to}) t(i)`;
const seed = (from: number, to: number): Files => ({
  'seeds/a.csv': `id,v\n${Array.from({ length: to - from }, (_, i) => `${from + i},v${from}`).join('\n')}\n`,
});
const incremental = (strategy: string): string =>
  `materialized='incremental', unique_key='id', incremental_strategy='${strategy}'`;
const described = (config: string, sql: string): Files => ({
  ...model(`${config}, persist_docs={'relation': true, 'columns': true}, post_hook='select 1'`, sql),
  'models/s.yml':
    'models:\n  - name: a\n    description: all of them\n    columns: [{name: id, description: which}]\n',
});
const promised = (sql: string): Files => ({
  ...model("materialized='table'", sql),
  'models/s.yml':
    'models:\n  - name: a\n    config: {contract: {enforced: true}}\n    columns: [{name: id, data_type: int}, {name: v, data_type: varchar}]\n',
});

const TABLE = "materialized='table'";
const VIEW = "materialized='view'";

const SCENARIOS: readonly Scenario[] = [
  { name: 'a first table', after: model(TABLE, rows(0, 9)) },
  { name: 'a first view', after: model(VIEW, rows(0, 9)) },
  { name: 'a table again', before: model(TABLE, rows(0, 5)), after: model(TABLE, rows(3, 9)) },
  { name: 'a view again', before: model(VIEW, rows(0, 5)), after: model(VIEW, rows(3, 9)) },
  {
    name: 'a table with comments and hooks',
    before: described(TABLE, rows(0, 5)),
    after: described(TABLE, rows(3, 9)),
  },
  {
    name: 'a view with comments and hooks',
    before: described(VIEW, rows(0, 5)),
    after: described(VIEW, rows(3, 9)),
  },
  { name: 'a table with a contract', before: promised(rows(0, 5)), after: promised(rows(3, 9)) },
  { name: 'a view that becomes a table', before: model(VIEW, rows(0, 5)), after: model(TABLE, rows(3, 9)) },
  { name: 'a table that becomes a view', before: model(TABLE, rows(0, 5)), after: model(VIEW, rows(3, 9)) },
  ...['append', 'delete+insert', 'merge'].map((strategy) => ({
    name: `incremental, ${strategy}`,
    before: model(incremental(strategy), rows(0, 5)),
    after: model(incremental(strategy), rows(3, 9)),
  })),
  {
    name: 'incremental with new columns',
    before: model("materialized='incremental', on_schema_change='sync_all_columns'", rows(0, 5)),
    after: model(
      "materialized='incremental', on_schema_change='sync_all_columns'",
      'select 7 as id, true as w',
    ),
  },
  {
    name: 'incremental, full refresh',
    before: model(incremental('merge'), rows(0, 5)),
    after: model(incremental('merge'), rows(3, 9)),
    fullRefresh: true,
  },
  { name: 'a first seed', after: seed(0, 9), command: 'seed' },
  { name: 'a seed again', before: seed(0, 5), after: seed(3, 9), command: 'seed' },
  { name: 'a seed, full refresh', before: seed(0, 5), after: seed(3, 9), command: 'seed', fullRefresh: true },
];

describe('a kill at any statement boundary', () => {
  test.each(SCENARIOS.map((one) => [one.name, one] as const))('%s', async (_, scenario) => {
    const p = await project({ ...(scenario.before ?? scenario.after) });
    if (scenario.before) await done(p, scenario, {});
    const old = scenario.before ? await content(p) : null;
    for (const [path, text] of Object.entries(scenario.after)) p.write(path, text);
    const states = await statesOf(p, scenario);
    const whole = await content(p);
    await done(p, scenario);
    const again = await content(p);
    expect(states.length).toBeGreaterThan(1);
    for (const [number, { what, files }] of states.entries()) {
      const killed = await project({ ...scenario.after });
      for (const [from, ending] of files) copyFileSync(from, killed.databaseFile + ending);
      const found = await content(killed);
      const label = `${what} (state ${number})`;
      expect([old, whole], label).toContainEqual(found);
      await done(killed, scenario);
      expect(await content(killed), label).toEqual(
        JSON.stringify(found) === JSON.stringify(old) ? whole : again,
      );
      expect(await relations(killed), label).toEqual(['a']);
    }
  });

  test('a swap that commits halfway would be found', async () => {
    const halfway = `{% macro duckdb__tsdbt_swap(beside, target, existing) %}
      {% do adapter.drop_relation(existing) %}{% do adapter.commit() %}{% do adapter.rename_relation(beside, target) %}
    {% endmacro %}`;
    const p = await project({ ...model(VIEW, rows(0, 5)), 'macros/m.sql': halfway });
    await p.run();
    p.write('models/a.sql', `{{ config(${TABLE}) }} ${rows(3, 9)}`);
    const found: unknown[] = [];
    for (const { files } of await statesOf(p, { name: '', after: {} })) {
      const killed = await project({});
      for (const [from, ending] of files) copyFileSync(from, killed.databaseFile + ending);
      found.push(await content(killed));
    }
    expect(found).toContain(null);
  });

  test('a process that is killed in the middle of a statement', async () => {
    const p = await project(model(TABLE, rows(0, 5)));
    await p.run();
    p.write(
      'models/a.sql',
      `{{ config(${TABLE}) }} select count(*)::int as id, 'x' as v from range(100000000000) t(i)`,
    );
    const { code } = await runCli(['run'], {
      cwd: p.root,
      started: (child) => {
        child.stdout?.on('data', (text: Buffer) => {
          if (text.includes('START')) setTimeout(() => child.kill('SIGKILL'), 200);
        });
      },
    });
    expect(code).not.toBe(0);
    expect(await p.query('select count(*) from a')).toEqual([[5]]);
    expect(await relations(p)).toEqual(['a']);
  });
});

describe('a reader during a run', () => {
  test.each([
    ['a table', TABLE, TABLE],
    ['a view', VIEW, VIEW],
    ['a table and a view in turns', TABLE, VIEW],
    ['an incremental model', incremental('delete+insert'), incremental('delete+insert')],
  ])('sees the old or the new rows of %s, whole', async (_, first, second) => {
    const p = await project(model(first, rows(0, 1000)));
    await p.run();
    const instance = await DuckDBInstance.fromCache(p.databaseFile);
    const connection = await instance.connect();
    const seen = new Set<string>();
    let running = true;
    const reading = (async () => {
      while (running)
        seen.add(String((await connection.runAndReadAll('select count(*), min(v) from a')).getRows()[0]));
    })();
    for (let turn = 0; turn < 6; turn++) {
      const [config, from] = turn % 2 === 0 ? [second, 500] : [first, 0];
      p.write('models/a.sql', `{{ config(${config}) }} ${rows(from, from + 1000)}`);
      expect((await p.run({ fullRefresh: config.includes('incremental') })).exitCode).toBe(0);
    }
    running = false;
    await reading;
    connection.closeSync();
    instance.closeSync();
    for (const answer of seen) expect(['1000,v0', '1000,v500']).toContain(answer);
    expect(seen.size).toBe(2);
  });
});

/** Runs the scenario's command to its end. */
async function done(
  p: TestProject,
  { command = 'run', fullRefresh = false }: Scenario,
  options: { fullRefresh?: boolean } = { fullRefresh },
): Promise<void> {
  const { exitCode } = await p[command](options);
  expect(exitCode).toBe(0);
}

interface State {
  /** The boundary at which it was first met. */
  readonly what: string;
  readonly files: readonly (readonly [copy: string, ending: string])[];
}

/** Runs the command, and keeps every different state that the files of the database go through. */
async function statesOf(
  p: TestProject,
  { command = 'run', fullRefresh = false }: Scenario,
): Promise<State[]> {
  const states = new Map<string, State>();
  const keep = (what: string): void => {
    const files = ['', '.wal'].filter((ending) => existsSync(p.databaseFile + ending));
    const hash = createHash('sha256');
    for (const ending of files) hash.update(ending).update(readFileSync(p.databaseFile + ending));
    const key = hash.digest('hex');
    if (states.has(key)) return;
    const copies = files.map((ending) => [`${p.databaseFile}.${states.size}${ending}`, ending] as const);
    for (const [copy, ending] of copies) copyFileSync(p.databaseFile + ending, copy);
    states.set(key, { what, files: copies });
  };
  const opened = await openEngine({ projectDir: p.root, cwd: p.root, env: {}, threads: 1 });
  try {
    const warehouse = async () => withBoundaries(await opened.warehouse(), keep);
    const { exitCode } = await (command === 'run' ? run : seedCommand)(
      { ...opened, warehouse },
      { fullRefresh },
    );
    expect(exitCode).toBe(0);
  } finally {
    await opened.close();
  }
  return [...states.values()];
}

/** The columns and rows of `a`; null when it is not there. */
async function content(p: TestProject): Promise<unknown[][] | null> {
  if (!(await relations(p)).includes('a')) return null;
  return p.query('select to_json(a) from a order by all');
}

const relations = async (p: TestProject): Promise<unknown[]> =>
  (
    await p.query("select table_name from information_schema.tables where table_schema = 'main' order by 1")
  ).flat();
