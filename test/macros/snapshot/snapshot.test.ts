import { expect, test } from 'vitest';
import { type Content, mark, project, type TestProject } from '../../support/project.ts';

const ROWS =
  'select id, v, dbt_valid_to is null as current from history order by id, dbt_valid_from, dbt_valid_to nulls last';

const snapshotOf = (config: string): string =>
  `snapshots:\n  - name: history\n    relation: ref('source')\n    config: {unique_key: id, ${config}}\n`;

/** A project whose model `source` holds the rows at hand. */
async function history(config: string, more: Readonly<Record<string, Content>> = {}): Promise<TestProject> {
  return project({ 'snapshots/history.yml': snapshotOf(config), 'models/source.sql': '', ...more });
}

/** Sets the rows of the source and takes a snapshot. */
async function take(p: TestProject, rows: string): Promise<void> {
  p.write('models/source.sql', rows);
  expect((await p.run()).exitCode).toBe(0);
  expect((await p.snapshot()).statuses).toEqual({ history: 'success' });
}

const at = (day: number): string => `timestamp '2024-01-0${day}'`;

test('timestamp: a later updated_at closes the row and adds the new one; an earlier one does nothing', async () => {
  const p = await history('strategy: timestamp, updated_at: changed');
  await take(p, `select 1 as id, 'a' as v, ${at(1)} as changed union all select 2, 'a', ${at(1)}`);
  await take(p, `select 1 as id, 'b' as v, ${at(2)} as changed union all select 2, 'b', ${at(1)}`);
  expect(await p.query(ROWS)).toEqual([
    [1, 'a', false],
    [1, 'b', true],
    [2, 'a', true],
  ]);
  expect(await p.query('select dbt_valid_to = dbt_valid_from from history h where false')).toEqual([]);
  expect(
    await p.query(
      "select count(*) from history a join history b on a.id = b.id and a.v = 'a' and b.v = 'b' where a.dbt_valid_to = b.dbt_valid_from",
    ),
  ).toEqual([[1]]);
});

test('check: changes of the listed columns count, nulls included; others do not', async () => {
  const p = await history('strategy: check, check_cols: [v]');
  await take(p, "select 1 as id, 'a' as v, 1 as other");
  await take(p, "select 1 as id, 'a' as v, 2 as other");
  expect(await p.query(ROWS)).toEqual([[1, 'a', true]]);
  await take(p, 'select 1 as id, null::varchar as v, 3 as other');
  await take(p, "select 1 as id, 'a' as v, 4 as other");
  expect(await p.query(ROWS)).toEqual([
    [1, 'a', false],
    [1, null, false],
    [1, 'a', true],
  ]);
});

test('check all: a new column joins the history, and every row gets a new version', async () => {
  const p = await history('strategy: check, check_cols: all');
  await take(p, "select 1 as id, 'a' as v");
  await take(p, "select 1 as id, 'a' as v, 7 as extra");
  expect(
    await p.query('select v, extra, dbt_valid_to is null from history order by extra nulls first'),
  ).toEqual([
    ['a', null, false],
    ['a', 7, true],
  ]);
  await take(p, "select 1 as id, 'a' as v");
  expect(await p.query('select count(*) from history')).toEqual([[2]]);
});

test('rows that are gone: ignored, closed, or closed and put on record', async () => {
  const [both, one] = ["select 1 as id, 'a' as v union all select 2, 'b'", "select 1 as id, 'a' as v"];
  for (const [mode, rows] of [
    [
      'hard_deletes: ignore',
      [
        [1, 'a', true],
        [2, 'b', true],
      ],
    ],
    [
      'hard_deletes: invalidate',
      [
        [1, 'a', true],
        [2, 'b', false],
      ],
    ],
    [
      'invalidate_hard_deletes: true',
      [
        [1, 'a', true],
        [2, 'b', false],
      ],
    ],
    [
      'hard_deletes: new_record',
      [
        [1, 'a', true],
        [2, 'b', false],
        [2, 'b', true],
      ],
    ],
  ] as const) {
    const p = await history(`strategy: check, check_cols: all, ${mode}`);
    await take(p, both);
    await take(p, one);
    await take(p, one);
    expect(await p.query(ROWS), mode).toEqual(rows);
  }
});

