import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { build, ls, openEngine, run, TsdbtError } from '../../src/index.ts';
import { mark, project } from '../support/project.ts';

const SHOP = {
  'seeds/raw.csv': 'id,amount\n1,10\n2,20\n',
  'models/stg.sql': "select id, amount from {{ ref('raw') }}",
  'models/total.sql': "{{ config(materialized='table') }} select sum(amount) as total from {{ ref('stg') }}",
  'models/shop.yml': `models:
  - name: stg
    columns: [{name: id, data_tests: [unique, not_null]}]
`,
};

test('build: seeds, models and tests in their order', async () => {
  const p = await project(SHOP);
  const { exitCode, statuses } = await p.build();
  expect(p.diagnostics).toEqual([]);
  expect(statuses).toEqual({
    raw: 'success',
    stg: 'success',
    unique_stg_id: 'pass',
    not_null_stg_id: 'pass',
    total: 'success',
  });
  expect(exitCode).toBe(0);
  expect(await p.query('select total from total')).toEqual([[30]]);
});

test('what commands write', async () => {
  const p = await project(SHOP);
  await p.parse();
  expect(p.exists('target/manifest.json')).toBe(true);
  expect(p.exists('target/run_results.json')).toBe(false);
  await p.build();
  expect(JSON.parse(p.read('target/run_results.json')).results).toHaveLength(5);
  expect(p.read('target/compiled/test/models/total.sql')).toContain(
    'select sum(amount) as total from "test"."main"."stg"',
  );
  expect(p.read('target/run/test/models/total.sql')).toContain('select sum(amount) as total');
  await p.docsGenerate();
  expect(Object.keys(JSON.parse(p.read('target/catalog.json')).nodes).sort()).toEqual([
    'model.test.stg',
    'model.test.total',
    'seed.test.raw',
  ]);
});

test('--no-write-json writes no artifacts', async () => {
  const p = await project(SHOP, { flags: { write_json: false } });
  await p.build();
  expect(p.exists('target/manifest.json')).toBe(false);
  expect(p.exists('target/run_results.json')).toBe(false);
});

test('a failed test fails its model’s children and the command', async () => {
  const p = await project({ ...SHOP, 'seeds/raw.csv': 'id,amount\n1,10\n1,20\n' });
  const { exitCode, statuses } = await p.build();
  expect(statuses).toMatchObject({ unique_stg_id: 'fail', total: 'skipped' });
  expect(exitCode).toBe(1);
});

test('all that is wrong with a project is reported at once, with places', async () => {
  const p = await project({
    'models/a.sql': mark`select * from {{ ref(«'nope'») }}`,
    'models/b.sql': mark`select * from {{ source(«'no', 'table'») }}`,
  });
  const { exitCode } = await p.parse();
  expect(exitCode).toBe(2);
  expect(p.problems.map((text) => text.split(':', 2).join(':'))).toEqual([
    'TD201 models/a.sql:1',
    'TD202 models/b.sql:1',
  ]);
});

test('ls in its forms', async () => {
  const p = await project(SHOP);
  expect(await p.ls()).toEqual([
    'test.stg',
    'test.total',
    'test.raw',
    'test.not_null_stg_id',
    'test.unique_stg_id',
  ]);
  expect(await p.ls({ resourceTypes: ['model'], output: 'path' })).toEqual([
    'models/stg.sql',
    'models/total.sql',
  ]);
  expect(await p.ls({ select: ['stg+'], resourceTypes: ['model'], output: 'name' })).toEqual([
    'stg',
    'total',
  ]);
  const [line = ''] = await p.ls({
    select: ['total'],
    output: 'json',
    outputKeys: ['name', 'config.materialized'],
  });
  expect(line).toBe('{"name": "total", "config.materialized": "table"}');
});

test('compile --inline and of a node', async () => {
  const p = await project(SHOP);
  const inline = await p.compile({ inline: "select * from {{ ref('stg') }} -- {{ 1 + 1 }}" });
  expect(inline.output).toEqual(['Compiled inline node is:\nselect * from "test"."main"."stg" -- 2']);
  const named = await p.compile({ select: ['total'], output: 'json' });
  expect(JSON.parse(named.output[0] ?? '')).toEqual({
    node: 'total',
    compiled: ' select sum(amount) as total from "test"."main"."stg"',
  });
});

test('show a node and a query', async () => {
  const p = await project(SHOP);
  await p.build();
  const table = await p.show({ select: ['stg'] });
  expect(table.output).toEqual([
    "Previewing node 'stg':\n| id | amount |\n| -- | ------ |\n|  1 |     10 |\n|  2 |     20 |\n",
  ]);
  const json = await p.show({ inline: "select 1 as a, null as b, 'x' as c", output: 'json' });
  expect(json.output).toEqual([
    '{\n  "show": [\n    {\n      "a": 1,\n      "b": null,\n      "c": "x"\n    }\n  ]\n}',
  ]);
  const limited = await p.show({ inline: 'select * from range(10)', limit: 2, output: 'json' });
  expect(JSON.parse(limited.output[0] ?? '').show).toHaveLength(2);
  const all = await p.show({ inline: 'select * from range(10)', limit: -1, output: 'json' });
  expect(JSON.parse(all.output[0] ?? '').show).toHaveLength(10);
});

