import { describe, expect, test } from 'vitest';
import { mark } from '../support/project.ts';
import { at, parsed } from './parsed.ts';

const VERSIONS = {
  'models/dim_v1.sql': 'select 1 as id',
  'models/dim_v2.sql': 'select 1 as id',
  'models/third.sql': 'select 1 as id',
  'models/dim.yml': `models:
  - name: dim
    latest_version: 2
    columns: [{name: id}, {name: old}]
    versions:
      - v: 1
      - {v: 2, columns: [{include: all, exclude: [old]}, {name: more}]}
      - {v: 3, defined_in: third}
`,
};

const notes = (p: Awaited<ReturnType<typeof parsed>>, name: string) =>
  p.project.events.filter((event) => event.type === 'note' && event.name === name);

describe('versions of models', () => {
  test('each has its id, alias and columns', async () => {
    const p = await parsed(VERSIONS);
    expect(p.problems).toEqual([]);
    expect(p.get('model.test.dim.v1')).toMatchObject({ alias: 'dim_v1', version: 1, latest_version: 2 });
    expect(Object.keys(Object(p.get('model.test.dim.v2').columns))).toEqual(['id', 'more']);
    expect(p.get('model.test.dim.v3')).toMatchObject({
      original_file_path: 'models/third.sql',
      alias: 'dim_v3',
    });
  });

  test('a ref without a version means the latest, and is told of a newer one', async () => {
    const p = await parsed({
      ...VERSIONS,
      'models/a.sql': "select * from {{ ref('dim') }}",
      'models/b.sql': "select * from {{ ref('dim', v=1) }}",
    });
    expect(p.get('model.test.a').depends_on).toMatchObject({ nodes: ['model.test.dim.v2'] });
    expect(p.get('model.test.b').depends_on).toMatchObject({ nodes: ['model.test.dim.v1'] });
    expect(notes(p, 'UnpinnedRefNewVersionAvailable')).toMatchObject([
      { data: { ref_node_name: 'dim', ref_node_version: '2', ref_max_version: '3' } },
    ]);
  });

  test.each([
    ['latest', ['test.dim.v2']],
    ['old', ['test.dim.v1']],
    ['prerelease', ['test.dim.v3']],
    ['none', ['test.a']],
  ])('version:%s', async (word, expected) => {
    const p = await parsed({ ...VERSIONS, 'models/a.sql': 'select 1 as id' });
    expect(await p.project.ls({ select: [`version:${word}`] })).toEqual(expected);
  });

  test('a version that is not there, and a model of the name without a version', async () => {
    const p = await parsed({
      ...VERSIONS,
      'models/a.sql': mark`select * from {{ «ref('dim', v=9)» }}`,
      'other/dim.sql': 'select 1',
      'dbt_project.yml': 'name: test\nmodel-paths: [models, other]\n',
    });
    expect(p.problems).toEqual([at('TD201', p.project.mark(0)), 'TD203 other/dim.sql:1:1']);
    const [missing, double] = p.diagnostics;
    expect(missing?.message).toContain("depends on a node named 'dim' with version '9' which was not found");
    expect(double?.message).toContain('dbt found versioned and unversioned models with the name "dim"');
  });

  test('dates of deprecation: of the model, and for those who read it', async () => {
    const files = {
      'models/gone.sql': 'select 1 as id',
      'models/going.sql': 'select 1 as id',
      'models/s.yml': mark`models:
  - name: gone
    deprecation_date: «1999-01-01»
  - name: going
    deprecation_date: 2999-01-01
`,
      'models/a.sql': mark`select * from {{ «ref('gone')» }} join {{ «ref('going')» }}`,
    };
    const p = await parsed(files);
    expect(p.diagnostics.map(({ code, event }) => `${code} ${event?.name}`)).toEqual([
      'TD226 DeprecatedModel',
      'TD227 DeprecatedReference',
      'TD227 UpcomingReferenceDeprecation',
    ]);
    expect(p.diagnostics[1]?.message).toContain("which was deprecated on '1999-01-01T00:00:00+00:00'");
    expect(p.diagnostics[2]?.at).toMatchObject({ file: 'models/a.sql', line: 1 });
  });
});