test('a row that comes back follows the record of its deletion', async () => {
  const p = await history('strategy: check, check_cols: all, hard_deletes: new_record');
  for (const rows of ["select 1 as id, 'a' as v", "select 2 as id, 'b' as v", "select 1 as id, 'a' as v"])
    await take(p, rows);
  expect(
    await p.query(
      'select id, dbt_is_deleted, dbt_valid_to is null from history order by id, dbt_valid_from, dbt_valid_to nulls last',
    ),
  ).toEqual([
    [1, 'False', false],
    [1, 'True', false],
    [1, 'False', true],
    [2, 'False', false],
    [2, 'True', true],
  ]);
});

test('deletions that are put on record, a new column and a removed one', async () => {
  const p = await history('strategy: check, check_cols: all, hard_deletes: new_record');
  await take(p, "select 1 as id, 'a' as v, 5 as old union all select 2, 'b', 6");
  await take(p, "select 1 as id, 'a' as v, 'x' as new");
  expect(
    await p.query(
      'select id, v, old, new, dbt_is_deleted from history where dbt_valid_to is null order by id',
    ),
  ).toEqual([
    [1, 'a', null, 'x', 'False'],
    [2, 'b', null, null, 'True'],
  ]);
});

test('a date that stands for "current"; names of its own for the columns; a key of two columns', async () => {
  const names = 'snapshot_meta_column_names: {dbt_valid_to: until, dbt_valid_from: since, dbt_scd_id: scd}';
  const p = await project({
    'models/source.sql': '',
    'snapshots/history.yml': `snapshots:\n  - name: history\n    relation: ref('source')\n    config:\n      unique_key: [id, part]\n      strategy: timestamp\n      updated_at: changed\n      dbt_valid_to_current: "timestamp '9999-12-31'"\n      ${names}\n`,
  });
  await take(
    p,
    `select 1 as id, 'p' as part, 'a' as v, ${at(1)} as changed union all select 1, 'q', 'a', ${at(1)}`,
  );
  await take(
    p,
    `select 1 as id, 'p' as part, 'b' as v, ${at(3)} as changed union all select 1, 'q', 'a', ${at(1)}`,
  );
  expect(await p.query('select part, v, since::date, until::date from history order by part, since')).toEqual(
    [
      ['p', 'a', '2024-01-01', '2024-01-03'],
      ['p', 'b', '2024-01-03', '9999-12-31'],
      ['q', 'a', '2024-01-01', '9999-12-31'],
    ],
  );
});

test('a block in snapshot-paths, with the old configs that say where it goes, in build with its tests', async () => {
  const p = await project({
    'models/source.sql': 'select 1 as id',
    'models/reader.sql': "select * from {{ ref('history') }}",
    'snapshots/history.sql':
      "{% snapshot history %}{{ config(target_schema='old', unique_key='id', strategy='check', check_cols='all') }} select * from {{ ref('source') }} -- end\n{% endsnapshot %}",
    'snapshots/history.yml':
      'snapshots:\n  - name: history\n    columns: [{name: id, data_tests: [unique]}]\n',
  });
  for (let run = 0; run < 2; run++)
    expect((await p.build()).statuses).toEqual({
      source: 'success',
      history: 'success',
      reader: 'success',
      unique_history_id: 'pass',
    });
  expect(await p.query('select count(*) from old.history')).toEqual([[1]]);
});

test('a statement that fails leaves the history as it was', async () => {
  const p = await history('strategy: check, check_cols: all, post_hook: "select {{ var(\'word\', 1) }}"');
  await take(p, "select 1 as id, 'a' as v");
  p.write('snapshots/history.yml', snapshotOf('strategy: check, check_cols: all, post_hook: select nope'));
  p.write('models/source.sql', "select 1 as id, 'b' as v");
  await p.run();
  expect((await p.snapshot()).statuses).toEqual({ history: 'error' });
  expect(await p.query(ROWS)).toEqual([[1, 'a', true]]);
  expect(
    await p.query("select count(*) from information_schema.tables where table_name like '%tmp%'"),
  ).toEqual([[0]]);
});

test('a strategy of the project, also by the name of its package', async () => {
  const macro =
    "{% macro snapshot_never_strategy(node, old, new, config, exists) %}{{ return({'unique_key': 'id', 'updated_at': snapshot_get_time(), 'row_changed': '1 = 0', 'scd_id': 'id', 'hard_deletes': 'ignore'}) }}{% endmacro %}";
  for (const strategy of ['never', 'test.never']) {
    const p = await history(`strategy: ${strategy}`, { 'macros/never.sql': macro });
    await take(p, "select 1 as id, 'a' as v");
    await take(p, "select 1 as id, 'b' as v union all select 2, 'c'");
    expect(await p.query(ROWS)).toEqual([
      [1, 'a', true],
      [2, 'c', true],
    ]);
  }
});

