import type { Case } from './case.ts';

const cents = { 'macros/m.sql': '{% macro cents(x) %}{{ x }}{% endmacro %}' };

/** Mistakes in templates. */
export const TEMPLATES: readonly Case[] = [
  {
    name: 'an unclosed expression',
    files: { 'models/a.sql': "select 1\nfrom {{ ref('b')" },
    exit: 2,
    says: ['TD302', 'models/a.sql:2:6', 'help: close it with }}'],
  },
  {
    name: 'an unclosed if',
    files: { 'models/a.sql': 'select 1\n  {% if true %}\nas id' },
    exit: 2,
    says: ['TD302', 'models/a.sql:2:3', 'help: close it with {% endif %}'],
  },
  {
    name: 'an expression that makes no sense',
    files: { 'models/a.sql': 'select {{ 1 + }} as id' },
    exit: 2,
    says: ['TD301', 'models/a.sql:1:15'],
  },
  {
    name: 'an unknown macro',
    files: { ...cents, 'models/a.sql': 'select {{ cent(1) }} as id' },
    exit: 1,
    says: ["'cent' is undefined", 'models/a.sql:1:11', 'did you mean "cents"?'],
  },
  {
    name: 'too many arguments',
    files: { ...cents, 'models/a.sql': 'select\n  {{ cents(1, 2) }} as id' },
    exit: 2,
    says: ['TD304', "macro 'cents' takes not more than 1 argument(s)", /^ *models\/a\.sql:2:6$/m],
  },
  {
    name: 'an argument that the macro has not',
    files: { ...cents, 'models/a.sql': 'select {{ cents(y=2) }} as id' },
    exit: 2,
    says: ['TD304', "takes no keyword argument 'y'", /^ *models\/a\.sql:1:11$/m],
  },
  {
    name: 'too few arguments of a function',
    files: { 'models/a.sql': 'select {{ ref() }} as id' },
    exit: 2,
    says: ['models/a.sql:1:11', 'ref'],
  },
  {
    name: 'an undefined name that is looked into',
    files: { 'models/a.sql': 'select {{ nothing.here }} as id' },
    exit: 1,
    says: ['TD303', "'nothing' is undefined", 'models/a.sql:1:11'],
  },
  {
    name: 'an undefined name that is printed renders as nothing',
    files: { 'models/a.sql': 'select 1 {{ nothing }} as id' },
    exit: 0,
    says: ['PASS=1'],
  },
  {
    name: 'a number and a text that are added',
    files: { 'models/a.sql': "select {{ 1 + 'a' }} as id" },
    exit: 2,
    says: ['TD305', 'unsupported operand type', 'models/a.sql:1:11'],
  },
  {
    name: 'an unknown filter',
    files: { 'models/a.sql': "select {{ 'a' | uper }} as id" },
    exit: 2,
    says: ['TD306', "No filter named 'uper'", 'models/a.sql:1:', 'did you mean "upper"?'],
  },
  {
    name: 'import in a template',
    files: { 'models/a.sql': "{% import 'x' as y %}select 1" },
    exit: 2,
    says: ['TD307', 'models/a.sql:1:1', 'help: call a macro instead'],
  },
  {
    name: 'endless recursion',
    files: {
      'macros/m.sql': '{% macro f(x) %}{{ f(x) }}{% endmacro %}',
      'models/a.sql': 'select {{ f(1) }}',
    },
    exit: 2,
    says: [
      'TD308',
      'macros/m.sql:1:20',
      /in f at macros\/m\.sql:1:20 \(\d+ times\)/,
      'in f at models/a.sql:1:11',
    ],
  },
  {
    name: 'a range without end',
    files: { 'models/a.sql': 'select {% for i in range(10**12) %}1{% endfor %}' },
    exit: 2,
    says: ['TD308', 'models/a.sql:1:20'],
  },
  {
    name: 'what a macro refuses, with the way there',
    files: {
      'macros/m.sql': "{% macro check(x) %}{{ exceptions.raise_compiler_error('no ' ~ x) }}{% endmacro %}",
      'models/a.sql': "select {{ check('way') }}",
    },
    exit: 2,
    says: ['TD309', 'no way', 'macros/m.sql:1:24', 'in check at models/a.sql:1:11'],
  },
  {
    name: 'the answer of a query while the project is read',
    files: { 'models/a.sql': "select {{ run_query('select 1').columns[0].values()[0] }} as id" },
    exit: 2,
    says: [
      'TD303',
      'models/a.sql:1:11',
      'help: a query has no answer while the project is read',
      '{% if execute %}',
    ],
  },
  {
    name: 'a missing variable',
    files: { 'models/a.sql': "select {{ var('day') }}" },
    exit: 1,
    says: ['TD111', 'models/a.sql:1:11', "Required var 'day' not found", 'help: pass it: --vars'],
  },
  {
    name: 'a missing environment variable',
    files: { 'models/a.sql': "select {{ env_var('NO_SUCH_THING') }}" },
    exit: 2,
    says: ['TD109', 'models/a.sql:1:11', 'NO_SUCH_THING'],
  },
  {
    name: 'a secret in a model',
    files: { 'models/a.sql': "select {{ env_var('DBT_ENV_SECRET_X') }}" },
    env: { DBT_ENV_SECRET_X: 'hush-hush' },
    exit: 2,
    says: ['TD110', 'models/a.sql:1:11', /^(?!.*hush-hush)/s],
  },
  {
    name: 'a ref that parsing could not see',
    files: {
      'models/a.sql': 'select 1 as id',
      'models/b.sql': "{% if execute %}select * from {{ ref('a') }}{% else %}select 1{% endif %}",
    },
    exit: 1,
    says: ['TD312', 'models/b.sql:1:34', "-- depends_on: {{ ref('a') }}"],
  },
  {
    name: 'an operation that refs an ephemeral model',
    files: {
      'models/a.sql': "{{ config(materialized='ephemeral') }} select 1 as id",
      'macros/m.sql': "{% macro look() %}{{ run_query('select * from ' ~ ref('a')) }}{% endmacro %}",
    },
    args: ['run-operation', 'look'],
    exit: 1,
    says: ['TD313', 'macros/m.sql:1:'],
  },
  {
    name: 'a query under --no-introspect',
    files: {
      'models/a.sql':
        "select 1 as id\n{% if execute %}{{ run_query('select 1').columns | length }}{% endif %}",
    },
    args: ['compile', '--no-introspect'],
    exit: 2,
    says: ['TD314', 'models/a.sql:2:', 'connection never acquired for thread'],
  },
];
