import { describe, expect, test } from 'vitest';
import { mark } from '../support/project.ts';
import { asData, at, parsed } from './parsed.ts';

const MODELS = {
  'models/my_model_a.sql': 'select 1 as id, 1 as a, 1 as string_a',
  'models/my_model_b.sql': 'select 1 as id, 2 as b, 1 as string_b',
  'models/my_model.sql':
    "select a + b as c from {{ ref('my_model_a') }} join {{ ref('my_model_b') }} using (id)",
};

/** A unit test of my_model with some of its parts. */
const withParts = (given: string, expected: string, more = ''): string => `unit_tests:
  - name: t
    model: my_model
    given: ${given}
    expect: ${expected}
${more}`;

describe('the manifest', () => {
  test('shows rows of YAML and CSV as dbt does, with its checksum', async () => {
    const p = await parsed({
      ...MODELS,
      'tests/fixtures/fix.csv': 'id,b,string_b\n1,,b\n2,2,\n3,4,c\n',
      'models/u.yml': `unit_tests:
  - name: diffing
    description: shows
    model: my_model
    given:
      - input: ref('my_model_a')
        rows:
          - {id: 1, a: 1, string_a: a}
          - {id: 2, a: 1, string_a: "a,b"}
          - {id: 3, a: 3}
      - input: ref('my_model_b')
        format: csv
        fixture: fix
    expect:
      rows:
        - {c: 3, string_c: ab}
        - {c: 4, string_c: ab}
        - {c: 4, string_c: null}
        - {c: 7, string_c: zz}
`,
    });
    const { given, ...node } = p.get('unit_test.test.my_model.diffing');
    expect(given).toMatchObject([
      { input: "ref('my_model_a')", format: 'dict', fixture: null },
      {
        rows: [
          { id: '3', b: '4', string_b: 'c' },
          { id: '2', b: '2', string_b: null },
          { id: '1', b: null, string_b: 'b' },
        ],
        format: 'csv',
        fixture: 'fix',
      },
    ]);
    expect(node).toMatchObject({
      model: 'my_model',
      fqn: ['test', 'my_model', 'diffing'],
      depends_on: { macros: [], nodes: ['model.test.my_model'] },
      checksum: '95c544167c746f4f8249c54794929eb450dd1c194e6e137bf50ba530ccc59716',
      config: { tags: [], meta: {}, enabled: true, static_analysis: null },
      schema: 'main',
      versions: null,
      version: null,
    });
    expect(asData(p.manifest.child_map)['model.test.my_model']).toEqual(['unit_test.test.my_model.diffing']);
  });

  test('overrides count for the checksum', async () => {
    const p = await parsed({
      ...MODELS,
      'models/u.yml': withParts(
        "[{input: ref('my_model_a'), rows: [{id: 1, a: 1}]}, {input: ref('my_model_b'), rows: [{id: 1, b: 2}, {id: 2, b: 2}]}]",
        '{rows: [{macro_call: override, var_call: var_override, env_var_call: env_var_override, invocation_id: 123}]}',
        `    overrides:
      macros: {type_numeric: override, invocation_id: 123}
      vars: {my_test: var_override}
      env_vars: {MY_TEST: env_var_override}
`,
      ),
    });
    expect(p.get('unit_test.test.my_model.t').checksum).toBe(
      '53f32bfc006405e69a918042de1e477d01890bc2e403f9742361f75cd860c7b7',
    );
  });

  test('a model with versions has a test of each that is asked for', async () => {
    const files = (versions: string) => ({
      'models/m_v1.sql': 'select 1 as id',
      'models/m_v2.sql': 'select 1 as id',
      'models/m_v3.sql': 'select 1 as id',
      'models/m.yml': `models: [{name: m, latest_version: 2, versions: [{v: 1}, {v: 2}, {v: 3}]}]
unit_tests:
  - {name: t, model: m, given: [], expect: {rows: [{id: 1}]}${versions}}`,
    });
    const ids = async (versions: string) =>
      Object.keys(asData((await parsed(files(versions))).manifest.unit_tests)).toSorted();
    const id = (version: number) => `unit_test.test.m.t_v${version}`;
    expect(await ids('')).toEqual([id(1), id(2), id(3)]);
    expect(await ids(', versions: {exclude: [2]}')).toEqual([id(1), id(3)]);
    expect(await ids(', versions: {include: [2]}')).toEqual([id(2)]);
    const p = await parsed(files(', versions: {include: [2]}'));
    expect(p.get(id(2))).toMatchObject({ name: 't', version: 2, depends_on: { nodes: ['model.test.m.v2'] } });
  });

  test('a test of a disabled model is disabled, too', async () => {
    const p = await parsed({
      'models/gone.sql': '{{ config(enabled=false) }} select 1 as id',
      'models/u.yml': 'unit_tests: [{name: t, model: gone, given: [], expect: {rows: [{id: 1}]}}]',
    });
    expect(p.problems).toEqual([]);
    expect(asData(p.manifest.unit_tests)).toEqual({});
    expect(Object.keys(asData(p.manifest.disabled))).toContain('unit_test.test.gone.t');
  });

  test('tags come from the project file and the test', async () => {
    const p = await parsed({
      ...MODELS,
      'project.yml': 'name: test\nversion: "1.0"\nconfig-version: 2\nunit_tests: {test: {+tags: one}}\n',
      'models/u.yml': withParts('[]', '{rows: []}', '    config: {tags: two, meta: {a: 1}}'),
    });
    expect(p.get('unit_test.test.my_model.t').config).toMatchObject({ tags: ['one', 'two'], meta: { a: 1 } });
    expect(await p.project.ls({ select: ['tag:two'] })).toEqual(['unit_test:test.t']);
  });
});