const REFUSED: readonly (readonly [config: string, message: string | RegExp])[] = [
  ['unique_key: id', "Snapshots must be configured with a 'strategy' and 'unique_key'"],
  ['strategy: check, check_cols: all', "Snapshots must be configured with a 'strategy' and 'unique_key'"],
  ['unique_key: id, strategy: check', 'must specify a check_cols configuration'],
  ['unique_key: id, strategy: check, check_cols: some', "Invalid value for 'check_cols': some"],
  ['unique_key: id, strategy: timestamp', 'must specify an updated_at configuration'],
  ['unique_key: id, strategy: timestamp, updated_at: t, check_cols: all', "should not have 'check_cols'"],
  [
    'unique_key: id, strategy: check, check_cols: all, hard_deletes: maybe',
    'Invalid setting for property hard_deletes',
  ],
  [
    'unique_key: id, strategy: check, check_cols: all, hard_deletes: ignore, invalidate_hard_deletes: true',
    'You cannot set both',
  ],
  [
    'unique_key: id, strategy: check, check_cols: all, materialized: table',
    "must have a materialized value of 'snapshot'",
  ],
];

test.each(REFUSED)('%s is refused', async (config, message) => {
  const p = await project({
    'models/source.sql': 'select 1 as id',
    'snapshots/history.yml': `snapshots:\n  - name: history\n    relation: ref('source')\n    config: {${config}}\n`,
  });
  const { exitCode, error } = await p.parse();
  expect(exitCode).toBe(2);
  expect(error?.first).toMatchObject({ code: 'TD212', message: expect.stringMatching(message) });
  expect(error?.first.help).toBeTruthy();
});

test('what a snapshot is taken of must be a ref or a source', async () => {
  const p = await project({
    'snapshots/history.yml': mark`snapshots:\n  - name: history\n    relation: «some_table»\n    config: {unique_key: id, strategy: check, check_cols: all}\n`,
  });
  const { error } = await p.parse();
  expect(error?.first.message).toContain('Invalid ref or source expression: some_table');
  expect(p.problems[0]).toMatch(/^TD206 snapshots\/history.yml:3:/);
});

test('a table that is no history, and a package that has no such strategy', async () => {
  const p = await history('strategy: check, check_cols: all', {
    'macros/make.sql':
      '{% macro make() %}{% do run_query("create table history as select 1 as id") %}{% endmacro %}',
  });
  p.write('models/source.sql', 'select 1 as id');
  await p.runOperation('make');
  await p.run();
  expect((await p.snapshot()).statuses).toEqual({ history: 'error' });
  expect(p.diagnostics[0]).toMatchObject({ code: 'TD511', message: expect.stringContaining('dbt_scd_id') });
  p.write('snapshots/history.yml', snapshotOf('strategy: dbt.nothing'));
  await p.snapshot();
  expect(p.diagnostics[0]?.message).toContain(
    "The specified strategy macro 'nothing' was not found in package 'dbt'",
  );
});

test('times of two types are warned of', async () => {
  const p = await history('strategy: timestamp, updated_at: changed');
  p.write('models/source.sql', "select 1 as id, 'a' as v, date '2024-01-01' as changed");
  await p.run();
  await p.snapshot();
  expect(p.diagnostics).toMatchObject([
    { code: 'TD505', message: expect.stringContaining("Please update snapshot config 'updated_at'") },
  ]);
});

test('a block among the models is refused', async () => {
  const p = await project({
    'models/fine.sql': '{% raw %}{% snapshot %}{% endraw %} select 1 as id -- {# {% snapshot x %} #}',
    'models/history.sql':
      "{% snapshot history %}{{ config(unique_key='id', strategy='check', check_cols='all') }} select 1 as id{% endsnapshot %}",
  });
  const { error } = await p.parse();
  expect(error?.first).toMatchObject({
    code: 'TD307',
    message: expect.stringContaining("Encountered unknown tag 'snapshot'"),
  });
  expect(p.problems).toEqual(['TD307 models/history.sql:1:1']);
});
