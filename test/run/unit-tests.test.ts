import { describe, expect, test } from 'vitest';
import { mark, project, type Ran } from '../support/project.ts';

/** What the first failing node says. */
const said = (ran: Ran): string => ran.results.find(({ message }) => message !== null)?.message ?? '';

const LENGTHS = {
  'models/a.sql': "select 1 as id, 'x' as name",
  'models/b.sql': "select id, name, length(name) as len from {{ ref('a') }}",
};

/** A unit test of model b. */
const ofB = (given: string, expected: string, more = ''): string =>
  `unit_tests: [{name: t, model: b, given: ${given}, expect: ${expected}${more}}]`;

describe('a unit test', () => {
  test('runs the model on the given rows; nothing need be in the warehouse', async () => {
    const p = await project({
      ...LENGTHS,
      'models/u.yml': ofB(
        "[{input: ref('a'), rows: [{id: 1, name: abc}, {id: 2}]}]",
        '{rows: [{id: 2, len: null}, {id: 1, len: 3}]}',
      ),
    });
    const ran = await p.test();
    expect(ran.statuses).toEqual({ t: 'pass' });
    expect(await p.query('select count(*) from duckdb_tables()')).toEqual([[0]]);
    expect(p.read('target/compiled/test/models/u.yml/models/t.sql')).toContain('__dbt__cte__a as (');
    const [result] = JSON.parse(p.read('target/run_results.json')).results;
    expect(result).toMatchObject({
      unique_id: 'unit_test.test.b.t',
      status: 'pass',
      failures: 0,
      compiled: true,
      relation_name: null,
    });
  });

  test('shows what differs, whatever the order of rows', async () => {
    const p = await project({
      ...LENGTHS,
      'models/u.yml': ofB(
        "[{input: ref('a'), rows: [{id: 1, name: a}, {id: 2, name: bb}, {id: 3, name: ccc}]}]",
        '{rows: [{id: 3, len: 3}, {id: 9, len: 7}, {id: 2, len: 5}]}',
      ),
    });
    const ran = await p.test();
    expect(ran.exitCode).toBe(1);
    expect(ran.results[0]).toMatchObject({ status: 'fail', failures: 1 });
    expect(said(ran)).toBe(`actual differs from expected:

@@  | id | len
→   | 2  | 5 → 2
--- | 9  | 7
+++ | 1  | 1

→ expected → actual; --- expected, but not there; +++ there, but not expected; 1 row is as expected`);
    expect(p.problems).toEqual(['TD512 models/u.yml:1:15']);
  });

  test('runs before its model in a build, and keeps it from being built', async () => {
    const p = await project({
      ...LENGTHS,
      'models/c.sql': "select * from {{ ref('b') }}",
      'models/u.yml': ofB("[{input: ref('a'), rows: []}]", '{rows: [{id: 1}]}'),
    });
    expect((await p.build()).statuses).toEqual({ a: 'success', t: 'fail', b: 'skipped', c: 'skipped' });
    p.write('models/u.yml', ofB("[{input: ref('a'), rows: []}]", '{rows: []}'));
    const ran = await p.build({ select: ['b'] });
    expect(ran.results.map(({ id, status }) => `${id} ${status}`)).toEqual([
      'unit_test.test.b.t pass',
      'model.test.b success',
    ]);
    expect((await p.build({ select: ['a', 't'] })).statuses).toEqual({ a: 'success', t: 'pass' });
  });

  test('is not run when a parent of its model failed', async () => {
    const p = await project({
      ...LENGTHS,
      'models/a.sql': "select 'x'::integer as id, 'x' as name",
      'models/a.yml': 'models: [{name: a, config: {materialized: table}}]',
      'models/u.yml': ofB("[{input: ref('a'), rows: []}]", '{rows: []}'),
    });
    expect((await p.build()).statuses).toEqual({ a: 'error', t: 'skipped', b: 'skipped' });
  });

  test('of an ephemeral model keeps what stands on it from being built', async () => {
    const p = await project({
      'models/a.sql': "{{ config(materialized='ephemeral') }} select 1 as id",
      'models/b.sql': "select * from {{ ref('a') }}",
      'models/u.yml': 'unit_tests: [{name: t, model: a, given: [], expect: {rows: [{id: 2}]}}]',
    });
    expect((await p.build()).statuses).toEqual({ t: 'fail', b: 'skipped' });
  });

  test('is selected by kind, name and model', async () => {
    const p = await project({
      ...LENGTHS,
      'models/b.yml': 'models: [{name: b, columns: [{name: id, data_tests: [not_null]}]}]',
      'models/u.yml': ofB("[{input: ref('a'), rows: []}]", '{rows: []}'),
    });
    for (const word of ['test_type:unit', 'unit_test:t', 'unit_test:test.t', 'resource_type:unit_test', 't'])
      expect(await p.ls({ select: [word] }), word).toEqual(['unit_test:test.t']);
    expect(await p.ls({ select: ['b'], resourceTypes: ['unit_test'] })).toEqual(['unit_test:test.t']);
    await p.run();
    expect((await p.test({ select: ['b'] })).statuses).toEqual({ t: 'pass', not_null_b_id: 'pass' });
    expect((await p.test({ excludeResourceTypes: ['unit_test'] })).statuses).toEqual({
      not_null_b_id: 'pass',
    });
  });
});

