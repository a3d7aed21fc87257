import { expect, test } from 'vitest';
import {
  baseScope,
  type Capture,
  createCapture,
  docScope,
  type ParsedPart,
  parseScope,
} from '../../src/scope/index.ts';
import { parseTemplate } from '../../src/template/index.ts';
import { type Inline, inlineMacros, inlineWorld } from './fixture.ts';

const part: ParsedPart = {
  unique_id: 'model.p.m',
  name: 'm',
  package_name: 'p',
  resource_type: 'model',
  original_file_path: 'models/m.sql',
  path: 'm.sql',
  config: {},
  database: 'memory',
  schema: 'main',
  alias: 'm',
  fields: { name: 'm' },
};

async function parse(text: string, inline: Inline = {}): Promise<{ text: string; capture: Capture }> {
  const capture = createCapture();
  const scope = parseScope(inlineWorld(inline), inlineMacros(inline.macros), part, capture);
  return {
    text: await parseTemplate(text, { file: 'models/m.sql' }).render(scope, { lenient: true }),
    capture,
  };
}

test('refs and sources are collected with their places and give the relation of the model itself', async () => {
  const { text, capture } = await parse(
    "select * from {{ ref('a') }}\njoin {{ ref('pkg', 'b', v=2) }} join {{ source('raw', 't') }}",
  );
  expect(text).toContain('from "memory"."main"."m"');
  expect(capture.refs).toMatchObject([
    { name: 'a', package: null, version: null, at: { line: 1, column: 18 } },
    { name: 'b', package: 'pkg', version: 2, at: { line: 2, column: 9 } },
  ]);
  expect(capture.sources).toMatchObject([{ source: 'raw', table: 't', at: { line: 2 } }]);
});

test("config() calls are collected, hooks under dbt's names", async () => {
  const { text, capture } = await parse(
    "{{ config(materialized='table', pre_hook=['x']) }}{{ config({'tags': 'a'}) }}{{ config.get('x') }}",
  );
  expect(text).toBe('');
  expect(capture.configs).toEqual([{ materialized: 'table', 'pre-hook': ['x'] }, { tags: 'a' }]);
  await expect(parse('{{ config() }}')).rejects.toThrow('Invalid inline model config');
});

test('macros that the text calls are collected, those that they call are not', async () => {
  const macros = {
    p: '{% macro outer() %}{{ inner() }}{% endmacro %}{% macro inner() %}x{% endmacro %}',
    q: '{% macro other() %}y{% endmacro %}',
  };
  const { text, capture } = await parse('{{ outer() }}{{ q.other() }}', { macros });
  expect(text).toBe('xy');
  expect([...capture.macros]).toEqual(['macro.p.outer', 'macro.q.other']);
});

test('nothing is asked of a warehouse', async () => {
  const { text } = await parse(
    "{{ execute }} {{ adapter.get_columns_in_relation(this) }} {{ adapter.get_relation('a', 'b', 'c') }} {{ adapter.type() }}" +
      "{% if execute %}{{ run_query('select 1').rows[0] }}{% endif %} {{ var('not_set') }}",
  );
  expect(text).toBe('False [] None duckdb None');
});

test('queries outside of execute give nothing', async () => {
  const { text } = await parse("{% set r = run_query('select 1') %}[{{ r }}]{{ load_result('x') }}");
  expect(text).toBe('[]None');
});

test('YAML sees settings, not macros; descriptions see doc()', async () => {
  const world = inlineWorld({ vars: { a: 1 } });
  const render = (text: string): unknown =>
    parseTemplate(text, { file: 'models/m.yml' }).render(baseScope(world, 'p'));
  expect(render("{{ var('a') }} {{ target.name }} {{ env_var('X', 'y') }}")).toBe('1 dev y');
  expect(() => render('{{ run_query(1) }}')).toThrow("'run_query' is undefined");
  const docs = docScope(
    world,
    'p',
    (packageName, name) => (name === 'known' ? `text of ${packageName}` : undefined),
    'model.p.m',
  );
  const describe = (text: string): unknown => parseTemplate(text, { file: 'models/m.yml' }).render(docs);
  expect(describe("{{ doc('known') }} {{ doc('q', 'known') }}")).toBe('text of null text of q');
  expect(() => describe("{{ doc('unknown') }}")).toThrow(
    "Documentation for 'model.p.m' depends on doc 'unknown'",
  );
});
