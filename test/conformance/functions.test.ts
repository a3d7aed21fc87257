/** Cross-database functions give the same values everywhere, whatever they are rendered to. */
import { expect, test } from 'vitest';
import { onEachAdapter } from './adapters.ts';

const date = (text: string): string => `"cast('${text}' as date)"`;
const day = (expression: string): string => `cast(cast({{ ${expression} }} as date) as varchar(10))`;

/** SQL of one value, and the value. */
const VALUES: readonly (readonly [sql: string, value: unknown])[] = [
  [day(`dateadd('day', 3, ${date('2024-02-27')})`), '2024-03-01'],
  [day(`dateadd('month', 1, ${date('2024-01-31')})`), '2024-02-29'],
  [day(`dateadd('month', -1, ${date('2024-03-31')})`), '2024-02-29'],
  [day(`dateadd('year', 1, ${date('2024-02-29')})`), '2025-02-28'],
  [day(`dateadd('week', 2, ${date('2024-12-25')})`), '2025-01-08'],
  [day(`dateadd('quarter', 1, ${date('2024-11-30')})`), '2025-02-28'],
  [`{{ datediff(${date('2024-02-28')}, ${date('2024-03-01')}, 'day') }}`, 2],
  [`{{ datediff(${date('2024-01-31')}, ${date('2024-02-01')}, 'month') }}`, 1],
  [`{{ datediff(${date('2023-12-31')}, ${date('2024-01-01')}, 'year') }}`, 1],
  [`{{ datediff(${date('2023-12-31')}, ${date('2024-04-01')}, 'quarter') }}`, 2],
  [`{{ datediff(${date('2024-03-01')}, ${date('2024-02-28')}, 'day') }}`, -2],
  [
    `{{ datediff("cast('2024-01-01 10:59:59' as timestamp)", "cast('2024-01-01 11:00:00' as timestamp)", 'hour') }}`,
    1,
  ],
  [day(`date_trunc('month', ${date('2024-02-29')})`), '2024-02-01'],
  [day(`date_trunc('quarter', ${date('2024-06-30')})`), '2024-04-01'],
  [day(`last_day(${date('2024-02-10')}, 'month')`), '2024-02-29'],
  [day(`last_day(${date('2024-02-10')}, 'quarter')`), '2024-03-31'],
  [day(`last_day(${date('2024-02-10')}, 'year')`), '2024-12-31'],
  [day('date(2024, 2, 29)'), '2024-02-29'],
  [`{{ split_part("'a|b|c'", "'|'", 2) }}`, 'b'],
  [`{{ split_part("'a|b|c'", "'|'", 1) }}`, 'a'],
  [`{{ split_part("'a|b|c'", "'|'", -1) }}`, 'c'],
  [`{{ split_part("'abc'", "'|'", 1) }}`, 'abc'],
  [`{{ concat(["'a'", "'b'", "'c'"]) }}`, 'abc'],
  [`{{ replace("'banana'", "'an'", "'o'") }}`, 'booa'],
  [`{{ right("'banana'", 3) }}`, 'ana'],
  [`{{ right("'banana'", 0) }}`, ''],
  [`{{ length("'é✓'") }}`, 2],
  [`{{ position("'nan'", "'banana'") }}`, 3],
  [`{{ position("'x'", "'banana'") }}`, 0],
  [`{{ hash("'a'") }}`, '0cc175b9c0f1b6a831c399e269772661'],
  [`{{ string_literal(escape_single_quotes("it's")) }}`, "it's"],
  [`{{ safe_cast("'12'", type_int()) }}`, 12],
  [`{{ cast("'12'", type_bigint()) }}`, 12],
  [`case when {{ equals('null', 'null') }} then 1 else 0 end`, 0],
];