test('run-operation calls a macro with arguments and gives what it returns', async () => {
  const p = await project({
    'macros/m.sql': "{% macro twice(x, y=1) %}{{ print('got ' ~ x) }}{{ return(x * 2 + y) }}{% endmacro %}",
  });
  const { value, output, exitCode } = await p.runOperation('twice', '{x: 20, y: 2}');
  expect(output).toEqual(['got 20']);
  expect(value).toBe(42);
  expect(exitCode).toBe(0);
  const missing = await p.runOperation('twise');
  expect(missing.exitCode).toBe(2);
  expect(missing.error?.first).toMatchObject({ code: 'TD508', help: 'did you mean "twice"?' });
});

test('warnings are errors with warnError, and silent when silenced', async () => {
  const files = { ...SHOP };
  const warned = await project(files);
  await warned.run({ select: ['nothing_like_it'] });
  expect(warned.diagnostics.map(({ code }) => code)).toEqual(['TD403']);
  const strict = await project(files, { warnError: true });
  expect((await strict.run({ select: ['nothing_like_it'] })).exitCode).toBe(2);
  const named = await project(files, { warnErrorOptions: '{error: [NoNodesForSelectionCriteria]}' });
  expect((await named.run({ select: ['nothing_like_it'] })).exitCode).toBe(2);
  const silent = await project(files, {
    warnErrorOptions: { error: 'all', silence: ['NoNodesForSelectionCriteria', 'NothingToDo'] },
  });
  expect((await silent.run({ select: ['nothing_like_it'] })).exitCode).toBe(0);
  expect(silent.diagnostics).toEqual([]);
});

test.each([
  ['{include: all, error: all}', 'Only `include` or `error` can be specified'],
  ['{exclude: [TD403], warn: [TD403]}', 'Only `exclude` or `warn` can be specified'],
])('lists of warnings under an old and a new name: %s', async (warnErrorOptions, message) => {
  const { error } = await (await project(SHOP, { warnErrorOptions })).parse();
  expect(error?.first.code).toBe('TD901');
  expect(error?.first.message).toContain(message);
});

test('a list of warnings that is left empty names none', async () => {
  const p = await project(SHOP, { warnErrorOptions: '{warn: , error: , silence: [TD403]}' });
  await p.run({ select: ['nothing_like_it'] });
  expect(p.diagnostics).toEqual([]);
});

test('a deprecation is known under its dbt name, and all of them as Deprecations', async () => {
  const old =
    'models: [{name: total, columns: [{name: total, data_tests: [{accepted_values: {values: [30]}}]}]}]';
  const files = { ...SHOP, 'models/old.yml': old };
  expect((await (await project(files)).parse()).exitCode).toBe(0);
  for (const name of ['MissingArgumentsPropertyInGenericTestDeprecation', 'Deprecations', 'TD219']) {
    const p = await project(files, { warnErrorOptions: { error: [name] } });
    expect((await p.parse()).exitCode).toBe(2);
  }
});

test('nothing to do is a warning, too', async () => {
  const files = { 'models/a.sql': 'select 1 as id' };
  expect((await (await project(files)).seed()).exitCode).toBe(0);
  const strict = await project(files, { warnError: true });
  expect((await strict.seed()).exitCode).toBe(2);
  expect(strict.diagnostics.map(({ code }) => code)).toEqual(['TD403']);
});

test('two engines side by side in one process share nothing', async () => {
  const [a, b] = await Promise.all([
    project(SHOP),
    project({ ...SHOP, 'seeds/raw.csv': 'id,amount\n1,1\n2,2\n' }),
  ]);
  const open = (root: string, name: string) =>
    openEngine({ projectDir: root, cwd: root, env: {}, vars: { name } });
  const [first, second] = await Promise.all([open(a.root, 'a'), open(b.root, 'b')]);
  const [one, two] = await Promise.all([build(first), build(second)]);
  expect([one.exitCode, two.exitCode]).toEqual([0, 0]);
  await Promise.all([first.close(), second.close()]);
  expect(await a.query('select total from total')).toEqual([[30]]);
  expect(await b.query('select total from total')).toEqual([[3]]);
  expect(JSON.parse(a.read('target/run_results.json')).metadata.invocation_id).not.toBe(
    JSON.parse(b.read('target/run_results.json')).metadata.invocation_id,
  );
});

test('an engine may run several commands, one after the other', async () => {
  const p = await project(SHOP);
  const engine = await openEngine({ projectDir: p.root, cwd: p.root, env: {} });
  await build(engine);
  const again = await run(engine, { select: ['total'], fullRefresh: true });
  expect(again.exitCode).toBe(0);
  expect((await ls(engine, { select: ['total'] })).lines).toEqual(['test.total']);
  await engine.close();
});

test('what concerns no node rejects with TsdbtError', async () => {
  const p = await project({ 'project.yml': 'name: test\nprofile: nope\n' });
  await expect(openEngine({ projectDir: p.root, cwd: p.root, env: {} })).rejects.toBeInstanceOf(TsdbtError);
  expect(existsSync(join(p.root, 'target'))).toBe(false);
});

