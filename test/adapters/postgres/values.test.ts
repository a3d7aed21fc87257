import { beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../support/postgres.ts';
import { project, type TestProject } from '../../support/project.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});

/** A value in SQL, as JSON of `show` has it, in CSV and in templates where these are not the same. */
const VALUES: readonly (readonly [
  name: string,
  sql: string,
  json: unknown,
  csv?: string,
  printed?: string,
])[] = [
  ['nu', '12345678901234567890.123456789012345678::numeric', '12345678901234567890.123456789012345678'],
  ['na', `'NaN'::numeric`, '"NaN"', 'NaN', 'nan'],
  ['bi', `'-9223372036854775808'::bigint`, '-9223372036854775808'],
  ['fl', `'Infinity'::float8`, '"Infinity"', 'Infinity', 'inf'],
  ['ti', `'infinity'::timestamp`, '"infinity"'],
  ['bc', `'0044-03-15 BC'::date`, '"0044-03-15 BC"'],
  ['yk', `'10000-01-01 00:00:00.5'::timestamp`, '"10000-01-01 00:00:00.5"'],
  [
    'tz',
    `'2024-02-29 23:59:59.999999+00'::timestamptz`,
    '"2024-02-29T23:59:59.999999+00:00"',
    '2024-02-29T23:59:59.999999+00:00',
    '2024-02-29 23:59:59.999999+00:00',
  ],
  ['tm', `'24:00'::time`, '"24:00:00"'],
  [
    'ai',
    'array[9223372036854775807, null]::bigint[]',
    '"[9223372036854775807, null]"',
    '"{9223372036854775807,NULL}"',
    '[9223372036854775807, null]',
  ],
  [
    'at',
    `array['a,"b"', null]`,
    String.raw`"[\"a,\\\"b\\\"\", null]"`,
    String.raw`"{""a,\""b\"""",NULL}"`,
    String.raw`["a,\"b\"", null]`,
  ],
  [
    'js',
    `'{"a": 12345678901234567890.10}'::json`,
    String.raw`"{\"a\": 12345678901234567890.10}"`,
    '"{""a"": 12345678901234567890.10}"',
    '{"a": 12345678901234567890.10}',
  ],
  [
    'by',
    String.raw`'\xdeadbeef'::bytea`,
    String.raw`"\\xdeadbeef"`,
    String.raw`\xdeadbeef`,
    String.raw`\xdeadbeef`,
  ],
  ['ra', `int4range(1, 5)`, '"[1,5)"', '"[1,5)"', '[1,5)'],
  ['iv', `'1 year -2 days 03:04:05.678'::interval`, '"1 year -2 days +03:04:05.678"'],
  ['uu', `'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::uuid`, '"a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"'],
  ['mo', `'12345.67'::money`, '"$12,345.67"', '"$12,345.67"', '$12,345.67'],
];
const SELECT = `select ${VALUES.map(([name, sql]) => `${sql} as ${name}`).join(', ')}`;
const bare = (json: unknown): string => String(json).replace(/^"(.*)"$/, '$1');

test('show and templates have every digit of every type', async () => {
  const one = await project({
    'project.yml': database.projectYml('values'),
    'macros/all.sql': `{% macro all_values() %}{% set row = run_query(${JSON.stringify(SELECT)}).rows[0] %}{% for value in row %}{{ print(value) }}{% endfor %}{% endmacro %}`,
  });
  const json = (await one.show({ inline: SELECT, output: 'json' })).output.join('');
  for (const [name, , text] of VALUES) expect(json).toContain(`"${name}": ${text}`);
  const csv = (await one.show({ inline: SELECT, output: 'csv' })).output.join('\n').split('\n');
  expect(csv[1]).toBe(VALUES.map(([, , text, own]) => own ?? bare(text)).join(','));
  const text = (await one.show({ inline: SELECT.replace(/.*?,/, 'select '), output: 'text' })).output.join(
    '',
  );
  expect(text).toContain('-9,223,372,036,85...');
  await one.runOperation('all_values');
  const printed = one.events.flatMap((event) => (event.type === 'template:print' ? [event.message] : []));
  expect(printed).toEqual(VALUES.map(([, , text, , own]) => own ?? bare(text)));
});

const statuses = async (one: TestProject) => (await one.build()).statuses;

test('unit tests and snapshots tell values apart by their last digit, and arrays from each other', async () => {
  const unitTest = (expected: string): string => `unit_tests:
  - name: exact
    model: m
    given:
      - input: ref('t')
        rows: [{nu: 12345678901234567890.123456789012345678, bi: -9223372036854775808, ai: [9223372036854775807, null], at: ['a,"b"', null], ti: infinity, bc: 0044-03-15 BC, ra: "[1,5)", mo: "$12,345.67"}]
    expect:
      rows: [{${expected}, bi: -9223372036854775808, ai: [9223372036854775807, null], at: ['a,"b"', null], ti: infinity, bc: 0044-03-15 BC, ra: "[1,5)", mo: "$12,345.67"}]
`;
  const one = await project({
    'project.yml': database.projectYml('exact'),
    'models/t.sql': `{{ config(materialized='table') }} ${SELECT}`,
    'models/m.sql': `select nu, bi, ai, at, ti, bc, ra, mo from {{ ref('t') }}`,
    'models/m.yml': unitTest('nu: 12345678901234567890.123456789012345678'),
    'snapshots/s.yml': `snapshots: [{name: s, relation: ref('t'), config: {strategy: check, unique_key: uu, check_cols: [${VALUES.map(
      ([name]) => name,
    )
      .filter((name) => name !== 'js')
      .join(', ')}]}}]`,
  });
  for (let n = 0; n < 2; n++)
    expect(await statuses(one)).toEqual({ t: 'success', m: 'success', s: 'success', exact: 'pass' });
  expect(await database.rows('select count(*) from exact.s')).toEqual([['1']]);
  one.write('models/t.sql', `{{ config(materialized='table') }} ${SELECT.replace('345678::', '345679::')}`);
  one.write('models/m.yml', unitTest('nu: 12345678901234567890.123456789012345679'));
  expect(await statuses(one)).toMatchObject({ s: 'success', exact: 'fail' });
  expect(await database.rows('select nu, dbt_valid_to is null from exact.s order by 2')).toEqual([
    ['12345678901234567890.123456789012345678', 'f'],
    ['12345678901234567890.123456789012345679', 't'],
  ]);
});