/** Aggregates over `(values) as t(g, v, n)`. */
const GROUPED: readonly (readonly [sql: string, values: readonly unknown[]])[] = [
  [`{{ listagg('v', "', '", 'order by n') }}`, ['x, y, z', 'w']],
  [`{{ listagg('v', "'-'", 'order by n desc', 2) }}`, ['z-y', 'w']],
  [`case when {{ bool_or('n > 2') }} then 1 else 0 end`, [1, 0]],
  [`{{ any_value('g') }}`, ['a', 'b']],
];

onEachAdapter('functions', (place) => {
  test('of one value', async () => {
    const columns = VALUES.map(([sql], n) => `${sql} as c${n}`);
    const p = await place.project({
      'models/f.sql': `{{ config(materialized='table') }} select ${columns.join(',\n')}`,
      'macros/m.sql':
        "{% macro values() %}{{ return(run_query('select * from ' ~ ref('f')).rows[0].values() | list) }}{% endmacro %}",
    });
    expect([(await p.run()).statuses, p.diagnostics.map((one) => one.message)]).toEqual([
      { f: 'success' },
      [],
    ]);
    const found = (await p.runOperation('values')).value;
    // Whole numbers may come as floats: the warehouse's own functions differ in that.
    const text = (value: unknown): string => String(value).replace(/\.0$/, '');
    const shown = (values: unknown): unknown =>
      Array.isArray(values) ? values.map((value, n) => `${VALUES[n]?.[0]} = ${text(value)}`) : values;
    expect(shown(found)).toEqual(shown(VALUES.map(([, value]) => value)));
  });

  test.each(GROUPED)('of groups: %s', async (sql, values) => {
    const rows =
      "select 'a' as g, 'y' as v, 2 as n union all select 'a', 'z', 3 union all select 'a', 'x', 1 union all select 'b', 'w', 1";
    const p = await place.project({
      'models/f.sql': `{{ config(materialized='table') }} select g, ${sql} as r from (${rows}) as t group by g`,
      'macros/m.sql':
        "{% macro values() %}{{ return(run_query('select g, r from ' ~ ref('f') ~ ' order by g').columns[1].values() | list) }}{% endmacro %}",
    });
    expect([(await p.run()).statuses, p.diagnostics.map((one) => one.message)]).toEqual([
      { f: 'success' },
      [],
    ]);
    expect((await p.runOperation('values')).value).toEqual(values);
  });

  test('series, spines, sets and arrays', async () => {
    const p = await place.project({
      'models/days.sql': `{{ config(materialized='table') }} {{ date_spine('day', "cast('2024-02-27' as date)", "cast('2024-03-02' as date)") }}`,
      'models/numbers.sql': "{{ config(materialized='table') }} {{ generate_series(7) }}",
      'models/sets.sql':
        '(select 1 as n {{ except() }} select 2) union all (select 3 {{ intersect() }} select 3)',
      'models/lists.sql': `{{ config(materialized='table') }} select cast({{ array_append(array_construct([1, 2]), 3) }} as {{ 'text' }}) as a, cast({{ array_concat(array_construct([1]), array_construct([2])) }} as text) as b`,
      'macros/m.sql': `{% macro values() %}{{ return([
        run_query('select count(*) from ' ~ ref('days')).rows[0][0],
        run_query('select cast(max(cast(date_day as date)) as varchar(10)) from ' ~ ref('days')).rows[0][0],
        run_query('select sum(generated_number) from ' ~ ref('numbers')).rows[0][0] | int,
        run_query('select n from ' ~ ref('sets') ~ ' order by n').columns[0].values() | list,
        (run_query('select a, b from ' ~ ref('lists')).rows[0].values() | list) | map('replace', ' ', '') | map('trim', '{}[]') | list,
      ]) }}{% endmacro %}`,
    });
    expect([(await p.run()).exitCode, p.diagnostics.map((one) => one.message)]).toEqual([0, []]);
    expect((await p.runOperation('values')).value).toEqual([4, '2024-03-01', 28, [1, 3], ['1,2,3', '1,2']]);
  });
});
