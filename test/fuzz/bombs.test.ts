import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Content, project } from '../support/project.ts';
import { type Game, startGame } from './play.ts';

let game: Game;
beforeAll(() => {
  game = startGame(60_000);
});
afterAll(() => game.end());

const PROJECT = 'name: test\ntargets: {dev: {type: duckdb, path: ":memory:"}}\n';
const laughs = (depth: number): string =>
  Array.from(
    { length: depth },
    (_, n) =>
      `  l${n}: &l${n} ${
        n === 0
          ? '[ha, ha]'
          : `[${Array(9)
              .fill(`*l${n - 1}`)
              .join(', ')}]`
      }\n`,
  ).join('');

/** What is said of a project that is a bomb, as `TD308 models/a.sql:1`. */
async function said(files: Readonly<Record<string, Content>>): Promise<readonly string[]> {
  const p = await project({ 'project.yml': PROJECT, ...files });
  await p.build();
  return p.problems.map((problem) => problem.replace(/:\d+$/, ''));
}

describe('bombs stop with their place', () => {
  test.each<[string, Record<string, string>, string]>([
    [
      'macros that call each other',
      {
        'macros/m.sql': '{% macro a() %}{{ b() }}{% endmacro %}\n{% macro b() %}{{ a() }}{% endmacro %}',
        'models/a.sql': 'select {{ a() }}',
      },
      'TD308 macros/m.sql:',
    ],
    [
      'a gigabyte of output',
      { 'models/a.sql': "{% set x = 'a' * 10**7 %}\n{% for i in range(100) %}{{ x }}{% endfor %}" },
      'TD308 models/a.sql:2',
    ],
    [
      'a gigabyte joined',
      { 'models/a.sql': "\n{{ (['a' * 10**6] * 2000) | join }}" },
      'TD308 models/a.sql:2',
    ],
    [
      'a text that doubles',
      {
        'models/a.sql':
          "{% set ns = namespace(x='a') %}\n{% for i in range(60) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}",
      },
      'TD308 models/a.sql:2',
    ],
    [
      'a list that doubles',
      {
        'models/a.sql':
          '{% set ns = namespace(x=[1]) %}\n{% for i in range(60) %}{% set ns.x = ns.x + ns.x %}{% endfor %}',
      },
      'TD308 models/a.sql:2',
    ],
    [
      'replacements that multiply',
      { 'models/a.sql': "{% set x = 'a' * 10**6 %}\n{{ x | replace('a', x) | length }}" },
      'TD308 models/a.sql:2',
    ],
    ['a huge indent', { 'models/a.sql': "\n{{ 'a\\nb' | indent(10**10) }}" }, 'TD308 models/a.sql:2'],
    [
      'products of products',
      { 'models/a.sql': '\n{{ modules.itertools.product(range(1000), repeat=9) | list }}' },
      'TD308 models/a.sql:2',
    ],
    [
      'blocks in blocks',
      { 'models/a.sql': `${'{% if true %}'.repeat(50_000)}1${'{% endif %}'.repeat(50_000)}` },
      'TD308 models/a.sql:1',
    ],
    [
      'brackets in brackets, in YAML',
      { 'models/a.yml': `models: ${'['.repeat(100_000)}${']'.repeat(100_000)}` },
      'TD102 models/a.yml:1',
    ],
    ['a billion laughs', { 'models/a.yml': `x:\n${laughs(12)}models: *l11\n` }, 'TD102 models/a.yml:'],
    ['an alias of itself', { 'models/a.yml': 'models: &m [{name: a, x: *m}]\n' }, 'TD102 models/a.yml:1'],
    [
      'a billion laughs in meta',
      {
        'models/a.sql': 'select 1 as id',
        'models/a.yml': `x:\n${laughs(12)}models: [{name: a, config: {meta: {m: *l11}}}]\n`,
      },
      'TD102 models/a.yml:',
    ],
    [
      'a billion laughs in a project file',
      { 'project.yml': `${PROJECT}vars:\n${laughs(12)}` },
      'TD102 project.yml:',
    ],
  ])('%s', async (_, files, wanted) => {
    expect((await game.play({ 'project.yml': PROJECT, ...files })).finding).toBe(null);
    expect((await said(files)).some((problem) => problem.startsWith(wanted))).toBe(true);
  });
});

test('a chain of 10,000 refs is read and ordered', async () => {
  const models = Array.from({ length: 10_000 }, (_, n) => [
    `models/m${n}.sql`,
    n === 0 ? 'select 1 as id' : `select * from {{ ref('m${n - 1}') }}`,
  ]);
  const p = await project({ 'project.yml': PROJECT, ...Object.fromEntries(models) });
  expect(await p.ls({ select: ['+m9999'] })).toHaveLength(10_000);
});

test('a model that reads 20,000 others is compiled', async () => {
  const names = Array.from({ length: 20_000 }, (_, n) => `m${n}`);
  const p = await project({
    'project.yml': `${PROJECT}models: {+materialized: view}\n`,
    ...Object.fromEntries(names.map((name) => [`models/${name}.sql`, 'select 1 as id'])),
    'models/all.sql': `${names.map((name) => `select * from {{ ref('${name}') }}`).join('\nunion all\n')}`,
  });
  expect((await p.compile({ select: ['all'] })).statuses).toEqual({ all: 'success' });
});
