import { describe, expect, test } from 'vitest';
import { type Content, project, type TestProject } from '../support/project.ts';

const SHOP: Readonly<Record<string, Content>> = {
  'seeds/raw.csv': 'id,amount\n1,10\n',
  'models/stg.sql': "select id, amount from {{ ref('raw') }}",
  'models/total.sql': "{{ config(materialized='table') }} select sum(amount) as total from {{ ref('stg') }}",
  'models/shop.yml': `sources:
  - name: main
    tables: [{name: raw}, {name: not_there}]
models:
  - name: stg
    columns: [{name: id, data_tests: [unique]}]
`,
};

const catalog = (p: TestProject) => JSON.parse(p.read('target/catalog.json'));
const ids = (p: TestProject): string[] =>
  ['nodes', 'sources'].flatMap((part) => Object.keys(catalog(p)[part])).sort();

describe('docs generate: the catalog', () => {
  test('has what exists of nodes and sources, with types', async () => {
    const p = await project(SHOP);
    await p.build();
    const { exitCode } = await p.docsGenerate();
    expect(exitCode).toBe(0);
    expect(ids(p)).toEqual(['model.test.stg', 'model.test.total', 'seed.test.raw', 'source.test.main.raw']);
    expect(catalog(p).nodes['model.test.total'].columns.total).toEqual({
      type: 'HUGEINT',
      index: 1,
      name: 'total',
      comment: null,
    });
    expect(catalog(p).errors).toBeNull();
  });

  test.each([
    [{ select: ['stg'] }, ['model.test.stg']],
    [{ select: ['nothing_like_it'] }, []],
    [{ select: ['source:*'] }, ['source.test.main.raw']],
    [{ exclude: ['source:*', 'total'] }, ['model.test.stg', 'seed.test.raw']],
    [{ select: ['total'], compile: false }, ['model.test.total']],
    [{ emptyCatalog: true }, []],
  ])('%j: only these', async (options, expected) => {
    const p = await project(SHOP);
    await p.build();
    await p.docsGenerate(options);
    expect(ids(p)).toEqual(expected);
  });

  test('a database that cannot be read is told, and the rest is there', async () => {
    const p = await project({
      ...SHOP,
      'models/other.yml': 'sources: [{name: far, database: not_attached, tables: [{name: t}]}]',
      'macros/catalog.sql': `{% macro duckdb__get_catalog(information_schema, schemas) %}
  {% if information_schema.database == 'not_attached' %}{{ exceptions.raise_compiler_error('no such database') }}{% endif %}
  {{ return(dbt_duckdb.duckdb__get_catalog(information_schema, schemas)) }}
{% endmacro %}`,
    });
    await p.build();
    const { exitCode } = await p.docsGenerate();
    expect(exitCode).toBe(1);
    expect(ids(p)).toContain('model.test.stg');
    expect(catalog(p).errors[0]).toContain('no such database');
    expect(p.events).toContainEqual(expect.objectContaining({ name: 'WriteCatalogFailure' }));
  });
});

describe('docs generate: the rest', () => {
  test('--no-compile compiles nothing, and leaves the manifest alone, unless one page is to hold it', async () => {
    const p = await project(SHOP);
    await p.docsGenerate({ compile: false, emptyCatalog: true });
    expect(p.exists('target/manifest.json')).toBe(false);
    await p.docsGenerate({ compile: false, emptyCatalog: true, static: true });
    expect(JSON.parse(p.read('target/manifest.json')).nodes['model.test.stg'].compiled_code).toBeUndefined();
    expect(p.exists('target/run_results.json')).toBe(false);
  });

  test('templates see the command as dbt calls it: generate', async () => {
    const p = await project({ 'models/a.sql': "select '{{ flags.WHICH }}' as which" });
    await p.docsGenerate({ emptyCatalog: true });
    expect(p.read('target/compiled/test/models/a.sql')).toContain("'generate'");
    expect(JSON.parse(p.read('target/run_results.json')).args.which).toBe('generate');
  });

  test('a model that cannot be compiled: no catalog', async () => {
    const p = await project({
      'models/a.sql': "select {{ exceptions.raise_compiler_error('no') if execute }}",
    });
    expect((await p.docsGenerate()).exitCode).toBe(1);
    expect(p.exists('target/catalog.json')).toBe(false);
    expect(p.events).toContainEqual(expect.objectContaining({ name: 'CannotGenerateDocs' }));
  });

  test('the page stands beside the artifacts; --static makes one with all in it', async () => {
    const p = await project(SHOP);
    await p.docsGenerate({ emptyCatalog: true });
    expect(p.read('target/index.html').includes('"MANIFEST.JSON INLINE DATA"')).toBe(true);
    expect(p.exists('target/static_index.html')).toBe(false);
    await p.docsGenerate({ static: true });
    const page = p.read('target/static_index.html');
    const has = (text: string): boolean => page.includes(text);
    expect(has('INLINE DATA')).toBe(false);
    expect(has('"unique_id":"model.test.stg"')).toBe(true);
    expect(has('"macro.dbt.get_where_subquery":')).toBe(false);
  });

  test('TD707: --static without a manifest', async () => {
    const p = await project(SHOP, { flags: { write_json: false } });
    await p.docsGenerate({ static: true, emptyCatalog: true });
    expect(p.problems).toEqual(['TD707']);
  });
});