describe('types of columns', () => {
  const types = (model: string, given: string, expected: string) =>
    `  - {name: ${model}, model: of_${model}, given: [${given}], expect: {rows: [${expected}]}}\n`;

  test('come from relations, contracts, the SQL of parents, seeds, snapshots and descriptions', async () => {
    const p = await project({
      'seeds/people.csv': 'id,born\n1,2000-05-05\n2,\n',
      'snapshots/snap.sql':
        "{% snapshot snap %}{{ config(unique_key='id', strategy='check', check_cols='all') }} select * from {{ ref('people') }}{% endsnapshot %}",
      'models/sums.sql': "select id, sum(amount) as total from {{ source('raw', 'orders') }} group by id",
      'models/contracted.sql': 'select 1 as id, now()::timestamp as created',
      'models/eph.sql': "{{ config(materialized='ephemeral') }} select 1 as id, date '2020-01-01' as day",
      'models/of_people.sql': "select extract(year from born) as year from {{ ref('people') }}",
      'models/of_snap.sql': "select born + 1 as next from {{ ref('snap') }} where dbt_valid_to is null",
      'models/of_sums.sql': "select total / 4 as part from {{ ref('sums') }}",
      'models/of_contracted.sql': "select created::date as day from {{ ref('contracted') }}",
      'models/of_eph.sql': "select day + 1 as next from {{ ref('eph') }}",
      'models/of_unknown.sql':
        "select case when flag then day + 1 end as day, amount * 2 as twice from {{ source('raw', 'unknown') }}",
      'models/u.yml': `sources:
  - name: raw
    tables:
      - name: orders
        columns: [{name: id, data_type: bigint}, {name: amount, data_type: "decimal(10,2)"}]
      - name: unknown
models:
  - name: contracted
    config: {contract: {enforced: true}}
    columns: [{name: id, data_type: integer}, {name: created, data_type: timestamp}]
unit_tests:
${types('people', "{input: ref('people'), rows: [{born: 1990-01-02}]}", '{year: 1990}')}\
${types('snap', "{input: ref('snap'), rows: [{born: 1990-01-02}, {dbt_valid_to: 2020-01-01}]}", '{next: 1990-01-03}')}\
${types('sums', "{input: ref('sums'), rows: [{total: 3.00}]}", '{part: 0.75}')}\
${types('contracted', "{input: ref('contracted'), rows: [{created: 2020-01-01 10:00:00}]}", '{day: 2020-01-01}')}\
${types('eph', "{input: ref('eph'), rows: [{day: 2020-01-31}]}", '{next: 2020-02-01}')}\
${types('unknown', "{input: \"source('raw', 'unknown')\", rows: [{flag: true, day: 2020-01-31, amount: 1.5}]}", '{day: 2020-02-01, twice: 3}')}`,
    });
    const pass = { people: 'pass', snap: 'pass', sums: 'pass', contracted: 'pass', eph: 'pass' };
    expect((await p.test()).statuses).toEqual({ ...pass, unknown: 'pass' });
  });

  test('of a relation that is older than its model come from the model', async () => {
    const p = await project({
      ...LENGTHS,
      'models/a.sql': 'select 1 as id',
      'models/u.yml': ofB("[{input: ref('a'), rows: [{name: abc}]}]", '{rows: [{len: 3}]}'),
    });
    await p.run({ select: ['a'] });
    p.write('models/a.sql', "select 1 as id, 'x' as name");
    expect((await p.test()).statuses).toEqual({ t: 'pass' });
  });

  test('may be nested, exact and quoted', async () => {
    const row =
      '{l: [1, null], s: {a: 1, b: "it\'s"}, m: {x: 1}, j: {k: [1, null]}, big: 12345678901234567890, group: "a\'b"}';
    const p = await project({
      'models/a.sql':
        "select [1] as l, {'a': 1, 'b': 'x'} as s, map {'x': 1} as m, '{}'::json as j, 1::hugeint as big, 'x' as \"group\"",
      'models/b.sql': "select * from {{ ref('a') }}",
      'models/u.yml': ofB(`[{input: ref('a'), rows: [${row}]}]`, `{rows: [${row}]}`),
    });
    expect((await p.test()).statuses).toEqual({ t: 'pass' });
    p.write('models/u.yml', ofB(`[{input: ref('a'), rows: [${row}]}]`, '{rows: [{l: [1, 2]}]}'));
    expect(said(await p.test())).toContain('| [1, 2]');
  });

  test('a text longer than its column is not cut', async () => {
    const p = await project({
      'models/a.sql': "select 'x'::varchar(2) as name",
      'models/b.sql': "select length(name) as len from {{ ref('a') }}",
      'models/u.yml': ofB("[{input: ref('a'), rows: [{name: abcdef}]}]", '{rows: [{len: 6}]}'),
    });
    expect((await p.test()).statuses).toEqual({ t: 'pass' });
  });
});

