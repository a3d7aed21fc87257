import { expect, test } from 'vitest';
import { mark } from '../support/project.ts';
import { asData, at, parsed } from './parsed.ts';

const GROUPS = 'groups: [{name: finance, owner: {name: f}}, {name: sales, owner: {email: s@x}}]\n';
const model = (name: string, config: string): string => `  - {name: ${name}, config: {${config}}}\n`;

test('a private model is for its group only', async () => {
  const p = await parsed({
    'models/secret.sql': 'select 1 as id',
    'models/friend.sql': "select * from {{ ref('secret') }}",
    'models/other.sql': mark`select * from {{ «ref('secret')» }}`,
    'models/s.yml': `${GROUPS}models:\n${model('secret', 'group: finance, access: private')}${model('friend', 'group: finance')}${model('other', 'group: sales')}`,
  });
  expect(p.problems).toEqual([at('TD201', p.project.mark(0))]);
  expect(p.diagnostics[0]?.message).toContain(
    "which is not allowed because the referenced node is private to the 'finance' group",
  );
});

test('groups and access select; the manifest knows who is in a group', async () => {
  const p = await parsed({
    'models/a.sql': 'select 1 as id',
    'models/b.sql': 'select 1 as id',
    'models/s.yml': `${GROUPS}models:\n${model('a', 'group: finance, access: public')}${model('b', 'group: sales')}`,
  });
  expect(await p.project.ls({ select: ['group:finance'] })).toEqual(['test.a']);
  expect(await p.project.ls({ select: ['access:protected'] })).toEqual(['test.b']);
  expect(asData(p.manifest.group_map)).toEqual({ finance: ['model.test.a'], sales: ['model.test.b'] });
});

test('a group that is not there, with the nearest name', async () => {
  const p = await parsed({
    'models/a.sql': 'select 1 as id',
    'models/s.yml': `${GROUPS}models:\n${model('a', 'group: finanse')}`,
  });
  expect(p.diagnostics[0]?.message).toContain(
    "Invalid group 'finanse', expected one of ['finance', 'sales']",
  );
  expect(p.diagnostics[0]?.help).toContain('finance');
});

test('a compiled contract shows the relations of its foreign keys', async () => {
  const p = await parsed({
    'models/a.sql': 'select 1 as id',
    'models/b.sql': 'select 1 as id',
    'models/s.yml': `models:
  - name: b
    config: {materialized: table, contract: {enforced: true, nonsense: 1}}
    columns: [{name: id, data_type: int, constraints: [{type: foreign_key, to: ref('a'), to_columns: [id]}]}]
`,
  });
  const key = (manifest: unknown): unknown =>
    asData(asData(asData(asData(manifest).nodes)['model.test.b']).columns).id;
  expect(key(p.manifest)).toMatchObject({ constraints: [{ to: "ref('a')" }] });
  expect(p.get('model.test.b')).toMatchObject({
    config: { contract: { enforced: true, alias_types: true } },
    depends_on: { nodes: ['model.test.a'] },
  });
  await p.project.compile();
  const compiled: unknown = JSON.parse(p.project.read('target/manifest.json'));
  expect(key(compiled)).toMatchObject({ constraints: [{ to: expect.stringMatching(/"main"\."a"$/) }] });
});

test.each([
  ['restricts access', 'restrict-access: true\n', ['TD201', 'TD201']],
  ['does not restrict it', '', ['TD201']],
])('models of a package that %s', async (_, restricts, codes) => {
  const p = await parsed({
    'packages.yml': 'packages: [{local: lib}]\n',
    'lib/dbt_project.yml': `name: lib\n${restricts}`,
    'lib/models/open.sql': 'select 1 as id',
    'lib/models/inner.sql': "select * from {{ ref('hidden') }}",
    'lib/models/hidden.sql': 'select 1 as id',
    'lib/models/s.yml': `groups: [{name: own, owner: {name: l}}]\nmodels:\n${model('open', 'access: public')}${model('inner', 'group: own')}${model('hidden', 'access: private, group: own')}`,
    'models/a.sql': "select * from {{ ref('open') }}",
    'models/b.sql': "select * from {{ ref('inner') }}",
    'models/c.sql': "select * from {{ ref('hidden') }}",
  });
  expect(p.diagnostics.map(({ code }) => code)).toEqual(codes);
});
