import { expect, test } from 'vitest';
import { project } from '../support/project.ts';

const SHOP = {
  'models/a.sql': 'select 1 as id',
  'models/b.sql': "select nope from {{ ref('a') }}",
  'models/c.sql': "select * from {{ ref('b') }}",
  'models/s.yml':
    'models: [{name: a, columns: [{name: id, data_tests: [unique, {accepted_values: {arguments: {values: [2]}}}]}]}]\n',
};

test('run tells of each node, of failures, and of the whole', async () => {
  const p = await project(SHOP);
  const { code, stdout } = await p.cli(['run', '--threads', '1']);
  expect(code).toBe(1);
  expect(stdout).toContain('Running with tsdbt=');
  expect(stdout).toMatch(/Found 3 models, 2 data tests, \d+ macros/);
  expect(stdout).toContain("Concurrency: 1 threads (target='dev')");
  expect(stdout).toMatch(/1 of 3 START sql view model main\.a \.+ \[RUN\]/);
  expect(stdout).toMatch(/1 of 3 OK created sql view model main\.a \.+ \[OK in \d+\.\d\ds\]/);
  expect(stdout).toMatch(/2 of 3 ERROR creating sql view model main\.b \.+ \[ERROR in/);
  expect(stdout).toMatch(/3 of 3 SKIP relation main\.c \.+ \[SKIP\]/);
  expect(stdout).toContain('Failure in model b (models/b.sql)');
  expect(stdout).toContain('models/b.sql:1:8');
  expect(stdout).toContain('compiled code at target/compiled/test/models/b.sql');
  expect(stdout).toContain('Done. PASS=1 WARN=0 ERROR=1 SKIP=1 NO-OP=0 TOTAL=3');
});

test('a failed test says how many rows, and where its SQL is', async () => {
  const p = await project(SHOP);
  await p.cli(['run', '-s', 'a']);
  const { code, stdout } = await p.cli(['test']);
  expect(code).toBe(1);
  expect(stdout).toMatch(/FAIL 1 accepted_values_a_id__2 \.+ \[FAIL 1 in/);
  expect(stdout).toContain('Failure in test accepted_values_a_id__2 (models/s.yml)');
  expect(stdout).toContain('Got 1 result, configured to fail if != 0');
  expect(stdout).toContain('compiled code at target/compiled/test/models/s.yml/accepted_values_a_id__2.sql');
});

test('--quiet leaves data: ls, show, compile --inline', async () => {
  const p = await project(SHOP);
  expect((await p.cli(['-q', 'ls', '--resource-type', 'model'])).stdout).toBe('test.a\ntest.b\ntest.c\n');
  expect((await p.cli(['-q', 'compile', '--inline', 'select {{ 1 + 1 }}'])).stdout).toBe('select 2\n');
  expect((await p.cli(['-q', 'show', '--inline', 'select 1 as x'])).stdout).toBe('| x |\n| - |\n| 1 |\n\n');
});

test('print() survives --quiet, not --no-print', async () => {
  const p = await project({
    'macros/m.sql': "{% macro hi() %}{{ print('hello') }}{{ log('logged', info=True) }}{% endmacro %}",
  });
  expect((await p.cli(['-q', 'run-operation', 'hi'])).stdout).toBe('hello\n');
  expect((await p.cli(['-q', '--no-print', 'run-operation', 'hi'])).stdout).toBe('');
});

test('--reporter junit writes a report', async () => {
  const p = await project(SHOP);
  await p.cli(['build', '--reporter', 'junit=report.xml']);
  expect(p.read('report.xml')).toContain('classname="model.test.b"');
});

test('SIGINT: what runs is cancelled, results are written, exit code 130', async () => {
  const p = await project({
    'models/slow.sql':
      "{{ config(materialized='table') }} select count(*) as n from range(1000000000000) t(x) where x % 7 = 3",
  });
  const { runCli } = await import('../support/cli.ts');
  const { code, stdout } = await runCli(['run'], {
    cwd: p.root,
    started: (child) =>
      child.stdout?.on('data', (text: Buffer) => {
        if (text.toString().includes('START sql')) setTimeout(() => child.kill('SIGINT'), 200);
      }),
  });
  expect(code).toBe(130);
  expect(stdout).toContain('Exited because of keyboard interrupt');
  expect(JSON.parse(p.read('target/run_results.json')).results).toHaveLength(1);
}, 30_000);

test('secrets are masked wherever they would be printed', async () => {
  const p = await project({
    'project.yml':
      'name: test\ntargets: {dev: {type: duckdb, path: "{{ env_var(\'DBT_ENV_SECRET_PATH\') }}.db"}}\n',
    'models/a.sql': "{{ log(target.path ~ '', info=True) }} select 1 as id",
  });
  const { stdout } = await p.cli(['--debug', 'run'], { DBT_ENV_SECRET_PATH: 'hunter22' });
  expect(stdout).toContain('OK created');
  expect(stdout).not.toContain('hunter22');
  expect(p.read('logs/dbt.log')).not.toContain('hunter22');
});
