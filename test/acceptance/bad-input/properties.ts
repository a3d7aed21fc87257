import { type Case, describedAs, one, projectWith } from './case.ts';

/** Mistakes in what is said about models, and between models. */
export const PROPERTIES: readonly Case[] = [
  {
    name: 'two models of one name',
    files: { 'models/a.sql': 'select 1', 'models/sub/a.sql': 'select 2' },
    exit: 2,
    says: ['TD203', 'models/a.sql', 'models/sub/a.sql', 'help: rename one of the two'],
  },
  {
    name: 'two models in one place',
    files: {
      'models/a.sql': "{{ config(alias='x') }} select 1",
      'models/b.sql': "{{ config(alias='x') }} select 1",
    },
    exit: 2,
    says: ['TD204', 'models/a.sql', 'models/b.sql', 'help: give one of the two another alias or schema'],
  },
  {
    name: 'a missing ref',
    files: {
      'models/stg_accounts.sql': 'select 1 as id',
      'models/b.sql': "select *\nfrom {{ ref('stg_acounts') }}",
    },
    exit: 2,
    says: ['TD201', 'models/b.sql:2:9', 'did you mean "stg_accounts"?', '│'],
  },
  {
    name: 'two problems are told together',
    files: {
      'models/a.sql': "select * from {{ ref('x1') }}",
      'models/b.sql': "select * from {{ source('x2', 'y') }}",
    },
    exit: 2,
    says: ["TD201: Model 'model.test.a'", "TD202: Model 'model.test.b'", 'x1', 'x2.y'],
  },
  {
    name: 'a ref of a disabled model',
    files: {
      'models/a.sql': '{{ config(enabled=false) }} select 1 as id',
      'models/b.sql': "select * from {{ ref('a') }}",
    },
    exit: 2,
    says: ['TD214', 'models/b.sql:1:18', 'model.test.a'],
  },
  {
    name: 'a cycle',
    files: {
      'models/a.sql': "select * from {{ ref('b') }}",
      'models/b.sql': "\nselect * from {{ ref('a') }}",
    },
    exit: 2,
    says: ['TD401', 'models/a.sql:1:18', 'models/b.sql:2:18'],
  },
  {
    name: 'a name with a space',
    files: { 'models/my model.sql': 'select 1' },
    exit: 2,
    says: ['TD218', 'models/my model.sql', 'help: call it my_model'],
  },
  {
    name: 'a tab in YAML',
    files: { ...one, 'models/s.yml': 'models:\n\t- name: a\n' },
    exit: 2,
    says: ['TD102', 'models/s.yml:2:1', 'help: indent with spaces'],
  },
  {
    name: 'a bracket in YAML that never closes',
    files: describedAs('    config: {tags: [x\n'),
    exit: 2,
    says: ['TD102', 'models/s.yml:3:'],
  },
  {
    name: 'a mapping where a list belongs',
    files: { ...one, 'models/s.yml': 'models:\n  a: 1\n' },
    exit: 2,
    says: ['TD206', 'models/s.yml:1:1', 'help: begin each entry below it with "- name: …"'],
  },
  {
    name: 'a list where a text belongs',
    files: describedAs('    description: [x]\n'),
    exit: 2,
    says: ['TD206', 'models/s.yml:3:', 'description'],
  },
  {
    name: 'properties without a name',
    files: { ...one, 'models/s.yml': 'models:\n  - description: x\n' },
    exit: 2,
    says: ['TD206', 'models/s.yml:2:', 'name'],
  },
  {
    name: 'a key that stands twice: the last wins',
    files: describedAs('    description: x\n    description: y\n'),
    exit: 0,
    says: ['warning TD103', 'models/s.yml:4:5', 'PASS=1'],
  },
  {
    name: 'an empty model is left out',
    files: { ...one, 'models/empty.sql': '\n  \n' },
    exit: 0,
    says: ['warning TD211', 'models/empty.sql:1:1', 'PASS=1'],
  },
  {
    name: 'an unknown key in properties',
    files: describedAs('    descripton: x\n'),
    exit: 0,
    says: ['warning TD205', 'models/s.yml:3:5', 'did you mean "description"?'],
  },
  {
    name: 'properties of nothing',
    files: { ...one, 'models/s.yml': 'models:\n  - name: aa\n' },
    exit: 0,
    says: ['warning TD207', 'models/s.yml:2:', 'aa'],
  },
  {
    name: 'properties that stand twice',
    files: { ...describedAs(''), 'models/t.yml': 'models:\n  - name: a\n' },
    exit: 2,
    says: ['TD208', 'models/t.yml:2:5', 'help: keep one of the two: the other is at models/s.yml:2'],
  },
  {
    name: 'a test that does not exist',
    files: describedAs('    columns:\n      - name: id\n        data_tests: [not_nul]\n'),
    args: ['build'],
    exit: 1,
    says: ['TD209', 'models/s.yml:5:22', 'did you mean "not_null"?'],
  },
  {
    name: 'a test without an argument that it needs',
    files: describedAs('    columns:\n      - name: id\n        data_tests: [accepted_values]\n'),
    args: ['build'],
    exit: 1,
    says: ['TD217', 'models/s.yml:5:', 'values'],
  },
  {
    name: 'a test of something that is missing',
    files: { ...one, 'tests/t.sql': "select * from {{ ref('b') }}" },
    args: ['test'],
    exit: 0,
    says: ['warning TD215', 'tests/t.sql:1:', "'b'"],
  },
  {
    name: 'a description that asks for a missing doc block',
    files: describedAs('    description: "{{ doc(\'accounts\') }}"\n'),
    exit: 2,
    says: ['TD210', 'models/s.yml:3:', 'accounts'],
  },
  {
    name: 'a config of the wrong type',
    files: { ...one, 'models/b.sql': "select 1 as id\n{{ config(meta='x') }}" },
    exit: 2,
    says: ['TD212', 'models/b.sql:2:', 'meta'],
  },
  {
    name: 'configs for a folder that is not there',
    files: { ...one, ...projectWith('models:\n  test:\n    stagng: {+materialized: table}\n') },
    exit: 0,
    says: ['warning TD216', 'dbt_project.yml:5:', 'models.test.stagng'],
  },
  {
    name: 'an old spelling in properties',
    files: describedAs(
      '    columns:\n      - name: id\n        data_tests: [{accepted_values: {values: [1]}}]\n',
    ),
    exit: 0,
    says: ['TD219', 'models/s.yml:5:', 'arguments:'],
  },
  {
    name: 'a materialization that does not exist',
    files: { 'models/a.sql': "{{ config(materialized='tabel') }} select 1" },
    exit: 1,
    says: ['TD220', 'models/a.sql:1:', 'tabel'],
  },
  {
    name: 'a model in Python',
    files: { ...one, 'models/p.py': 'def model(dbt, session):\n    return 1\n' },
    exit: 1,
    says: ['TD606', 'models/p.py:1:1', 'help: write the model in SQL'],
  },
];
