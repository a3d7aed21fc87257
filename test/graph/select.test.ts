import { describe, expect, test } from 'vitest';
import { buildDag, type SelectionOptions, select } from '../../src/graph/index.ts';
import { manifestOf } from '../support/manifest-of.ts';

/** raw → stg_a, stg_b → joined → report; tests on stg_a (alone) and on stg_a + joined; an exposure on report. */
const manifest = manifestOf({
  'seed.p.raw': { file: 'seeds/raw.csv', fqn: ['p', 'raw'] },
  'source.p.bank.events': { tags: ['nightly'], file: 'models/sources.yml' },
  'source.p.bank.people': { file: 'models/sources.yml' },
  'model.p.stg_a': {
    on: ['seed.p.raw'],
    tags: ['nightly', 'base'],
    fqn: ['p', 'staging', 'stg_a'],
    file: 'models/staging/stg_a.sql',
    config: { severity: null, group: 'finance' },
    fields: { patch_path: 'p://models/staging/schema.yml' },
  },
  'model.p.stg_b': {
    on: ['source.p.bank.events'],
    fqn: ['p', 'staging', 'deep', 'stg_b'],
    file: 'models/staging/deep/stg_b.sql',
    config: { materialized: 'table', meta: { owner: 'ann', flags: [true] } },
  },
  'model.p.joined': { on: ['model.p.stg_a', 'model.p.stg_b'], config: { materialized: 'incremental' } },
  'model.p.report': { on: ['model.p.joined'], fields: { access: 'public' } },
  'model.p.cust.v1': {
    fqn: ['p', 'cust', 'v1'],
    file: 'models/cust_v1.sql',
    fields: { name: 'cust', version: 1, latest_version: 2 },
  },
  'model.p.cust.v2': {
    fqn: ['p', 'cust', 'v2'],
    file: 'models/cust_v2.sql',
    fields: { name: 'cust', version: 2, latest_version: 2 },
  },
  'model.other.stg_a': {
    fqn: ['other', 'staging', 'stg_a'],
    file: 'models/staging/stg_a.sql',
    on: ['model.p.report'],
  },
  'test.p.unique_stg_a': {
    on: ['model.p.stg_a'],
    config: { severity: 'WARN' },
    fields: { test_metadata: { name: 'unique', kwargs: {}, namespace: null } },
  },
  'test.p.relationships_joined': {
    on: ['model.p.stg_a', 'model.p.joined'],
    fields: { test_metadata: { name: 'relationships', kwargs: {}, namespace: null } },
  },
  'test.p.singular': { on: ['model.p.report'], file: 'tests/singular.sql' },
  'exposure.p.board': { on: ['model.p.report'] },
});
const dag = buildDag(manifest);

const base: SelectionOptions = { select: [], exclude: [], selectors: null, indirect: 'eager' };

function ids(words: string, more: Partial<SelectionOptions> = {}): string[] {
  const options = { ...base, select: words === '' ? [] : [words], ...more };
  const { ids: found } = select(dag, manifest, options);
  return [...found].map((id) => id.replace(/^(model|test|seed|source|exposure)\.p\./, '')).sort();
}
const models = (words: string, more: Partial<SelectionOptions> = {}) =>
  ids(words, { resourceTypes: ['model', 'seed', 'source', 'exposure'], ...more });

describe('names and relatives', () => {
  test.each([
    ['stg_a', ['model.other.stg_a', 'stg_a']],
    ['p.staging.stg_a', ['stg_a']],
    ['staging', ['model.other.stg_a', 'stg_a', 'stg_b']],
    ['p.staging', ['stg_a', 'stg_b']],
    ['staging.*', ['model.other.stg_a', 'stg_a', 'stg_b']],
    ['stg_?', ['model.other.stg_a', 'stg_a', 'stg_b']],
    ['p.*.stg_b', ['stg_b']],
    ['+joined', ['bank.events', 'joined', 'raw', 'stg_a', 'stg_b']],
    ['1+joined', ['joined', 'stg_a', 'stg_b']],
    ['joined+1', ['joined', 'report']],
    ['stg_b+', ['board', 'joined', 'model.other.stg_a', 'report', 'stg_b']],
    ['@stg_b', ['bank.events', 'board', 'joined', 'model.other.stg_a', 'raw', 'report', 'stg_a', 'stg_b']],
    ['cust', ['cust.v1', 'cust.v2']],
    ['cust.v2', ['cust.v2']],
    ['cust_v1', ['cust.v1']],
  ])('%s', (words, expected) => expect(models(words)).toEqual(expected));
});

