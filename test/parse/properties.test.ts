import { describe, expect, test } from 'vitest';
import { mark } from '../support/project.ts';
import { asData, at, parsed } from './parsed.ts';

const yaml = (text: string | ReturnType<typeof mark>) => ({
  'models/a.sql': 'select 1 as id',
  'models/s.yml': text,
});

describe('properties', () => {
  test('describe a node and its columns', async () => {
    const p = await parsed({
      'models/a.sql': 'select 1 as id',
      'models/d.md': '{% docs d %}  The *id*. {% enddocs %}',
      'models/s.yml': `models:
  - name: a
    description: "About {{ doc('d') }}"
    config: {tags: [t], meta: {m: 1}}
    columns:
      - {name: id, description: "{{ doc('d') }}", data_type: int, tags: [x], config: {tags: y, meta: {k: 1}}, constraints: [{type: not_null}]}
`,
    });
    const node = p.get('model.test.a');
    expect(node).toMatchObject({
      description: 'About The *id*.',
      doc_blocks: ['doc.test.d'],
      tags: ['t'],
      meta: { m: 1 },
      patch_path: 'test://models/s.yml',
    });
    expect(asData(node.columns).id).toMatchObject({
      description: 'The *id*.',
      data_type: 'int',
      tags: ['x', 'y'],
      meta: { k: 1 },
    });
  });

  test('for nothing: a warning at the name', async () => {
    const p = await parsed(
      yaml(mark`models:
  - «name»: b
`),
    );
    expect(p.problems).toEqual([at('TD207', p.project.mark(0))]);
    expect(p.diagnostics[0]?.message).toBe(
      "Did not find matching node for patch with name 'b' in the 'models' section of file 'models/s.yml'",
    );
  });

  test('of a seed among the models', async () => {
    const p = await parsed({ 'seeds/x.csv': 'id\n1\n', 'models/s.yml': 'models: [{name: x}]\n' });
    expect(p.problems).toEqual(['TD207 models/s.yml:1:11']);
    expect(p.diagnostics[0]?.help).toContain('seeds');
  });

  test('twice for the same model', async () => {
    const p = await parsed(yaml('models:\n  - name: a\n  - name: a\n'));
    expect(p.problems).toEqual(['TD208 models/s.yml:3:5']);
  });

  test('a doc block that is not there', async () => {
    const p = await parsed({
      ...yaml(`models: [{name: a, description: "{{ doc('orders') }}"}]`),
      'models/d.md': '{% docs order %}x{% enddocs %}',
    });
    expect(p.diagnostics.map((one) => [one.code, one.help])).toEqual([['TD210', 'did you mean "order"?']]);
  });

  test('an empty model is left out with a warning', async () => {
    const p = await parsed({ 'models/a.sql': '  \n' });
    expect(p.problems).toEqual(['TD211 models/a.sql:1:1']);
  });

  const broken: readonly (readonly [string, string, string])[] = [
    ['- a\n- b\n', 'TD206 models/s.yml:1:1', 'Dictionary expected'],
    ['models:\n  name: a\n', 'TD206 models/s.yml:1:1', "the value of 'models' is not a list"],
    ['models:\n  - a\n', 'TD206 models/s.yml:2:5', "a list element for 'models' is not a dictionary"],
    ['models:\n  - description: x\n', 'TD206 models/s.yml:2:5', 'does not have a name attribute'],
    ['models:\n  - name: a\n    columns: {x: y}\n', 'TD206 models/s.yml:3:5', "is not of type 'array'"],
    ['models:\n  - name: a\n    description: 5\n', 'TD206 models/s.yml:3:5', "is not of type 'string'"],
    [
      'models:\n  - name: a\n    tests: []\n    data_tests: []\n',
      'TD206 models/s.yml:3:5',
      "cannot have both 'tests' and 'data_tests'",
    ],
    [
      'models:\n  - name: a\n    meta: {}\n    config: {meta: {}}\n',
      'TD206 models/s.yml:3:5',
      'found meta dictionary',
    ],
    ['models:\n  - name: a\n    decsription: x\n', 'TD205 models/s.yml:3:5', 'decsription'],
    ['modles: []\n', 'TD205 models/s.yml:1:1', 'modles'],
    ['models:\n\t- name: a\n', 'TD102 models/s.yml:2:1', 'tab'],
    ['exposures: [{name: e, type: bogus, owner: {name: x}}]\n', 'TD206 models/s.yml:1:23', 'is not one of'],
    [
      'sources: [{name: s, tables: [{name: t}, {name: t}]}]\n',
      'TD203 models/s.yml:1:42',
      'dbt found two sources',
    ],
  ];
  test.each(broken)('%j', async (text, problem, says) => {
    const p = await parsed(yaml(text));
    expect(p.problems).toEqual([problem]);
    expect(p.diagnostics[0]?.message).toContain(says);
  });
});

describe('sources and exposures', () => {
  test('a table takes what its source says, and says more', async () => {
    const p = await parsed({
      'models/s.yml': `sources:
  - name: s
    schema: "raw_{{ target.name }}"
    tags: [a]
    meta: {m: 1}
    loaded_at_field: ts
    freshness: {warn_after: {count: 1, period: day}}
    quoting: {identifier: false}
    tables:
      - {name: t, identifier: tab, tags: [b], freshness: {error_after: {count: 2, period: hour}}}
      - {name: u, freshness: null, config: {meta: {external_location: "read_csv('{name}.csv')"}}}
`,
    });
    expect(p.get('source.test.s.t')).toMatchObject({
      identifier: 'tab',
      tags: ['a', 'b'],
      meta: { m: 1 },
      loaded_at_field: 'ts',
      freshness: {
        warn_after: { count: 1, period: 'day' },
        error_after: { count: 2, period: 'hour' },
        filter: null,
      },
      unrendered_schema: 'raw_{{ target.name }}',
    });
    expect(p.get('source.test.s.t').relation_name).toMatch(/\.tab$/);
    expect(p.get('source.test.s.u')).toMatchObject({ freshness: null, relation_name: "read_csv('u.csv')" });
  });

  test('an exposure depends on what it names', async () => {
    const p = await parsed({
      'models/a.sql': 'select 1',
      'models/s.yml': `exposures: [{name: e, type: ml, owner: {email: a@b}, depends_on: ["ref('a')"], tags: [t]}]`,
    });
    expect(p.get('exposure.test.e')).toMatchObject({
      depends_on: { nodes: ['model.test.a'] },
      tags: ['t'],
      owner: { email: 'a@b', name: null },
    });
  });

  test('an exposure of something that is not there', async () => {
    const p = await parsed({
      'models/s.yml': mark`exposures: [{name: e, type: ml, owner: {email: a@b}, depends_on: ["«ref('a')»"]}]`,
    });
    expect(p.problems).toEqual([at('TD201', p.project.mark(0))]);
  });
});