describe('mistakes', () => {
  test('a model that does not exist', async () => {
    const p = await parsed({
      ...MODELS,
      'models/u.yml': mark`unit_tests:
  - name: t
    «model»: my_modl
    given: []
    expect: {rows: []}`,
    });
    expect(p.problems).toEqual([at('TD201', p.project.mark(0))]);
    expect(p.diagnostics[0]).toMatchObject({
      message: "Unable to find model 'test.my_modl' for unit test 't' in models/u.yml",
      help: expect.stringContaining('my_model'),
    });
  });

  test('a fixture that does not exist, or of another format', async () => {
    const p = await parsed({
      ...MODELS,
      'tests/fixtures/rows.sql': 'select 1',
      'models/u.yml': mark`unit_tests:
  - name: one
    model: my_model
    given:
      - input: ref('my_model_a')
        format: csv
        «fixture»: row
    expect: {rows: []}
  - name: two
    model: my_model
    given: []
    expect:
      format: csv
      «fixture»: rows`,
    });
    expect(p.problems).toEqual([at('TD206', p.project.mark(0)), at('TD206', p.project.mark(1))]);
    expect(p.diagnostics[0]?.message).toBe("File not found for fixture 'row' in unit tests in models/u.yml");
    expect(p.diagnostics[0]?.help).toContain('rows');
    expect(p.diagnostics[1]?.message).toContain('does not match format csv');
  });

  test('rows that do not match their format', async () => {
    const p = await parsed({
      ...MODELS,
      'models/u.yml': mark`unit_tests:
  - name: t
    model: my_model
    given:
      - input: ref('my_model_a')
        format: csv
        «rows»: [{id: 1}]
    expect: {rows: []}`,
    });
    expect(p.problems).toEqual([at('TD206', p.project.mark(0))]);
    expect(p.diagnostics[0]?.message).toBe(
      'Unit test t has input rows or fixtures which do not match format csv.  Expected string.',
    );
  });

  test('CSV that cannot be read', async () => {
    const of = async (csv: string) => {
      const p = await parsed({
        ...MODELS,
        'tests/fixtures/bad.csv': csv,
        'models/u.yml': withParts("[{input: ref('my_model_a'), format: csv, fixture: bad}]", '{rows: []}'),
      });
      return [...p.problems, p.diagnostics[0]?.message];
    };
    const place = 'TD206 tests/fixtures/bad.csv:1:1';
    expect(await of('a,b\n1,2\n1,2,3\n')).toEqual([
      place,
      'line 3 of the CSV has 3 values, but its header names 2',
    ]);
    expect(await of('a\n"x\n')).toEqual([place, 'a quoted text begins in line 2 of the CSV and never ends']);
  });

  test('two tests or two fixtures of one name', async () => {
    const p = await parsed({
      ...MODELS,
      'tests/fixtures/one/f.csv': 'a\n',
      'tests/fixtures/two/f.csv': 'a\n',
      'models/u.yml': `${withParts('[]', '{rows: []}')}\n  - {name: t, model: my_model, given: [], expect: {rows: []}}`,
    });
    expect(p.diagnostics.map(({ code, message }) => `${code} ${message.split('\n')[0]}`)).toEqual([
      'TD203 dbt found two fixtures with the name "f":',
      'TD203 dbt found two unit_tests with the name "t":',
    ]);
  });

  test('versions of a model without any, both include and exclude, and none left', async () => {
    const of = async (model: string, versions: string) => {
      const p = await parsed({
        'models/m.sql': 'select 1 as id',
        'models/n.sql': 'select 1 as id',
        'models/m.yml': `models: [{name: m, versions: [{v: 1}]}]
unit_tests: [{name: t, model: ${model}, given: [], expect: {rows: []}, versions: ${versions}}]`,
      });
      return p.diagnostics.map(({ code, message }) => `${code} ${message}`).join();
    };
    expect(await of('n', '{include: [1]}')).toBe(
      "TD206 Unit test 't' should not have a versions include or exclude when referencing non-versioned model 'n'",
    );
    expect(await of('m', '{include: [1], exclude: [2]}')).toContain(
      'Unit tests can not both include and exclude versions.',
    );
    expect(await of('m', '{include: [7]}')).toBe(
      "TD206 Unit test 't' referenced a version of 'm' which was not found.",
    );
  });

  test('an incremental model needs an answer to is_incremental(), and rows of its own', async () => {
    const of = async (more: string) => {
      const p = await parsed({
        'models/m.sql':
          "{{ config(materialized='incremental') }} select 1 as id {% if is_incremental() %} from {{ this }} {% endif %}",
        'models/u.yml': `unit_tests: [{name: t, model: m, given: [], expect: {rows: []}${more}}]`,
      });
      return p.diagnostics[0]?.message;
    };
    expect(await of('')).toBe(
      "Boolean override for 'is_incremental' must be provided for unit test 't' in model 'm'",
    );
    expect(await of(', overrides: {macros: {is_incremental: maybe}}')).toContain('Boolean override');
    expect(await of(', overrides: {macros: {is_incremental: true}}')).toBe(
      "Unit test 't' for incremental model 'm' must have a 'this' input",
    );
    expect(await of(', overrides: {macros: {is_incremental: false}}')).toBeUndefined();
  });

  test('an input without rows must be a seed', async () => {
    const p = await parsed({
      ...MODELS,
      'models/u.yml': mark`unit_tests:
  - name: t
    model: my_model
    given:
      - «input»: ref('my_model_a')
    expect: {rows: []}`,
    });
    expect(p.problems).toEqual([at('TD206', p.project.mark(0))]);
    expect(p.diagnostics[0]?.message).toBe(
      "Unable to find seed 'test.my_model_a' for unit tests in directories: ['seeds']",
    );
  });

  test('keys and formats that nobody knows', async () => {
    const p = await parsed({
      ...MODELS,
      'models/u.yml': withParts("[{input: ref('my_model_a'), format: xml, rows: []}]", '{rows: []}'),
    });
    expect(p.diagnostics[0]).toMatchObject({ code: 'TD206' });
    expect(p.diagnostics[0]?.message).toContain("'xml' is not one of ['csv', 'dict', 'sql']");
  });
});