describe('rows', () => {
  test('are CSV or SQL, in the YAML or a file, or those of a seed', async () => {
    const p = await project({
      'seeds/s.csv': 'id,name\n1,a\n2,\n',
      'models/b.sql': "select id, name is null as none from {{ ref('s') }}",
      'tests/fixtures/rows.csv': '\nid,name\n1,"a,""b"\n2,\n',
      'tests/fixtures/sub/query.sql': "select {{ var('v', 4) }} as id, 'q' as name;\n",
      'models/u.yml': `unit_tests:
  - name: seed
    model: b
    given: [{input: ref('s')}]
    expect: {format: csv, rows: "id,none\\n1,false\\n2,true\\n"}
  - name: csv_file
    model: b
    given: [{input: "ref('s')", format: csv, fixture: rows}]
    expect: {format: sql, rows: "select 1 as id union all select 2;"}
  - name: sql_file
    model: b
    given: [{input: 'ref("s")', format: sql, fixture: query}]
    expect: {rows: [{ID: 4, None: false}]}
`,
    });
    expect((await p.test()).statuses).toEqual({ seed: 'pass', csv_file: 'pass', sql_file: 'pass' });
  });

  test('of this stand for the table of an incremental model', async () => {
    const unit = (answer: boolean, expected: string): string =>
      `unit_tests: [{name: t, model: b, overrides: {macros: {is_incremental: ${answer}}}, given: [{input: ref('a'), rows: [{id: 1}, {id: 5}]}, {input: this, rows: [{id: 3}]}], expect: {rows: [${expected}]}}]`;
    const p = await project({
      'models/a.sql': 'select 1 as id',
      'models/b.sql':
        "{{ config(materialized='incremental', alias='other') }} select id from {{ ref('a') }} {% if is_incremental() %} where id > (select max(id) from {{ this }}) {% endif %}",
      'models/u.yml': unit(true, '{id: 5}'),
    });
    expect((await p.test()).statuses).toEqual({ t: 'pass' });
    p.write('models/u.yml', unit(false, '{id: 1}, {id: 5}'));
    expect((await p.test()).statuses).toEqual({ t: 'pass' });
  });

  test('of a source stand for a file or a database that is not there', async () => {
    const p = await project({
      'models/b.sql':
        "select f.id from {{ source('files', 'f') }} f join {{ source('far', 't') }} using (id)",
      'models/u.yml': `sources:
  - {name: files, meta: {external_location: "nowhere/{name}.parquet"}, tables: [{name: f}]}
  - {name: far, database: away, tables: [{name: t}]}
${ofB("[{input: \"source('files', 'f')\", rows: [{id: 1}, {id: 2}]}, {input: \"source('far', 't')\", rows: [{id: 2}]}]", '{rows: [{id: 2}]}')}`,
    });
    expect((await p.test()).statuses).toEqual({ t: 'pass' });
  });

  test('of two sources with one table name stay apart', async () => {
    const p = await project({
      'models/b.sql': "select * from {{ source('x', 't') }} union all select * from {{ source('z', 't') }}",
      'models/u.yml': `sources: [{name: x, tables: [{name: t}]}, {name: z, tables: [{name: t}]}]
${ofB("[{input: \"source('x', 't')\", rows: [{id: 1}]}, {input: \"source('z', 't')\", rows: [{id: 2}]}]", '{rows: [{id: 1}, {id: 2}]}')}`,
    });
    expect((await p.test()).statuses).toEqual({ t: 'pass' });
  });
});

