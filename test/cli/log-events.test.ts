/** What the JSON log says under dbt's event names, for those who read it by program. */
import { expect, test } from 'vitest';
import { project } from '../support/project.ts';

interface Line {
  readonly info: { readonly name: string; readonly msg: string; readonly level: string };
  readonly data: Readonly<Record<string, unknown>>;
}

async function linesOf(files: Readonly<Record<string, string>>, args: readonly string[]) {
  const p = await project(files);
  const { stdout } = await p.cli(['--debug', '--log-format', 'json', ...args]);
  // Every line of the log is an object of this form.
  const lines = stdout
    .trim()
    .split('\n')
    .map((text) => JSON.parse(text) as Line);
  return (name: string) => lines.filter((line) => line.info.name === name);
}

test('a missing variable: what a node died of and what was given, secrets masked', async () => {
  const named = await linesOf({ 'models/a.sql': 'select {{ var("x") }} as id' }, [
    'run',
    '--vars',
    '{DBT_ENV_SECRET_y: abc, z: def}',
  ]);
  const [caught] = named('CatchableExceptionOnRun');
  expect(caught?.info.level).toBe('debug');
  expect(caught?.info.msg).toContain('{\n      "DBT_ENV_SECRET_y": "*****",\n      "z": "def"\n  }');
  expect(named('StateCheckVarsHash').map((line) => line.data.vars)).toEqual([
    "{'DBT_ENV_SECRET_y': '*****', 'z': 'def'}",
  ]);
});

test('a warning begins with its message: level and code have fields of their own', async () => {
  const named = await linesOf(
    { 'models/a.sql': 'select 1 as id', 'models/s.yml': 'models: []\nmodels: [{name: a}]\n' },
    ['parse'],
  );
  const [warned] = named('DuplicateYAMLKeysDeprecation');
  expect(warned?.info).toMatchObject({
    level: 'warn',
    msg: expect.stringMatching(/^Duplicate key 'models' in/),
  });
  expect(warned?.data.code).toBe('TD103');
});

test('results name the group of their node and its owner; the log file is JSON when the console is', async () => {
  const p = await project({
    'models/a.sql': 'select 1 as id, null as x',
    'models/s.yml':
      'groups: [{name: g, owner: {name: me, email: [a@b.c, d@e.f]}}]\nmodels: [{name: a, group: g, columns: [{name: x, data_tests: [not_null]}]}]\n',
  });
  await p.cli(['--log-format', 'json', 'build']);
  // As above.
  const lines = p
    .read('logs/dbt.log')
    .trim()
    .split('\n')
    .map((text) => JSON.parse(text) as Line);
  const of = (name: string) => lines.filter((line) => line.info.name === name).map((line) => line.data);
  const group = { name: 'g', package_name: 'test', owner: { name: 'me', email: "['a@b.c', 'd@e.f']" } };
  expect(of('LogModelResult')).toMatchObject([{ group }]);
  expect(of('RunResultFailure')).toMatchObject([{ group }]);
  expect(of('RunResultError')).toMatchObject([{ group }]);
  expect(of('SQLQuery').find((data) => data.conn_name === 'model.test.a')).toMatchObject({
    node_info: { unique_id: 'model.test.a', node_status: 'started' },
  });
  expect(of('NodeFinished')[0]).toMatchObject({ run_result: { status: 'success', adapter_response: {} } });
});
