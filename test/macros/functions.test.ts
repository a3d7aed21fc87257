import { beforeAll, expect, test } from 'vitest';
import { project } from '../support/project.ts';

/** Calls of cross-database functions and what they are in a compiled model. */
const RENDERED: Readonly<Record<string, string>> = {
  "dbt.any_value('x')": 'arbitrary(x)',
  "dbt.bool_or('x')": 'bool_or(x)',
  'dbt.array_construct([1, 2])': 'array[ 1 , 2 ]',
  "dbt.array_construct([], 'text')": 'array[]::text[]',
  "dbt.cast('a', api.Column.translate_type('string'))": 'cast(a as TEXT)',
  "dbt.safe_cast('a', 'int')": 'cast(a as int)',
  'dbt.concat(["a", "\'-\'", "b"])': "a || '-' || b",
  'dbt.escape_single_quotes("it\'s")': "it''s",
  "dbt.hash('a')": 'md5(cast(a as TEXT))',
  "dbt.length('a')": 'length( a )',
  "dbt.position('x', 'a')": 'position( x in a )',
  "dbt.replace('a', 'b', 'c')": 'replace( a, b, c )',
  "dbt.right('a', 3)": 'right( a, 3 )',
  "dbt.string_literal('x')": "'x'",
  'dbt.except()': 'except',
  'dbt.intersect()': 'intersect',
  'dbt.date(2024, 1, 2)': 'make_date(2024, 1, 2)',
  "dbt.date_trunc('month', 'd')": "date_trunc('month', d)",
  "dbt.dateadd('day', 1, 'd')": '(d + cast(1 as bigint) * interval 1 day)',
  "dbt.dateadd('week', 'n', 'd')": '(d + (cast(n as bigint) * 7) * interval 1 day)',
  "dbt.dateadd('quarter', 2, 'd')": '(d + (cast(2 as bigint) * 3) * interval 1 month)',
  "dbt.datediff('a', 'b', 'month')": "(date_diff('month', a::timestamp, b::timestamp ))",
  "dbt.last_day('d', 'month')":
    "cast( ((date_trunc('month', d) + cast(1 as bigint) * interval 1 month) + cast(-1 as bigint) * interval 1 day) as date)",
  'dbt.type_string()': 'TEXT',
  'dbt.type_timestamp()': 'timestamp',
  'dbt.type_float()': 'float',
  'dbt.type_numeric()': 'numeric(28,6)',
  'dbt.type_bigint()': 'bigint',
  'dbt.type_int()': 'integer',
  'dbt.type_boolean()': 'boolean',
  "dbt.equals('a', 'b')": '(a = b)',
  "dbt.listagg('m', \"','\", 'order by x')": "string_agg( m, ',' order by x )",
  "dbt.listagg('m', \"','\", 'order by x', 2)":
    "list_aggr( (array_agg( m order by x ))[1:2], 'string_agg', ',' )",
  "dbt.split_part('a', \"','\", 2)": "string_split(a, ',')[ 2 ]",
  'dbt.current_timestamp()': 'now()',
  'dbt.current_timestamp_backcompat()': 'current_timestamp::timestamp',
  'dbt.snapshot_get_time()': 'now()::timestamp',
  'dbt.generate_series(3)': 'select generate_series as generated_number from generate_series(1, 3)',
  "dbt.get_intervals_between(\"'2024-01-01'::date\", \"'2024-01-05'::date\", 'day')": '4',
  'dbt.get_powers_of_two(9)': '4',
};

/** The tokens of SQL: spaces between them do not count. */
const tokens = (sql: string): string => (sql.match(/'[^']*'|\w+|[^\w\s]/g) ?? []).join(' ');

let rendered: string[] = [];

beforeAll(async () => {
  const calls = Object.keys(RENDERED).map((call) => `{{ ${call} }}\n===`);
  const p = await project({ 'analyses/calls.sql': calls.join('\n') });
  await p.compile();
  rendered = p.read('target/compiled/test/analyses/calls.sql').split('===');
  p.remove();
});

test.each(Object.entries(RENDERED).map(([call, sql], index) => [call, sql, index] as const))(
  '%s',
  (_call, sql, index) => {
    expect(tokens(rendered[index] ?? '')).toBe(tokens(sql));
  },
);

test('a date spine has one row per day', async () => {
  const p = await project({
    'models/days.sql': `{{ dbt.date_spine('day', "'2024-02-27'::date", "'2024-03-02'::date") }}`,
  });
  await p.run();
  expect(await p.query('select count(*), max(date_day)::date::text from days')).toEqual([[4, '2024-03-01']]);
});

test('weeks between two days begin on Sunday', async () => {
  const diff = `{{ dbt.datediff("'2024-01-06'::date", "'2024-01-07'::date", 'week') }}`;
  const p = await project({ 'models/a.sql': `select ${diff} as weeks` });
  await p.run();
  expect(await p.query('select weeks from a')).toEqual([[1]]);
});
