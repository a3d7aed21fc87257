import { expect, test } from 'vitest';
import { project } from '../support/project.ts';

/** A model that brings (1, 'old') first, then (1, 'new') and (2, 'new'). */
const model = (config: string, extra = ''): string => `{{ config(materialized='incremental', ${config}) }}
  select 1 as id, '{{ 'new' if is_incremental() else 'old' }}' as v ${extra}
  {% if is_incremental() %} union all select 2, 'new' ${extra} {% endif %}`;

const ROWS = 'select id, v from a order by id, v desc';

test.each([
  [
    "incremental_strategy='append'",
    [
      [1, 'old'],
      [1, 'new'],
      [2, 'new'],
    ],
  ],
  [
    "unique_key='id'",
    [
      [1, 'new'],
      [2, 'new'],
    ],
  ],
  [
    "unique_key=['id', 'v']",
    [
      [1, 'old'],
      [1, 'new'],
      [2, 'new'],
    ],
  ],
  [
    "unique_key='id', incremental_strategy='delete+insert', incremental_predicates=['id > 1']",
    [
      [1, 'old'],
      [1, 'new'],
      [2, 'new'],
    ],
  ],
  [
    "unique_key='id', incremental_strategy='merge'",
    [
      [1, 'new'],
      [2, 'new'],
    ],
  ],
  [
    "unique_key='id', incremental_strategy='merge', merge_exclude_columns=['v']",
    [
      [1, 'old'],
      [2, 'new'],
    ],
  ],
  [
    "unique_key='id', incremental_strategy='merge', merge_update_condition='false'",
    [
      [1, 'old'],
      [2, 'new'],
    ],
  ],
  [
    "unique_key='id', incremental_strategy='merge', merge_clauses={'when_matched': [{'action': 'delete'}], 'when_not_matched': [{'action': 'insert', 'mode': 'star'}]}",
    [[2, 'new']],
  ],
])('%s', async (config, rows) => {
  const p = await project({ 'models/a.sql': model(config) });
  await p.run();
  expect(await p.query(ROWS)).toEqual([[1, 'old']]);
  expect((await p.run()).exitCode).toBe(0);
  expect(await p.query(ROWS)).toEqual(rows);
  await p.run({ fullRefresh: true });
  expect(await p.query(ROWS)).toEqual([[1, 'old']]);
});

const COLUMNS =
  "select column_name || ' ' || data_type from duckdb_columns() where table_name = 'a' order by column_index";

test.each([
  [
    'ignore',
    ['id INTEGER', 'v VARCHAR'],
    [
      [1, 'new'],
      [2, 'new'],
    ],
  ],
  [
    'append_new_columns',
    ['id INTEGER', 'v VARCHAR', 'w INTEGER'],
    [
      [1, 'new'],
      [2, 'new'],
    ],
  ],
  [
    'sync_all_columns',
    ['id INTEGER', 'v VARCHAR', 'w INTEGER'],
    [
      [1, 'new'],
      [2, 'new'],
    ],
  ],
  ['fail', ['id INTEGER', 'v VARCHAR'], [[1, 'old']]],
])('a new column, on_schema_change %s', async (mode, columns, rows) => {
  for (const strategy of ['delete+insert', 'merge']) {
    const config = `unique_key='id', incremental_strategy='${strategy}', on_schema_change='${mode}'`;
    const p = await project({ 'models/a.sql': model(config) });
    await p.run();
    p.write('models/a.sql', model(config, ', 5 as w'));
    const { exitCode } = await p.run();
    expect(exitCode).toBe(mode === 'fail' ? 1 : 0);
    if (mode === 'fail') expect(p.diagnostics.at(-1)?.message).toContain('out of sync');
    expect((await p.query(COLUMNS)).flat()).toEqual(columns);
    expect(await p.query(ROWS)).toEqual(rows);
  }
});

test('sync_all_columns drops what is gone and changes types', async () => {
  const config = "materialized='incremental', unique_key='id', on_schema_change='sync_all_columns'";
  const p = await project({ 'models/a.sql': `{{ config(${config}) }} select 1 as id, 2 as b, 3 as c` });
  await p.run();
  p.write('models/a.sql', `{{ config(${config}) }} select 2 as id, 'x' as b`);
  expect((await p.run()).exitCode).toBe(0);
  expect((await p.query(COLUMNS)).flat()).toEqual(['id INTEGER', 'b VARCHAR']);
  expect(await p.query('select * from a order by id')).toEqual([
    [1, '2'],
    [2, 'x'],
  ]);
});

test('a run that fails halfway changes neither rows nor columns', async () => {
  const config = "unique_key='id', on_schema_change='append_new_columns'";
  const p = await project({ 'models/a.sql': model(config) });
  await p.run();
  p.write('models/a.sql', model(`${config}, post_hook='select nope'`, ', 5 as w'));
  expect((await p.run()).statuses).toEqual({ a: 'error' });
  expect((await p.query(COLUMNS)).flat()).toEqual(['id INTEGER', 'v VARCHAR']);
  expect(await p.query(ROWS)).toEqual([[1, 'old']]);
});

test('wrong merge configs are all named', async () => {
  const p = await project({
    'models/a.sql': model(
      "unique_key='id', incremental_strategy='merge', merge_update_columns='v', merge_clauses=[]",
    ),
  });
  await p.run();
  await p.run();
  expect(p.diagnostics.at(-1)?.message).toContain('merge_update_columns must be a list, found: v');
});