describe('methods', () => {
  test.each([
    ['tag:nightly', ['bank.events', 'stg_a']],
    ['tag:n*', ['bank.events', 'stg_a']],
    ['source:bank', ['bank.events', 'bank.people']],
    ['source:bank.people', ['bank.people']],
    ['source:p.bank.e*', ['bank.events']],
    ['models/staging', ['model.other.stg_a', 'stg_a', 'stg_b']],
    ['path:models/staging/*.sql', ['model.other.stg_a', 'stg_a']],
    ['models/**/stg_b.sql', ['stg_b']],
    ['models/staging/schema.yml', ['stg_a']],
    ['stg_b.sql', ['stg_b']],
    ['file:stg_b', ['stg_b']],
    ['raw.csv', ['raw']],
    ['package:other', ['model.other.stg_a']],
    ['config.materialized:incremental', ['joined']],
    ['config.meta.owner:ann', ['stg_b']],
    ['config.meta.flags:true', ['stg_b']],
    ['group:finance', ['stg_a']],
    ['access:public', ['report']],
    ['resource_type:seed', ['raw']],
    ['exposure:board', ['board']],
    ['+exposure:p.board,resource_type:source', ['bank.events']],
    ['version:latest', ['cust.v2']],
    ['version:old', ['cust.v1']],
  ])('%s', (words, expected) => expect(models(words)).toEqual(expected));

  test.each([
    ['test_type:singular', ['singular']],
    ['test_type:generic', ['relationships_joined', 'unique_stg_a']],
    ['test_name:uniq*', ['unique_stg_a']],
    ['config.severity:warn', ['unique_stg_a']],
  ])('%s', (words, expected) => expect(ids(words, { resourceTypes: ['test'] })).toEqual(expected));
});

describe('sets', () => {
  test('spaces and repetition unite, commas intersect, exclude takes away', () => {
    expect(models('stg_b raw')).toEqual(['raw', 'stg_b']);
    expect(models('', { select: ['stg_b', 'raw'] })).toEqual(['raw', 'stg_b']);
    expect(models('tag:nightly,resource_type:model')).toEqual(['stg_a']);
    expect(models('+joined', { exclude: ['stg_a+ source:*'] })).toEqual(['raw', 'stg_b']);
    expect(models('', { exclude: ['resource_type:model'] })).toEqual([
      'bank.events',
      'bank.people',
      'board',
      'raw',
    ]);
  });
  test('a criterion that matches nothing warns in dbt’s words', () => {
    const { diagnostics } = select(dag, manifest, { ...base, select: ['nope tag:base'] });
    expect(diagnostics).toMatchObject([
      { code: 'TD403', message: "The selection criterion 'nope' does not match any enabled nodes" },
    ]);
  });
});

describe('tests that come along', () => {
  const tests = (words: string, indirect: SelectionOptions['indirect'], exclude: string[] = []) =>
    ids(words, { indirect, exclude, resourceTypes: ['test'] });
  test('eager: any parent', () =>
    expect(tests('p.staging.stg_a', 'eager')).toEqual(['relationships_joined', 'unique_stg_a']));
  test('cautious: all parents, also when two criteria bring them', () => {
    expect(tests('p.staging.stg_a', 'cautious')).toEqual(['unique_stg_a']);
    expect(tests('p.staging.stg_a joined', 'cautious')).toEqual(['relationships_joined', 'unique_stg_a']);
  });
  test('buildable: parents selected or above the selected', () => {
    expect(tests('joined', 'buildable')).toEqual(['relationships_joined']);
    expect(tests('p.staging.stg_a', 'buildable')).toEqual(['unique_stg_a']);
  });
  test('empty: none', () => expect(tests('p.staging.stg_a', 'empty')).toEqual([]));
  test('excluding a model excludes the tests it brings', () =>
    expect(tests('joined p.staging.stg_a', 'eager', ['joined'])).toEqual(['unique_stg_a']));
});

describe('errors', () => {
  test.each([
    ['tags:x', 'TD404', 'did you mean "tag"?'],
    ['@a+', 'TD402', 'use "@" alone'],
    ['resource_type:modell', 'TD402', 'did you mean "model"?'],
    ['source:a.b.c.d', 'TD402', undefined],
    ['state:modified', 'TD704', '--state'],
  ])('%s', (words, code, help) => {
    expect(() => ids(words)).toThrow(
      expect.objectContaining({
        diagnostics: [
          expect.objectContaining({ code, ...(help ? { help: expect.stringContaining(help) } : {}) }),
        ],
      }),
    );
  });
});