describe('overrides', () => {
  test('of macros, packages, built-in names, variables and the environment', async () => {
    const p = await project({
      'macros/m.sql':
        '{% macro one() %}1{% endmacro %}{% macro two() %}{{ one() }} + 1{% endmacro %}{% macro now() %}{{ dbt.current_timestamp() }}{% endmacro %}',
      'models/b.sql': `select {{ two() }} as two, {{ now() }} as now, {{ dbt.type_int() }} as type,
        '{{ invocation_id }}' as id, {{ var('v') }} as v, '{{ env_var('E', 'none') }}' as e`,
      'models/u.yml': ofB(
        '[]',
        '{rows: [{two: 8, now: then, type: int!, id: "123", v: 5, e: env}]}',
        `, overrides: {macros: {one: 7, current_timestamp: "'then'", dbt.type_int: "'int!'", invocation_id: 123}, vars: {v: 5}, env_vars: {E: env}}`,
      ),
    });
    expect((await p.test()).statuses).toEqual({ t: 'pass' });
  });
});

describe('mistakes', () => {
  test('a row that names what is no column', async () => {
    const p = await project(
      {
        ...LENGTHS,
        'models/u.yml': mark`unit_tests:
  - name: input
    model: b
    given:
      - input: ref('a')
        rows:
          - {id: 1, name: null}
          - «{nme: x}»
          - {id: 1, name: x}
    expect: {rows: []}
  - name: output
    model: b
    given: [{input: ref('a'), rows: []}]
    expect:
      rows:
        - «{ide: 1}»`,
      },
      { threads: 1 },
    );
    const ran = await p.test();
    expect(ran.statuses).toEqual({ input: 'error', output: 'error' });
    const place = (n: number) => `TD223 models/u.yml:${p.mark(n).line}:${p.mark(n).column}`;
    expect(p.problems).toEqual([place(0), place(1)]);
    expect(p.diagnostics[0]).toMatchObject({
      message:
        "Invalid column name: 'nme' in unit test fixture for 'a'.\nAccepted columns for 'a' are: ['id', 'name']",
      help: 'did you mean "name"?',
    });
    expect(p.diagnostics[1]?.message).toContain(
      "Invalid column name: 'ide' in unit test fixture for expected output.",
    );
  });

  test('an input that is not given, does not exist or cannot be read', async () => {
    const p = await project(
      {
        ...LENGTHS,
        'models/u.yml': mark`unit_tests:
  - {name: one, model: b, given: [], expect: {rows: []}}
  - {name: two, model: b, given: [{«input»: ref('aa'), rows: []}], expect: {rows: []}}
  - {name: zoo, model: b, given: [{«input»: a, rows: []}], expect: {rows: []}}`,
      },
      { threads: 1 },
    );
    const ran = await p.test();
    const place = (n: number) => `TD222 models/u.yml:${p.mark(n).line}:${p.mark(n).column}`;
    expect(p.problems).toEqual(['TD222 models/b.sql:1:46', place(0), place(1)]);
    expect(ran.results.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^Compilation Error in unit_test one/),
      expect.stringContaining('which was not found in the manifest'),
      expect.stringContaining("must be either a 'ref', 'source' or 'this' call. Got: 'a'."),
    ]);
  });

  test('a value that does not fit its column is told at its rows', async () => {
    const p = await project({
      ...LENGTHS,
      'models/u.yml': ofB("[{input: ref('a'), rows: [{id: abc}]}]", '{rows: []}'),
    });
    const ran = await p.test();
    expect(ran.results[0]).toMatchObject({ status: 'error' });
    expect(said(ran)).toContain("An error occurred during execution of unit test 't'.");
    expect(said(ran)).toContain('abc');
    expect(p.diagnostics[0]).toMatchObject({ code: 'TD501', at: { file: 'models/u.yml' } });
  });

  test('an input of which nothing is known', async () => {
    const p = await project({
      'models/b.sql': "select * from {{ source('x', 't') }}",
      'models/u.yml': `sources: [{name: x, tables: [{name: t}]}]\n${ofB("[{input: \"source('x', 't')\", rows: []}]", '{rows: []}')}`,
    });
    expect(said(await p.test())).toContain("because the relation doesn't exist");
    expect(p.diagnostics[0]?.code).toBe('TD223');
  });
});
