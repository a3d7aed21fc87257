import { expect, test } from 'vitest';
import { project, type TestProject } from '../support/project.ts';
import { elements, readXml } from '../support/xml.ts';

const FILES = {
  'models/a.sql': "select 1 as id, null as name, '<&>' as odd",
  'models/b.sql': 'select * from nowhere -- <&>"\' ]]> \u0001 \uffff',
  'models/c.sql': "select * from {{ ref('b') }}",
  'models/a.yml': `
models:
  - name: a
    columns:
      - name: name
        data_tests: [not_null]
      - name: id
        data_tests:
          - unique
          - accepted_values:
              name: odd_ones
              arguments: { values: [2] }
              config: { severity: warn }
`,
};

const report = (p: TestProject, path = 'target/junit.xml') => readXml(p.read(path));

test('the report of a build is XML whose counts are those of its cases and of the last line', async () => {
  const p = await project(FILES);
  const { code, stdout } = await p.cli(['build', '--reporter', 'junit']);
  expect(code).toBe(1);
  const suites = report(p);
  const [suite] = suites.children;
  const count = (name: string): string => String(elements(suites, name).length);
  const counts = {
    tests: count('testcase'),
    failures: count('failure'),
    errors: count('error'),
    skipped: count('skipped'),
  };
  expect(suites).toMatchObject({ name: 'testsuites', attributes: { name: 'tsdbt', ...counts } });
  expect(suite).toMatchObject({ name: 'testsuite', attributes: { name: 'build', ...counts } });
  expect(counts).toEqual({ tests: '6', failures: '1', errors: '1', skipped: '1' });
  expect(stdout).toContain('Done. PASS=2 WARN=1 ERROR=2 SKIP=1 NO-OP=0 TOTAL=6');
});

test('a case tells its node, file and time; a failure its code, place and text', async () => {
  const p = await project(FILES);
  await p.cli(['build', '--reporter', 'junit']);
  const cases = elements(report(p), 'testcase');
  const named = (name: string) => cases.find(({ attributes }) => attributes.name === name);
  expect(named('a')?.attributes).toMatchObject({ classname: 'model.test.a', file: 'models/a.sql' });
  expect(Number(named('a')?.attributes.time)).toBeGreaterThan(0);
  const [error] = named('b')?.children ?? [];
  expect(error).toMatchObject({ name: 'error', attributes: { type: 'TD501' } });
  expect(error?.attributes.message).toContain('Table with name nowhere does not exist');
  expect(error?.text).toContain('models/b.sql:1:15');
  expect(error?.text).toContain('<&>"\' ]]>');
  expect(named('c')?.children[0]?.attributes.message).toBe('because of model.test.b');
  expect(named('odd_ones')?.children[0]).toMatchObject({ name: 'system-out' });
});

test('a project that cannot be read is a report with its problems', async () => {
  const p = await project({ 'models/a.sql': "select * from {{ ref('<gone>') }}" });
  expect((await p.cli(['build', '--reporter', 'junit=reports/a.xml'])).code).toBe(2);
  const suites = report(p, 'reports/a.xml');
  expect(suites.attributes).toMatchObject({ tests: '1', errors: '1' });
  expect(elements(suites, 'testcase')[0]?.attributes).toMatchObject({
    name: 'TD201',
    classname: 'models/a.sql',
  });
});

test('when there was nothing to do, the report says so: that of an earlier run does not stay', async () => {
  const p = await project({ 'models/a.sql': 'select 1 as id' });
  await p.cli(['build', '--reporter', 'junit']);
  expect(report(p).attributes.tests).toBe('1');
  await p.cli(['build', '--reporter', 'junit', '--select', 'nothing_of_the_kind']);
  expect(report(p).attributes).toMatchObject({ tests: '0', failures: '0', errors: '0' });
});

test('the report and lines of JSON do not disturb each other', async () => {
  const p = await project({ 'models/a.sql': 'select 1 as id' });
  const { stdout } = await p.cli(['build', '--reporter', 'junit', '--log-format', 'json']);
  const lines = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { data: object; info: Record<string, unknown> });
  for (const { info } of lines) {
    expect(Object.keys(info)).toEqual(
      ['category', 'code', 'extra', 'invocation_id', 'level', 'msg', 'name', 'pid', 'thread', 'ts'].sort(),
    );
    expect(info.ts).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
  }
  expect(new Set(lines.map(({ info }) => info.invocation_id)).size).toBe(1);
  expect(report(p).attributes.tests).toBe('1');
});