test('a signal cancels what is running, and results are written', async () => {
  const p = await project({
    'models/slow.sql':
      "{{ config(materialized='table') }} select count(*) as n from range(100000000000) t(x) where x % 7 = 3",
    'models/after.sql': "select * from {{ ref('slow') }}",
  });
  const controller = new AbortController();
  const engine = await openEngine({
    projectDir: p.root,
    cwd: p.root,
    env: {},
    signal: controller.signal,
    sinks: [(event) => event.type === 'node:start' && setTimeout(() => controller.abort(), 300)],
  });
  const { cancelled, results } = await build(engine, { fullRefresh: true });
  await engine.close();
  expect(cancelled).toBe(true);
  expect(results.map(({ status }) => status)).not.toContain('success');
  expect(JSON.parse(readFileSync(join(p.root, 'target/run_results.json'), 'utf8')).results).toHaveLength(
    results.length,
  );
}, 20_000);

test('templates find the packages of the project and their versions', async () => {
  const p = await project({
    'dbt_packages/kit/dbt_project.yml': 'name: kit\nversion: 1.2.0\n',
    'models/a.sql':
      "select '{{ builtins.ref.config.dependencies['kit'].version }}' as version, '{{ builtins.ref.config.vars.to_dict()['x'] }}' as x",
    'project.yml': 'name: test\nvars: {x: 5}\n',
  });
  await p.run();
  expect(await p.query('select version, x from a')).toEqual([['1.2.0', '5']]);
});

test('debug says where it looked for a profile that is not there', async () => {
  const p = await project({ 'dbt_project.yml': 'name: test\nversion: "1.0"\nprofile: nobody\n' });
  const { code, stdout } = await p.cli(['debug']);
  expect(code).toBe(1);
  expect(stdout).toContain(`Using profiles.yml file at ${p.root}/.dbt/profiles.yml`);
});

test('debug ends as other commands do when the project file asks for a variable that nobody gives', async () => {
  const p = await project({
    'dbt_project.yml': 'name: test\nversion: "1.0"\nmodels: {+schema: "{{ var(\'x\') }}"}\n',
  });
  const { code, stdout } = await p.cli(['debug']);
  expect(code).toBe(2);
  expect(stdout).toContain("Required var 'x' not found");
});

test('project files see modules', async () => {
  const p = await project({
    'project.yml':
      'name: test\nversion: "1.0"\ntarget-path: "out_{{ modules.datetime.date(2026, 1, 2).isoformat() }}"\n',
    'models/a.sql': 'select 1 as id',
  });
  await p.parse();
  expect(p.exists('out_2026-01-02/manifest.json')).toBe(true);
});

test('versions of a model are shown under their own names, floats as floats', async () => {
  const p = await project({
    'models/a_v1.sql': 'select 3.0::double as x',
    'models/a_v2.sql': 'select 2 as x',
    'models/s.yml': 'models: [{name: a, latest_version: 1, versions: [{v: 1}, {v: 2}]}]\n',
  });
  await p.run();
  const shown = await p.show({ select: ['a.v1'], output: 'json' });
  expect(shown.output).toEqual(['{\n  "node": "a.v1",\n  "show": [\n    {\n      "x": 3.0\n    }\n  ]\n}']);
});

test('a metric has its fields where nodes run', async () => {
  const p = await project({
    'models/a.sql':
      "{% set m = metric('order_count') %}select '{{ m }} {{ m.metric_name }}{% if execute %} {{ m.label }}{% endif %}' as x",
    'models/orders.sql': 'select 1 as id, current_date as ordered_on',
    'models/time_spine.sql': 'select current_date as day',
    'models/s.yml': `models:
  - name: time_spine
    time_spine: {standard_granularity_column: day}
    columns: [{name: day, granularity: day}]
semantic_models:
  - name: orders
    model: ref('orders')
    defaults: {agg_time_dimension: ordered_on}
    entities: [{name: id, type: primary}]
    dimensions: [{name: ordered_on, type: time, type_params: {time_granularity: day}}]
    measures: [{name: order_count, agg: sum, expr: id}]
metrics:
  - {name: order_count, label: Orders, type: simple, type_params: {measure: order_count}}
`,
  });
  const ran = await p.compile();
  expect([ran.error?.message, ...p.problems]).toEqual([undefined]);
  expect(p.read('target/compiled/test/models/a.sql')).toBe("select 'order_count order_count Orders' as x");
});

test('a materialization is for the languages that it names', async () => {
  const p = await project({
    'models/a.sql': "{{ config(materialized='odd') }} select 1 as id",
    'macros/odd.sql':
      "{% materialization odd, default, supported_languages=['python'] %}{{ return({'relations': []}) }}{% endmaterialization %}",
  });
  expect((await p.run()).statuses).toEqual({ a: 'error' });
  expect(p.diagnostics[0]).toMatchObject({
    code: 'TD220',
    message: 'Materialization "odd" only supports languages [\'python\']; got "sql"',
  });
});
