import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { project, type TestProject } from '../support/project.ts';

/** Keeps the artifacts of the last command as a state. */
const save = (p: TestProject, name = 'state'): void =>
  cpSync(join(p.root, 'target'), join(p.root, name), { recursive: true });

const selected = (p: TestProject, ...select: readonly string[]): Promise<readonly string[]> =>
  p.ls({ select, state: 'state', output: 'name', indirectSelection: 'empty' });

const FILES = {
  'models/a.sql': "select {{ one() }} as id, 'x' as name",
  'models/b.sql': "{{ config(materialized='table') }}\nselect * from {{ ref('a') }}",
  'models/c.sql': 'select 3 as id',
  'seeds/s.csv': 'id\n1\n',
  'macros/one.sql': '{% macro one() %}{{ number() }}{% endmacro %}\n{% macro number() %}1{% endmacro %}',
  'models/schema.yml': `
models:
  - name: b
    description: all of a
    columns: [{name: id, data_tests: [not_null]}]
sources:
  - name: raw
    tables: [{name: events}]
exposures:
  - name: board
    type: dashboard
    owner: {name: Ann, email: ann@bank.test}
    depends_on: [ref('b')]
`,
};

test('state:modified selects what was edited, nothing else', async () => {
  const p = await project(FILES);
  await p.parse();
  save(p);
  expect(await selected(p, 'state:modified')).toEqual([]);
  expect(await selected(p, 'state:unmodified', 'state:old')).toHaveLength(7);
  p.write('models/a.sql', "select {{ one() }} as id, 'y' as name");
  p.write('seeds/s.csv', 'id\n2\n');
  p.write('models/d.sql', 'select 4 as id');
  expect(await selected(p, 'state:modified')).toEqual(['a', 'd', 's']);
  expect(await selected(p, 'state:modified.body')).toEqual(['a', 'd', 's']);
  expect(await selected(p, 'state:new')).toEqual(['d']);
  expect(await selected(p, 'state:modified+')).toContain('board');
  expect(await selected(p, 'state:unmodified,resource_type:model')).toEqual(['b', 'c']);
});

test('a macro that changed changes whoever calls it, by way of others too', async () => {
  const p = await project(FILES);
  await p.parse();
  save(p);
  p.write('macros/one.sql', FILES['macros/one.sql'].replace('%}1{%', '%}2{%'));
  expect(await selected(p, 'state:modified')).toEqual(['a']);
  expect(await selected(p, 'state:modified.macros')).toEqual(['a']);
  expect(await selected(p, 'state:modified.body')).toEqual([]);
});

test('configs are compared as written; where a relation stands and its kept descriptions are parts of their own', async () => {
  const p = await project(FILES);
  await p.parse();
  save(p);
  p.write('models/c.sql', "{{ config(materialized='view') }}\nselect 3 as id");
  expect(await selected(p, 'state:modified.configs')).toEqual(['c']);
  p.write('models/c.sql', "{{ config(alias='see') }}\nselect 3 as id");
  expect(await selected(p, 'state:modified.configs')).toEqual([]);
  expect(await selected(p, 'state:modified.relation')).toEqual(['c']);
  p.write('models/c.sql', 'select 3 as id');
  p.write('models/schema.yml', FILES['models/schema.yml'].replace('all of a', 'some of a'));
  expect(await selected(p, 'state:modified')).toEqual([]);
  p.write('project.yml', 'name: test\nmodels: {+persist_docs: {relation: true}}\n');
  expect(await selected(p, 'state:modified.persisted_descriptions')).toEqual(['b']);
});

test('exposures and sources are compared by what they say', async () => {
  const p = await project(FILES);
  await p.parse();
  save(p);
  const yaml = FILES['models/schema.yml'];
  p.write('models/schema.yml', yaml.replace('name: Ann', 'name: Bob'));
  expect(await selected(p, 'state:modified')).toEqual(['board']);
  p.write('models/schema.yml', yaml.replace('name: events', 'name: events, identifier: happened'));
  expect(await selected(p, 'state:modified')).toEqual(['raw.events']);
});

const CONTRACT = `
models:
  - name: a
    config: {contract: {enforced: true}}
    columns:
      - {name: id, data_type: int}
      - {name: name, data_type: varchar(5)}
`;
const VERSIONS = `${CONTRACT}    versions: [{v: 1, defined_in: a}]\n`;
const NARROW = CONTRACT.replace('      - {name: name, data_type: varchar(5)}\n', '');

