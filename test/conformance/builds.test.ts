/** What users see of a warehouse: the same project gives the same rows wherever it runs. */
import { expect, test } from 'vitest';
import { onEachAdapter } from './adapters.ts';

const EVENTS = 'id,day,amount,note\n1,2024-01-01,0.10,"a, b"\n2,2024-02-29,12.50,\n3,2024-12-31,-7,✓\n';

onEachAdapter('builds', (place) => {
  test('seeds, views, tables, ephemeral and incremental models, tests of all kinds', async () => {
    const p = await place.project({
      'seeds/events.csv': EVENTS,
      'seeds/seeds.yml': 'seeds:\n  - name: events\n    config: {column_types: {amount: "numeric(18,2)"}}\n',
      'models/staged.sql': "select id, day, amount, note from {{ ref('events') }}",
      'models/inlined.sql':
        "{{ config(materialized='ephemeral') }} select * from {{ ref('staged') }} where amount > 0",
      'models/summed.sql':
        "{{ config(materialized='table') }} select count(*) as n, sum(amount) as total from {{ ref('inlined') }}",
      'models/kept.sql':
        "{{ config(materialized='incremental', unique_key='id') }} select id, amount from {{ ref('staged') }} {% if is_incremental() %} where id >= (select max(id) from {{ this }}) {% endif %}",
      'models/models.yml': `models:
  - name: staged
    columns:
      - {name: id, data_tests: [unique, not_null]}
      - {name: note, data_tests: [{not_null: {config: {severity: warn, store_failures: true}}}]}
  - name: kept
    columns:
      - name: id
        data_tests:
          - relationships: {arguments: {to: ref('events'), field: id}}
          - accepted_values: {arguments: {values: [1, 2, 3, 4], quote: false}}
`,
      'tests/none_negative.sql':
        "{{ config(severity='warn') }} select * from {{ ref('staged') }} where amount < 0",
    });
    const first = await p.build();
    expect(first.exitCode).toBe(0);
    expect(first.statuses).toMatchObject({
      events: 'success',
      kept: 'success',
      not_null_staged_note: 'warn',
      none_negative: 'warn',
      unique_staged_id: 'pass',
    });
    const { query } = tables(p);
    expect(await query('select n, total from summed')).toEqual([[2, '12.60']]);
    p.write('seeds/events.csv', `${EVENTS}4,2025-01-01,1,x\n`.replace('3,2024-12-31,-7', '3,2024-12-31,-8'));
    expect((await p.build()).exitCode).toBe(0);
    expect(await query('select id, amount from kept order by id')).toEqual([
      [1, '0.10'],
      [2, '12.50'],
      [3, '-8.00'],
      [4, '1.00'],
    ]);
  });

  test('a relation may change its type, and what reads it goes on', async () => {
    const p = await place.project({
      'models/a.sql': "{{ config(materialized='view') }} select 1 as n",
      'models/b.sql': "select * from {{ ref('a') }}",
    });
    expect((await p.run()).exitCode).toBe(0);
    for (const [type, n] of [
      ['table', 2],
      ['view', 3],
      ['incremental', 4],
    ] as const) {
      p.write('models/a.sql', `{{ config(materialized='${type}') }} select ${n} as n`);
      expect((await p.run({ select: ['a'] })).statuses).toEqual({ a: 'success' });
      expect(await tables(p).query('select n from b')).toEqual([[n]]);
    }
  });

  test.each([
    [
      'append',
      [
        [1, 'a', null],
        [1, 'b', 'new'],
        [2, 'b', 'new'],
      ],
    ],
    [
      'delete+insert',
      [
        [1, 'b', 'new'],
        [2, 'b', 'new'],
      ],
    ],
    [
      'merge',
      [
        [1, 'b', 'new'],
        [2, 'b', 'new'],
      ],
    ],
  ])('incremental by %s, with a column that was added', async (strategy, rows) => {
    const config = `{{ config(materialized='incremental', unique_key='id', incremental_strategy='${strategy}', on_schema_change='append_new_columns') }}`;
    const p = await place.project({
      'models/a.sql': `${config} select 1 as id, cast('a' as varchar(9)) as v`,
    });
    expect((await p.run()).exitCode).toBe(0);
    p.write(
      'models/a.sql',
      `${config} select id, cast('b' as varchar(9)) as v, cast('new' as varchar(9)) as w from (select 1 as id union all select 2) as s`,
    );
    expect((await p.run()).exitCode).toBe(0);
    expect(await tables(p).query('select id, v, w from a order by id, v')).toEqual(rows);
  });

  test('a snapshot keeps the history of rows', async () => {
    const p = await place.project({
      'models/a.sql': "select 1 as id, 'x' as v union all select 2, 'y'",
      'snapshots/h.yml':
        "snapshots:\n  - name: h\n    relation: ref('a')\n    config: {unique_key: id, strategy: check, check_cols: all, hard_deletes: invalidate}\n",
    });
    expect((await p.build()).exitCode).toBe(0);
    p.write('models/a.sql', "select 1 as id, 'z' as v");
    expect((await p.build()).exitCode).toBe(0);
    expect(
      await tables(p).query(
        'select id, v, case when dbt_valid_to is null then 1 else 0 end from h order by id, v',
      ),
    ).toEqual([
      [1, 'x', 0],
      [1, 'z', 1],
      [2, 'y', 0],
    ]);
  });

  test('names that need quotes, and texts that hold them', async () => {
    const name = 'Odd "name", select';
    const quoted = `"${name.replaceAll('"', '""')}"`;
    const p = await place.project({
      'models/a.sql': `{{ config(materialized='table', alias='From Äh') }} select 'it''s; -- "x"' as ${quoted}, 1 as "Order"`,
      'models/b.sql': `select ${quoted} as v from {{ ref('a') }} where "Order" = 1`,
      'macros/m.sql':
        "{% macro columns() %}{{ return(adapter.get_columns_in_relation(ref('a')) | map(attribute='name') | list) }}{% endmacro %}",
    });
    expect((await p.build()).exitCode).toBe(0);
    expect((await p.build()).exitCode).toBe(0);
    expect(await tables(p).query('select v from b')).toEqual([['it\'s; -- "x"']]);
    expect((await p.runOperation('columns')).value).toEqual([name, 'Order']);
  });

  test('what fails leaves what was there, and says where', async () => {
    const p = await place.project({ 'models/a.sql': "{{ config(materialized='table') }} select 1 as n" });
    await p.run();
    p.write(
      'models/a.sql',
      "{{ config(materialized='table') }}\nselect 1 as n,\n  cast('x' as integer) as m",
    );
    expect((await p.run()).statuses).toEqual({ a: 'error' });
    p.write('models/a.sql', "{{ config(materialized='table') }}\nselect 1 as n,\n  nothing_here as m");
    expect((await p.run()).exitCode).toBe(1);
    expect(p.problems).toEqual(['TD501 models/a.sql:3:3']);
    expect(await tables(p).query('select n from a')).toEqual([[1]]);
  });

  test('unit tests need no parent in the warehouse', async () => {
    const p = await place.project({
      'models/up.sql': 'select 1 as id, 2 as n',
      'models/a.sql': "select id, n * 2 as twice from {{ ref('up') }}",
      'models/u.yml':
        "unit_tests:\n  - name: doubles\n    model: a\n    given: [{input: ref('up'), rows: [{id: 1, n: 5}, {id: 2, n: null}]}]\n    expect: {rows: [{id: 1, twice: 10}, {id: 2, twice: null}]}\n",
    });
    await p.run({ select: ['up'], empty: true } as object);
    expect((await p.test({ select: ['doubles'] })).statuses).toEqual({ doubles: 'pass' });
  });

  test('hooks, descriptions and a promised shape', async () => {
    const p = await place.project({
      'models/a.sql':
        "{{ config(materialized='table', contract={'enforced': true}, persist_docs={'relation': true, 'columns': true}, post_hook=\"insert into {{ this }} select 7, 'hook'\") }} select 1 as id, cast('it''s' as varchar(20)) as v",
      'models/m.yml':
        'models:\n  - name: a\n    description: It\'s "quoted"\n    columns:\n      - {name: id, data_type: integer, description: the key, constraints: [{type: not_null}]}\n      - {name: v, data_type: varchar(20)}\n',
    });
    expect((await p.build()).exitCode).toBe(0);
    expect(await tables(p).query('select id, v from a order by id')).toEqual([
      [1, "it's"],
      [7, 'hook'],
    ]);
    expect((await p.docsGenerate()).exitCode).toBe(0);
    const catalog = JSON.parse(p.read('target/catalog.json'));
    expect(catalog.nodes['model.test.a']).toMatchObject({
      metadata: { name: 'a', comment: 'It\'s "quoted"' },
      columns: { id: { index: 1, name: 'id', comment: 'the key' }, v: { index: 2 } },
    });
  });
});

/** Queries over the project's relations by their bare names. */
function tables(p: Awaited<ReturnType<Parameters<Parameters<typeof onEachAdapter>[1]>[0]['project']>>) {
  return {
    query: async (sql: string): Promise<unknown[][]> => {
      const schema = String(
        JSON.parse(/^targets: (.*)$/m.exec(p.read('project.yml'))?.[1] ?? '{}').dev.schema,
      );
      return p.query(sql.replaceAll(/\bfrom (\w+)/g, `from ${schema}.$1`));
    },
  };
}
