import { type Case, describedAs } from './case.ts';

const seed = (text: string | Buffer) => ({ 'seeds/s.csv': text });

/** Mistakes that show when nodes run. */
export const RUNNING: readonly Case[] = [
  {
    name: 'SQL that the warehouse refuses is shown at the line of the model',
    files: {
      'models/a.sql':
        "{{ config(materialized='table') }}\n{% set x = 1 %}\n\nselect {{ x }} as id,\n       no_such_column\n",
    },
    exit: 1,
    says: [
      'TD501',
      'models/a.sql:5:8',
      'no_such_column',
      '│        ^^^^^^^^^^^^^^\n',
      'target/compiled/test/models/a.sql',
    ],
  },
  {
    name: 'a ragged CSV',
    files: seed('id,name\n1,a\n2,b,c\n'),
    args: ['seed'],
    exit: 1,
    says: ['TD504', 'seeds/s.csv:3:1', 'this row has 3 values, but the header names 2 columns'],
  },
  {
    name: 'a quote that does not end in a CSV',
    files: seed('id,name\n1,"a\n2,b\n'),
    args: ['seed'],
    exit: 1,
    says: ['TD504', 'seeds/s.csv:2:1', 'begins here and never ends'],
  },
  {
    name: 'odd quoting that can be read',
    files: seed('id,"first, last"\n1,"a,\nb ""c"\n2,x"y\n'),
    args: ['seed'],
    exit: 0,
    says: ['INSERT 2'],
  },
  {
    name: 'a CSV that is not UTF-8',
    files: seed(Buffer.from('id,name\n1,caf\xe9\n', 'latin1')),
    args: ['seed'],
    exit: 2,
    says: ['TD113', 'seeds/s.csv:2:6', 'not UTF-8', 'help: save the file as UTF-8'],
  },
  {
    name: 'a data test that fails',
    files: describedAs(
      '    columns: [{name: id, data_tests: [{accepted_values: {arguments: {values: [2]}}}]}]\n',
    ),
    args: ['build'],
    exit: 1,
    says: ['TD502', 'models/s.yml:3:', 'Got 1 result, configured to fail if != 0', 'target/compiled/'],
  },
  {
    name: 'a data test that warns',
    files: { 'models/a.sql': 'select 1 as id', 'tests/t.sql': "{{ config(severity='warn') }} select 1" },
    args: ['build'],
    exit: 0,
    says: ['warning TD503', 'tests/t.sql:1:1', 'Got 1 result, configured to warn if != 0'],
  },
  {
    name: 'a hook that fails',
    files: {
      'models/a.sql': 'select 1 as id',
      'dbt_project.yml': 'name: test\nversion: "1.0"\non-run-start:\n  - select no_such_thing\n',
    },
    exit: 1,
    says: ['TD507', 'no_such_thing', 'on-run-start', /^ *dbt_project\.yml:4:\d+$/m],
  },
  {
    name: 'an operation that does not exist',
    files: { 'macros/m.sql': '{% macro greet() %}{% endmacro %}' },
    args: ['run-operation', 'gret'],
    exit: 2,
    says: ['TD508', 'gret', 'did you mean "greet"?'],
  },
  {
    name: 'a source whose freshness cannot be measured',
    files: {
      'models/a.sql': 'select 1 as id',
      'models/s.yml':
        'sources:\n  - name: raw\n    schema: main\n    tables:\n      - name: t\n        config: {loaded_at_field: loaded_at, freshness: {error_after: {count: 1, period: day}}}\n',
    },
    args: ['source', 'freshness'],
    exit: 1,
    says: ['TD501', 't does not exist', 'models/s.yml:5:9'],
  },
  {
    name: 'a materialization that returns nothing',
    files: {
      'macros/m.sql':
        "{% materialization odd, default %}{% call statement('main') %}select 1{% endcall %}{% endmaterialization %}",
      'models/a.sql': "{{ config(materialized='odd') }} select 1",
    },
    exit: 1,
    says: ['TD510', 'models/a.sql', "return({'relations': [target_relation]})"],
  },
  {
    name: 'a warning of a template',
    files: { 'models/a.sql': "{{ exceptions.warn('careful') }} select 1 as id" },
    exit: 0,
    says: [/^(?:(?!TD311).)*warning TD311: careful(?:(?!TD311).)*$/s, 'models/a.sql:1:4'],
  },
];