test('a broken contract is a warning, and an error for a model with versions', async () => {
  const p = await project({ 'models/a.sql': "select 1 as id, 'x' as name", 'models/a.yml': CONTRACT });
  await p.parse();
  save(p);
  p.write('models/a.yml', CONTRACT.replace('varchar(5)', 'VARCHAR(50)'));
  expect(await selected(p, 'state:modified.contract')).toEqual(['a']);
  expect(p.problems).toEqual([]);
  p.write('models/a.yml', NARROW);
  expect(await selected(p, 'state:modified')).toEqual(['a']);
  expect(p.problems).toEqual(['TD408 models/a.sql:1:1']);
  expect(p.diagnostics[0]?.message).toContain('Columns were removed: \n    - name');
  p.write('models/a.yml', VERSIONS);
  await p.parse();
  save(p);
  p.write('models/a.yml', VERSIONS.replace('data_type: int', 'data_type: text'));
  const ran = await p.run({ select: ['state:modified'], state: 'state' });
  expect(ran.error?.first).toMatchObject({ code: 'TD408', level: 'error' });
  expect(ran.error?.first.message).toContain('id (int -> text)');
});

test('a model with a contract that is deleted or switched off is told', async () => {
  const p = await project({ 'models/a.sql': "select 1 as id, 'x' as name", 'models/a.yml': CONTRACT });
  await p.parse();
  save(p);
  p.write('models/a.yml', CONTRACT.replace('config: {', 'config: {enabled: false, '));
  await selected(p, 'state:modified.contract');
  expect(p.diagnostics[0]?.message).toContain("Contracted model 'model.test.a' was disabled.");
});

test('seeds over 1 MB are compared by their path', async () => {
  const rows = (n: number): string => `id\n${'0123456789\n'.repeat(n)}`;
  const p = await project({ 'seeds/s.csv': rows(10) });
  await p.parse();
  save(p);
  p.write('seeds/s.csv', rows(100_000));
  expect(await selected(p, 'state:modified')).toEqual(['s']);
  expect(p.problems).toEqual(['TD407 seeds/s.csv:1:1']);
  save(p);
  p.write('seeds/s.csv', rows(100_001));
  expect(await selected(p, 'state:modified')).toEqual([]);
  expect(p.problems).toContain('TD406 seeds/s.csv:1:1');
});

test('result: selects by the status of the last run', async () => {
  const p = await project({ ...FILES, 'models/c.sql': 'select 1 / nothing' });
  await p.run();
  save(p);
  expect(await selected(p, 'result:error')).toEqual(['c']);
  expect(await selected(p, 'result:success')).toEqual(['a', 'b']);
});

test('source_status:fresher compares when sources were loaded', async () => {
  const measured = (at: string): string =>
    JSON.stringify({
      metadata: { dbt_schema_version: 'https://schemas.getdbt.com/dbt/sources/v3.json' },
      results: [{ unique_id: 'source.test.raw.events', max_loaded_at: at, status: 'pass' }],
    });
  const p = await project(FILES);
  p.write('state/sources.json', measured('2026-01-01T00:00:00.000001Z'));
  p.write('target/sources.json', measured('2026-01-01T00:00:00.000002+00:00'));
  expect(await selected(p, 'source_status:fresher')).toEqual(['raw.events']);
  p.write('target/sources.json', measured('2026-01-01T00:00:00.000001Z'));
  expect(await selected(p, 'source_status:fresher')).toEqual([]);
});

test.each([
  ['state:modified', 'Got a state selector method, but no comparison manifest'],
  ['result:error', 'No comparison run_results'],
  ['source_status:fresher', 'No previous state comparison freshness results in sources.json'],
])('%s without what to compare with is TD704', async (selector, message) => {
  const p = await project(FILES);
  const ran = await p.run({ select: [selector] });
  expect(ran.error?.first).toMatchObject({ code: 'TD704', message });
});

test('states that are broken, or of another version, are told by name', async () => {
  const p = await project(FILES);
  p.write('state/manifest.json', '{"nodes": ');
  expect((await p.run({ select: ['state:new'], state: 'state' })).error?.first.code).toBe('TD704');
  p.write(
    'state/manifest.json',
    '{"metadata": {"dbt_schema_version": "https://schemas.getdbt.com/dbt/manifest/v99.json"}}',
  );
  const ran = await p.run({ select: ['state:new'], state: 'state' });
  expect(ran.error?.first.message).toMatch(/Expected a schema version of .*v12.json.* but found .*v99/);
  expect((await p.run({ select: ['state:strange'], state: 'state' })).error?.first.code).toBe('TD704');
  await p.parse();
  save(p);
  expect((await p.run({ select: ['state:strange'], state: 'state' })).error?.first.code).toBe('TD402');
});

