import { describe, expect, test } from 'vitest';
import { buildProject } from '../../../ui/docs/data/build.ts';
import { createIndex } from '../../../ui/docs/data/search.ts';
import { type Branch, databaseTree, projectTree } from '../../../ui/docs/data/tree.ts';
import { familyGraph, wholeGraph } from '../../../ui/docs/graph/subgraph.ts';
import { parseRoute, routeHash } from '../../../ui/docs/state/route.ts';
import { project as testProject } from '../../support/project.ts';

/** A shop as tsdbt itself writes it. */
async function shop() {
  const p = await testProject({
    'seeds/raw.csv': 'id,amount\n1,10\n',
    'models/staging/stg.sql':
      "select id as Id, amount, 1 as extra from {{ source('till', 'raw') }} -- {{ ref('raw') }}",
    'models/total.sql': "{{ config(tags='money') }} select sum(amount) as total from {{ ref('stg') }}",
    'models/hidden.sql': "{{ config(docs={'show': false}) }} select 1 as x from {{ ref('stg') }}",
    'models/shop.yml': `sources:
  - {name: till, schema: main, tables: [{name: raw}]}
models:
  - name: stg
    description: Orders as the till sees them.
    config: {docs: {node_color: "#c60"}}
    columns:
      - {name: id, description: Number, data_tests: [unique]}
      - {name: gone}
  - name: total
    data_tests: [{accepted_values: {name: total_is_fine, column_name: total, values: [10]}}]
exposures:
  - {name: board, type: dashboard, owner: {name: Ann, email: ann@a.example}, depends_on: [ref('total')]}
`,
    'models/over.md': '{% docs __overview__ %}Welcome{% enddocs %}',
    'macros/m.sql': '{% macro mine(a) %}x{% endmacro %}',
  });
  await p.build();
  await p.docsGenerate();
  const read = (name: string) => JSON.parse(p.read(`target/${name}.json`));
  return buildProject(read('manifest'), read('catalog'));
}

const names = (branches: readonly Branch[]): string[] =>
  branches.flatMap(({ name, branches: inner, leaves }) => [
    name,
    ...[...names(inner), ...leaves.map((one) => one.title)].map((below) => `${name}/${below}`),
  ]);

describe('what the page knows of a project', () => {
  test('columns: those of the warehouse in their order, then those that are only described', async () => {
    const stg = (await shop()).resources.get('model.test.stg');
    expect(
      stg?.columns.map(({ name, type, description, found }) => [name, type, description, found]),
    ).toEqual([
      ['Id', 'INTEGER', 'Number', true],
      ['amount', 'INTEGER', '', true],
      ['extra', 'INTEGER', '', true],
      ['gone', '', '', false],
    ]);
    expect(stg?.color).toBe('#c60');
    expect(stg?.code.map(({ label }) => label)).toEqual(['Code', 'Compiled']);
  });

  test('tests stand with what they test; the library is left out; the overview is there', async () => {
    const project = await shop();
    const tests = project.tests.get('model.test.stg')?.map(({ tested }) => tested?.column);
    expect(tests).toEqual(['id']);
    expect([...project.resources.keys()].filter((id) => id.startsWith('macro.'))).toEqual([
      'macro.test.mine',
    ]);
    expect(project.overview).toBe('Welcome');
  });

  test('trees by folder and by schema, without what is hidden', async () => {
    const project = await shop();
    expect(names(projectTree(project))).toEqual(
      expect.arrayContaining([
        'Sources/till/till.raw',
        'Models/staging/stg',
        'Models/total',
        'Exposures/board',
      ]),
    );
    expect(names(projectTree(project)).join()).not.toContain('hidden');
    expect(names(databaseTree(project))).toContain('test/main/stg');
  });

  test('search: names first, then columns, tags, descriptions, code; every word counts', async () => {
    const index = createIndex(await shop());
    const found = (query: string, kind?: string) =>
      index.find(query, kind).map(({ resource }) => resource.title);
    expect(found('total')[0]).toBe('total');
    expect(found('extra')).toEqual(['stg']);
    expect(found('money')).toEqual(['total']);
    expect(found('TILL sees')[0]).toBe('stg');
    expect(found('stg nonsense')).toEqual([]);
    expect(found('', 'exposure')).toEqual(['board']);
    expect(found('hidden')).toEqual([]);
  });

  test('the graph: the whole without tests, and a family by steps', async () => {
    const project = await shop();
    expect([...wholeGraph(project).ids].sort()).toEqual([
      'exposure.test.board',
      'model.test.stg',
      'model.test.total',
      'seed.test.raw',
      'source.test.till.raw',
    ]);
    expect([...familyGraph(project, 'model.test.total', 1, 0).ids].sort()).toEqual([
      'model.test.stg',
      'model.test.total',
    ]);
  });

  test.each([
    {},
    { nodes: [1, null, 'x'], sources: 'no', docs: 3 },
    { nodes: { a: null, b: { columns: 7, tags: 1 } } },
  ])('odd artifacts (%j) are no reason to fail', (manifest) => {
    const project = buildProject(manifest, { nodes: [] });
    expect(projectTree(project)).toBeDefined();
    expect(createIndex(project).find('x')).toBeDefined();
  });

  test.each(['url(https://x)', 'red;fill:url(x)', 'var(--x)', '#12'])('%s is no colour', (node_color) => {
    const nodes = { 'model.a.b': { resource_type: 'model', name: 'b', docs: { node_color } } };
    expect(buildProject({ nodes }, null).resources.get('model.a.b')?.color).toBe('');
  });
});

describe('addresses', () => {
  test.each([
    ['#!/overview', { kind: 'overview' }],
    ['', { kind: 'overview' }],
    ['#!/model/model.shop.orders', { kind: 'resource', id: 'model.shop.orders' }],
    ['#!/test/test.shop.a%2Fb', { kind: 'resource', id: 'test.shop.a/b' }],
    ['#!/list?tag=a%26b', { kind: 'list', query: '', of: '', tag: 'a&b' }],
    ['#!/graph', { kind: 'graph', focus: null, up: 99, down: 99 }],
    ['#!/graph?focus=model.a.b&up=1&down=2', { kind: 'graph', focus: 'model.a.b', up: 1, down: 2 }],
    ['#!/graph?focus=model.a.b&up=-1&down=x', { kind: 'graph', focus: 'model.a.b', up: 99, down: 99 }],
    ['#!/model/%', { kind: 'resource', id: '%' }],
  ])('%s', (hash, route) => {
    expect(parseRoute(hash)).toEqual(route);
    expect(parseRoute(routeHash(parseRoute(hash)))).toEqual(route);
  });
});
