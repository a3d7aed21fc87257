import { describe, expect, test } from 'vitest';
import { project } from '../support/project.ts';
import { asData, parsed } from './parsed.ts';

const model = (rest: string): Record<string, string> => ({
  'models/a.sql': 'select 1 as id',
  'models/s.yml': `models:\n  - name: a\n${rest}`,
});

const column = (tests: string): Record<string, string> =>
  model(`    columns: [{name: id, data_tests: [${tests}]}]\n`);

const testIds = (manifest: { readonly nodes?: unknown }): string[] =>
  Object.keys(asData(manifest.nodes)).filter((id) => id.startsWith('test.'));

describe('generic tests', () => {
  test('names and hashes are those of dbt', async () => {
    const p = await parsed({
      'dbt_project.yml': 'name: jaffle_shop\nversion: "1"\n',
      'models/orders.sql': 'select 1 as status',
      'models/customers.sql': 'select 1 as customer_id',
      'models/schema.yml': `models:
  - name: customers
    columns: [{name: customer_id, data_tests: [unique, not_null]}]
  - name: orders
    columns:
      - name: customer_id
        data_tests:
          - relationships: {arguments: {to: ref('customers'), field: customer_id}}
      - name: status
        data_tests:
          - accepted_values: {arguments: {values: [placed, shipped, completed, return_pending, returned]}}
`.replace("ref('customers')", '"ref(\'customers\')"'),
    });
    expect(testIds(p.manifest).toSorted()).toEqual([
      'test.jaffle_shop.accepted_values_orders_status__placed__shipped__completed__return_pending__returned.be6b5b5ec3',
      'test.jaffle_shop.not_null_customers_customer_id.5c9bf9911d',
      'test.jaffle_shop.relationships_orders_customer_id__customer_id__ref_customers_.c6ec7f58f2',
      'test.jaffle_shop.unique_customers_customer_id.c5af1ff4b1',
    ]);
    const long = p.get(testIds(p.manifest).find((id) => id.includes('accepted')) ?? '');
    expect(long.alias).toBe('accepted_values_orders_1ce6ab157c285f7cd2ac656013faf758');
    expect(long.path).toBe('accepted_values_orders_1ce6ab157c285f7cd2ac656013faf758.sql');
    expect(p.get('model.jaffle_shop.customers').primary_key).toEqual(['customer_id']);
  });

  test('a test knows what it stands on', async () => {
    const p = await parsed(column('{relationships: {arguments: {to: "ref(\'a\')", field: id}}}'));
    const node = p.get(testIds(p.manifest)[0] ?? '');
    expect(node).toMatchObject({
      raw_code: '{{ test_relationships(**_dbt_generic_test_kwargs) }}',
      attached_node: 'model.test.a',
      file_key_name: 'models.a',
      column_name: 'id',
      refs: [{ name: 'a' }, { name: 'a' }],
      depends_on: {
        macros: ['macro.dbt.test_relationships', 'macro.dbt.get_where_subquery'],
        nodes: ['model.test.a'],
      },
    });
  });

  test('configs stand under config or, in the old way, beside the arguments', async () => {
    const p = await parsed(
      column('{not_null: {severity: warn, config: {limit: 3, where: "id > 0", meta: {m: 1}}}}'),
    );
    const node = p.get(testIds(p.manifest)[0] ?? '');
    expect(node.config).toMatchObject({ severity: 'warn', limit: 3, where: 'id > 0', meta: { m: 1 } });
    expect(node.raw_code).toContain('config(severity="warn",where="id > 0",limit=3,meta={\'m\': 1})');
    expect(p.diagnostics.map((one) => one.message)).toEqual([
      expect.stringContaining('PropertyMovedToConfigDeprecation'),
    ]);
  });

  test("a macro's own configs and a name of one's own", async () => {
    const p = await parsed({
      ...column('{positive: {name: my_name, description: why}}'),
      'tests/generic/p.sql':
        "{% test positive(model, column_name) %}{{ config(severity='warn', fail_calc='sum(x)') }} select 1 from {{ model }}{% endtest %}",
    });
    const [id = ''] = testIds(p.manifest);
    expect(id).toMatch(/^test\.test\.my_name\.[0-9a-f]{10}$/);
    expect(p.get(id)).toMatchObject({
      description: 'why',
      config: { severity: 'warn', fail_calc: 'sum(x)' },
    });
    expect(p.get(id).depends_on).toEqual({
      macros: ['macro.test.test_positive', 'macro.dbt.get_where_subquery'],
      nodes: ['model.test.a'],
    });
  });

  test('a float stays a float in the compiled SQL', async () => {
    const p = await parsed({
      ...column('{over: {name: t, arguments: {least: 1.0}}}'),
      'macros/over.sql':
        '{% test over(model, column_name, least) %}select 1 from {{ model }} where {{ column_name }} < {{ least }}{% endtest %}',
    });
    await p.project.compile();
    expect(p.project.read('target/compiled/test/models/s.yml/t.sql')).toContain('id < 1.0');
  });

  test('store_failures gives a test a relation', async () => {
    const p = await parsed({
      'dbt_project.yml': 'name: test\nversion: "1"\ndata_tests: {+store_failures: true}\n',
      ...column('unique, {not_null: {config: {store_failures: false}}}'),
    });
    const nodes = testIds(p.manifest).map((id) => p.get(id));
    expect(nodes.map((one) => asData(one.config).store_failures_as)).toEqual(['table', 'ephemeral']);
    expect(nodes.map((one) => one.relation_name === null)).toEqual([false, true]);
  });
});