const TARGETS = `
name: test
targets:
  prod: {type: duckdb, path: test.duckdb, schema: prod}
  dev: {type: duckdb, path: test.duckdb, schema: dev}
`;

test('--defer takes what is not built here from the state, --favor-state what is built, too', async () => {
  const files = { ...FILES, 'project.yml': TARGETS };
  const prod = await project(files, { target: 'prod' });
  await prod.build();
  const changed = { ...files, 'models/a.sql': "select 7 as id, 'dev' as name" };
  const dev = await project(changed, { target: 'dev' });
  cpSync(join(prod.root, 'target'), join(dev.root, 'state'), { recursive: true });
  cpSync(prod.databaseFile, dev.databaseFile);
  const rows = async (): Promise<unknown> => (await dev.query('select id from dev.b'))[0];
  const deferred = { select: ['b'], defer: true, state: 'state' };
  expect((await dev.run({ select: ['b'] })).exitCode).toBe(1);
  expect((await dev.run(deferred)).exitCode).toBe(0);
  expect(await rows()).toEqual([1]);
  await dev.run({ select: ['a'] });
  await dev.run(deferred);
  expect(await rows()).toEqual([7]);
  await dev.run({ ...deferred, favorState: true });
  expect(await rows()).toEqual([1]);
  await dev.run({ ...deferred, select: ['a', 'b'], favorState: true });
  expect(await rows()).toEqual([7]);
  expect((await dev.run({ select: ['b'], defer: true })).error?.first.code).toBe('TD704');
  writeFileSync(join(dev.root, 'state', 'manifest.json'), '');
  expect((await dev.run(deferred)).error?.first.code).toBe('TD704');
});

test('manifests of older versions of dbt are understood: raw_sql, models without access', async () => {
  const p = await project(FILES);
  await p.parse();
  save(p);
  const saved = JSON.parse(p.read('state/manifest.json'));
  for (const node of Object.values<Record<string, unknown>>(saved.nodes)) {
    node.raw_sql = node.raw_code;
    node.raw_code = undefined;
    node.access = undefined;
  }
  p.write('state/manifest.json', JSON.stringify(saved));
  p.write('models/c.sql', 'select 33 as id');
  expect(await selected(p, 'state:modified')).toEqual(['c']);
});

test('the standard library is no part of the project: a state that another version or dbt wrote has other macros there', async () => {
  const p = await project({
    ...FILES,
    'models/d.sql': 'select {{ dbt.current_timestamp() }} as at',
    'tests/generic/own.sql': '{% test own(model) %}select * from {{ model }} where false{% endtest %}',
  });
  await p.parse();
  save(p);
  const saved = JSON.parse(p.read('state/manifest.json'));
  const standard = Object.entries<{ macro_sql: string }>(saved.macros).filter(([id]) =>
    /^macro\.dbt(_duckdb)?\./.test(id),
  );
  for (const [, macro] of standard) macro.macro_sql += ' ';
  p.write('state/manifest.json', JSON.stringify(saved));
  expect(await selected(p, 'state:modified')).toEqual([]);
  p.write('macros/now.sql', '{% macro default__current_timestamp() %}now(){% endmacro %}');
  expect(await selected(p, 'state:modified')).toEqual(['d']);
});

test('a generic test that is gone but still asked for: state:modified cannot tell and says so', async () => {
  const p = await project({
    'models/a.sql': 'select 1 as id',
    'models/s.yml': 'models: [{name: a, columns: [{name: id, data_tests: [own]}]}]',
    'tests/generic/own.sql':
      '{% test own(model, column_name) %}select * from {{ model }} where false{% endtest %}',
  });
  await p.parse();
  save(p);
  p.write('tests/generic/own.sql', '');
  const { error } = await p.run({ select: ['state:modified'], state: 'state' });
  expect(error?.first).toMatchObject({
    code: 'TD209',
    message: `'test_own' is undefined: the generic test "own" does not exist`,
    at: { file: 'models/s.yml', line: 1 },
  });
  expect((await p.run()).exitCode).toBe(0);
});
