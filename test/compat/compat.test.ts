import { describe, expect, test } from 'vitest';
import { project } from '../support/project.ts';
import { compat, other } from './other.ts';

const FILES = {
  'dbt_project.yml': 'name: test\nversion: "1.0"\nprofile: test\n',
  'profiles.yml': 'test: {target: dev, outputs: {dev: {type: duckdb, path: test.duckdb}}}\n',
  'seeds/s.csv': 'id,name\n1,a\n2,b\n',
  'models/a.sql': "select id, name, '{{ invocation_id }}' as run from {{ ref('s') }}",
  'models/b.sql': "select *, now() as at from {{ ref('a') }}",
  'models/s.yml': 'models: [{name: b, columns: [{name: id, data_tests: [unique]}]}]\n',
};

describe('what agrees', () => {
  test('compile: counts, exit code 0, and nothing is written into the project', async () => {
    const { p, code, stdout } = await compat(FILES, other());
    expect(stdout).toContain('No differences.');
    expect(stdout).toMatch(/model +2 +2/);
    expect(stdout).toMatch(/compiled model +2 +2/);
    expect(code).toBe(0);
    expect([p.exists('target'), p.exists('test.duckdb')]).toEqual([false, false]);
  });
  test('build: results and tables, though runs differ in their time and id', async () => {
    const { p, code, stdout } = await compat(FILES, other(), '--build');
    expect(stdout).toContain('No differences.');
    expect(stdout).toMatch(/table +3 +3/);
    expect(stdout).toMatch(/result of test +1 +1/);
    expect(code).toBe(0);
    expect(p.exists('test.duckdb')).toBe(false);
  });
});

describe('what differs', () => {
  test('fields of the manifest, SQL and results, with their paths; exit code 1', async () => {
    const changes = `
      json('target/manifest.json', (manifest) => {
        manifest.nodes['model.test.a'].config.materialized = 'table';
        manifest.nodes['model.test.b'].compiled_code += ' where true';
        delete manifest.nodes['seed.test.s'];
      });
      json('target/run_results.json', ({ results }) => {
          results.find((one) => one.unique_id === 'model.test.a').status = 'skipped';
      });`;
    const { code, stdout } = await compat(FILES, other('', changes));
    expect(stdout).toContain('model model.test.a config.materialized\n    theirs: table\n    ours:   view');
    expect(stdout).toMatch(/compiled model model\.test\.b\n {4}theirs: .*where true\n/);
    expect(stdout).toContain('seed seed.test.s\n    theirs: (missing)\n    ours:   (there)');
    expect(stdout).toMatch(/result of model model\.test\.a\n {4}theirs: skipped/);
    expect(stdout).toMatch(/^4 differences:$/m);
    expect(code).toBe(1);
  });
  test('for machines, and no more than are wanted', async () => {
    const change = `json('target/manifest.json', ({ nodes }) => { for (const one of Object.values(nodes)) one.alias += 'x'; });`;
    const json = await compat(FILES, other('', change), '--parse-only', '--output', 'json');
    const report = JSON.parse(json.stdout);
    expect(report.differences).toContainEqual({
      kind: 'seed',
      id: 'seed.test.s',
      path: 'alias',
      theirs: 'sx',
      ours: 's',
    });
    expect(report.counts).toContainEqual({ kind: 'model', agreed: 0, total: 2 });
    const text = await compat(FILES, other('', change), '--parse-only', '--limit', '1');
    expect(text.stdout).toContain('… and 3 more');
  });
  test('rows of a table: which columns, and how many rows', async () => {
    const other1 = other(
      "if (args[0] === 'build') edit('seeds/s.csv', (text) => text.replace('2,b', '2,c'));",
    );
    const { stdout, code } = await compat(FILES, other1, '--build');
    expect(stdout).toMatch(/table model\.test\.a values\n {4}theirs: values of name VARCHAR\n/);
    const longer = `edit("seeds/s.csv", (text) => text + "3,c\\n")`;
    const other2 = other(`if (args[0] === "build") ${longer};`);
    const rows = await compat(FILES, other2, '--build');
    expect(rows.stdout).toContain('table seed.test.s rows\n    theirs: 3\n    ours:   2');
    expect([code, rows.code]).toEqual([1, 1]);
  });
});

describe('what changes by itself', () => {
  test('does not count when the other tool builds twice, as long as all else is equal', async () => {
    const files = {
      ...FILES,
      'models/b.sql': "select *, random() as lot from {{ ref('a') }}",
      'models/c.sql': "select *, random() as lot from {{ ref('a') }}",
    };
    const once = await compat(files, other(), '--build');
    expect(once.stdout).toMatch(/table model\.test\.b values\n {4}theirs: values of lot DOUBLE/);
    const twice = await compat(files, other(), '--build', '--twice');
    expect(twice.stdout).toMatch(/table +2 +2\ntable that changes by itself +2 +2/);
    expect(twice.stdout).toContain('No differences.');
    expect([once.code, twice.code]).toEqual([1, 0]);
  });
});

describe('the other tool', () => {
  test('ends at the first node that it cannot render: that one is left out and counted', async () => {
    const stop = `if (args[0] === 'compile' && !args.includes('--exclude')) {
      process.stdout.write('Encountered an error:\\nRuntime Error\\n  Compilation Error in model b (models/b.sql)\\n    nope\\n');
      process.exit(2);
    }`;
    const { stdout, code } = await compat(FILES, other(stop));
    expect(stdout).toMatch(/result of model model\.test\.b\n {4}theirs: error: nope\n {4}ours: {3}success/);
    expect(stdout).toMatch(/compiled model +1 +2/);
    expect(code).toBe(1);
  });
  test('that fails is TD904 with its last lines; so is one that is not there', async () => {
    const failing = await compat(FILES, "process.stdout.write('no such profile'); process.exit(2);");
    expect(failing.stdout).toMatch(/error TD904: .* compile" ended with 2:\s+no such profile/);
    expect(failing.code).toBe(2);
    const missing = await (await project(FILES)).cli(['compat', '--against', 'no-such-dbt']);
    expect(missing.stdout).toContain('error TD904: cannot run "no-such-dbt"');
  });
  test('gets secrets in variables, never in a file', async () => {
    const look = `
      const profile = readFileSync(process.env.DBT_PROFILES_DIR + '/profiles.yml', 'utf8');
      if (profile.includes('hush')) { process.stdout.write('a secret in a file'); process.exit(2); }`;
    const secrets = '{type: duckdb, secrets: [{type: s3, secret: hush-hush}]}';
    const files = { ...FILES, 'profiles.yml': `test: {target: dev, outputs: {dev: ${secrets}}}` };
    expect((await compat(files, other(look), '--parse-only')).stdout).toContain('No differences.');
  });
});