describe('generic tests that cannot be', () => {
  const cases: readonly (readonly [what: string, tests: string, code: string, says: string])[] = [
    ['two keys', '{not_null: {}, unique: {}}', 'TD217', 'must have exactly one key'],
    ['a list as arguments', '{not_null: [1]}', 'TD217', 'test arguments must be a dict'],
    ['the reserved argument', '{not_null: {arguments: {model: x}}}', 'TD217', 'reserved argument'],
    [
      'an argument nobody takes',
      '{accepted_values: {arguments: {valuez: [1]}}}',
      'TD217',
      "no keyword argument 'valuez'",
    ],
    ['a missing argument', 'accepted_values', 'TD217', "needs the argument 'values'"],
    ['a macro that is not there', 'not_nul', 'TD209', 'not_nul'],
    [
      'a wrong severity',
      '{not_null: {config: {severity: bad}}}',
      'TD212',
      "Severity must be either 'warn' or 'error'. Got 'bad'",
    ],
    ['the same twice', 'unique, unique', 'TD203', 'dbt found two data_tests with the name "unique_a_id"'],
    ['a number', '5', 'TD206', 'is not valid under any of the given schemas'],
  ];
  test.each(cases)('%s', async (_, tests, code, says) => {
    const p = await parsed(column(tests));
    expect(p.diagnostics.map((one) => one.code)).toEqual([code]);
    expect(p.diagnostics[0]?.message).toContain(says);
    expect(p.diagnostics[0]?.at).toMatchObject({ file: 'models/s.yml', line: 3 });
  });

  test('a test that is not there stays in the project, and fails when it runs', async () => {
    const p = await project({ 'models/a.sql': 'select 1 as id', ...column('unique, not_nul') });
    const ran = await p.build();
    expect(ran.statuses).toEqual({ a: 'success', unique_a_id: 'pass', not_nul_a_id: 'error' });
    expect(p.problems).toEqual(['TD209 models/s.yml:3:47', expect.stringMatching(/^TD303 models\/s.yml:3:/)]);
  });

  test('a near name is offered', async () => {
    const p = await parsed(column('not_nul'));
    expect(p.diagnostics[0]?.help).toBe('did you mean "not_null"?');
  });
});

test('configs under arguments: are configs', async () => {
  const inner = `{least: {arguments: {value: 1, error_if: '> 5', name: own, config: {where: 'id > 0'}}}}`;
  const p = await parsed({
    ...column(inner),
    'macros/t.sql': '{% test least(model, column_name, value) %}select 1{% endtest %}',
  });
  const [id = ''] = testIds(p.manifest);
  const node = p.get(id);
  expect(node.name).toBe('own');
  expect(asData(node.config)).toMatchObject({ where: 'id > 0', error_if: '> 5' });
  expect(Object.keys(asData(asData(node.test_metadata).kwargs)).toSorted()).toEqual([
    'column_name',
    'model',
    'value',
  ]);
});
