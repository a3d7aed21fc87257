import { expect, test } from 'vitest';
import { project, type TestProject } from '../support/project.ts';

const WHERE =
  "select table_name, table_type from information_schema.tables where table_schema = 'other' order by 1";

/** A project that is built in `main` and saved in `state`; its second run may go elsewhere. */
async function saved(): Promise<TestProject> {
  const p = await project({
    'project.yml': 'name: test\n',
    'models/a.sql': 'select 1 as n',
    'models/b.sql': "{{ config(materialized='table') }} select * from {{ ref('a') }}",
    'models/inner.sql': "{{ config(materialized='ephemeral') }} select 1 as n",
    'seeds/s.csv': 'n\n7\n',
    'macros/names.sql':
      "{% macro generate_schema_name(name, node) %}{{ var('schema', target.schema) }}{% endmacro %}",
  });
  await p.build();
  p.write('state/manifest.json', p.read('target/manifest.json'));
  return p;
}

const elsewhere = async (p: TestProject, args: readonly string[]) =>
  p.cli(['clone', '--vars', '{schema: other}', ...args]);

test('nodes are made from a saved state without being built; what is there stays', async () => {
  const p = await saved();
  p.write('models/a.sql', 'select broken');
  expect((await elsewhere(p, ['--state', 'state'])).code).toBe(0);
  expect(await p.query(WHERE)).toEqual([
    ['a', 'VIEW'],
    ['b', 'VIEW'],
    ['s', 'VIEW'],
  ]);
  expect(await p.query('select n from other.s')).toEqual([[7]]);
  const again = await elsewhere(p, ['--state', 'state', '--resource-type', 'seed']);
  expect(again.stdout).toContain('"other"."s" already exists');
  expect(again.stdout).toMatch(/No-op.*\n(.*\n)*.*PASS=1/);
});

test('a model that the state does not know is passed over; one that is cloned onto itself stays', async () => {
  const p = await saved();
  p.write('models/c.sql', 'select 2 as n');
  const { stdout, code } = await elsewhere(p, ['--state', 'state', '-s', 'c']);
  expect(stdout).toContain('No relation found in state manifest for model.test.c');
  expect(code).toBe(0);
  expect((await p.clone({ state: 'state', fullRefresh: true, select: ['b'] })).statuses).toEqual({
    b: 'success',
  });
  expect(await p.query('select n from b')).toEqual([[1]]);
});

test('without a state, with a folder that holds none, and with the target folder', async () => {
  const p = await saved();
  expect((await p.clone({})).error?.first).toMatchObject({
    code: 'TD704',
    message: '--state or --defer-state are required for deferral, but neither was provided',
  });
  expect((await p.clone({ state: 'nowhere' })).error?.first.message).toBe(
    'Could not find manifest in --state path: "nowhere"',
  );
  p.write('broken/manifest.json', '{"nodes": [');
  expect((await p.clone({ state: 'broken' })).error?.first.code).toBe('TD704');
  p.write('strange/manifest.json', '[]');
  expect((await p.clone({ state: 'strange' })).error?.first.code).toBe('TD704');
  await p.clone({ state: 'target' });
  expect(p.diagnostics).toMatchObject([
    { code: 'TD705', message: expect.stringContaining('The state and target directories are the same') },
  ]);
});
