import { globSync } from 'node:fs';
import { expect, test } from 'vitest';
import { project, type TestProject } from '../support/project.ts';

const PROJECT = 'name: test\nprofile: shop\n';
const output = (more: string): string =>
  `shop:\n  outputs:\n    prod: {type: postgres, user: ann}\n    default:\n      type: duckdb\n      path: ":memory:"\n${more}`;
const SECRET = '      secrets: [{type: s3, secret: hunter42}]\n';
const OTHER = '    test:\n      type: duckdb\n      password: hunter42\n';

/** Everything that was written. */
const written = (p: TestProject): string =>
  globSync('{logs,target}/**/*', { cwd: p.root, withFileTypes: true })
    .filter((one) => one.isFile() && one.name !== 'partial_parse.tsdbt')
    .map((one) => p.read(`${one.parentPath.slice(p.root.length + 1)}/${one.name}`))
    .join('\n');

test('a password that stands in a profile is in no message, log or artifact', async () => {
  const p = await project({
    'project.yml': PROJECT,
    'profiles.yml': output(OTHER),
    'models/a.sql':
      "{% set word = 'hunter' ~ 42 %}{{ log('the word is ' ~ word ~ '.', info=true) }}select 1 as id",
    'models/b.sql': "{% do exceptions.raise_compiler_error('hunter' ~ 42) if execute %}",
    'models/c.sql': 'select * from hunter{{ 40 + 2 }}',
  });
  const debug = await p.cli(['debug']);
  const run = await p.cli(['run', '--debug']);
  expect(run.stdout).toContain('the word is *****.');
  for (const text of [debug.stdout, run.stdout, written(p).replaceAll('from hunter42', '')]) {
    expect(text).not.toContain('hunter42');
  }
});

test.each([
  ['is wrong elsewhere', output(`      threads: many\n${SECRET}`)],
  ['is no YAML', output(`${SECRET}      threads: [\n`)],
  [
    'has a broken target',
    output(SECRET).replace('type: duckdb', 'type: "{{"').replace('      path: ":memory:"\n', ''),
  ],
])('nor in the lines that are shown when the profile %s', async (_, profiles) => {
  const p = await project({ 'project.yml': PROJECT, 'profiles.yml': profiles });
  const { code, stdout } = await p.cli(['run']);
  expect(code).toBe(2);
  expect(stdout).toContain('secret: *****');
  expect(stdout).not.toContain('hunter42');
});

test.each([
  ['is wrong', 'name: my-shop\ntargets: {prod: {type: duckdb, password: hunter42}}\n'],
  ['is no YAML', 'name: test\ntargets: {prod: {type: duckdb, password: hunter42}\nmodels: 1\n'],
])('nor in those of a project file that %s', async (_, text) => {
  const p = await project({ 'project.yml': text });
  const { code, stdout } = await p.cli(['run']);
  expect(code).toBe(2);
  expect(stdout).toContain('password: *****');
  expect(stdout).not.toContain('hunter42');
});

test('a password that is a word of the profile hides nothing', async () => {
  const p = await project({
    'project.yml': PROJECT,
    'profiles.yml': output(OTHER.replace('hunter42', 'duckdb')),
    'models/duckdb.sql': 'select 1 as id',
  });
  expect((await p.cli(['run'])).stdout).toContain('main.duckdb');
});
