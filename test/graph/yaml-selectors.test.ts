import { describe, expect, test } from 'vitest';
import type { Json } from '../../src/core/json.ts';
import { buildDag, select } from '../../src/graph/index.ts';
import { manifestOf } from '../support/manifest-of.ts';

const manifest = manifestOf({
  'model.p.a': { tags: ['x'] },
  'model.p.b': { on: ['model.p.a'], tags: ['x', 'y'] },
  'model.p.c': { on: ['model.p.b'], tags: ['y'] },
  'test.p.t': { on: ['model.p.a', 'model.p.c'] },
});
const dag = buildDag(manifest);

const run = (definition: Json, more: readonly Json[] = []): string[] => {
  const selectors: Json = { selectors: [...more, { name: 's', definition }] };
  return named('s', selectors);
};
const named = (selector: string | undefined, content: Json): string[] => {
  const selection = select(dag, manifest, {
    select: [],
    exclude: [],
    indirect: 'eager',
    selector,
    selectors: { path: 'selectors.yml', content },
  });
  return [...selection.ids].map((id) => id.split('.')[2] ?? '').sort();
};

describe('definitions', () => {
  test.each<[string, Json, string[]]>([
    ['a text', '+b', ['a', 'b', 't']],
    ['method: value', { tag: 'y' }, ['b', 'c', 't']],
    ['method and value', { method: 'fqn', value: 'a', children: true, children_depth: 1 }, ['a', 'b', 't']],
    ['parents', { method: 'fqn', value: 'c', parents: true, indirect_selection: 'empty' }, ['a', 'b', 'c']],
    ['union', { union: ['a', { method: 'tag', value: 'y' }] }, ['a', 'b', 'c', 't']],
    ['intersection', { intersection: ['tag:x', { tag: 'y' }] }, ['b', 't']],
    ['exclude in a union', { union: ['tag:x', { exclude: ['b'] }] }, ['a', 't']],
    ['exclude in a method', { method: 'tag', value: 'x', exclude: ['a'] }, ['b']],
    ['childrens_parents', { method: 'fqn', value: 'a', childrens_parents: true }, ['a', 'b', 'c', 't']],
  ])('%s', (_name, definition, expected) => expect(run(definition)).toEqual(expected));

  test('a selector can stand on one above it, and one is the default', () => {
    const first = { name: 'first', default: true, definition: 'tag:y' };
    expect(run({ union: [{ method: 'selector', value: 'first' }, 'a'] }, [first])).toEqual([
      'a',
      'b',
      'c',
      't',
    ]);
    expect(named(undefined, { selectors: [first] })).toEqual(['b', 'c', 't']);
  });
});

describe('errors', () => {
  test.each<[string, Json, string]>([
    ['no such selector', { selectors: [] }, 'Could not find selector named s, expected one of []'],
    [
      'two defaults',
      {
        selectors: [
          { name: 'a', default: true, definition: 'a' },
          { name: 's', default: true, definition: 'a' },
        ],
      },
      'Found multiple selectors with `default: true`: a and s',
    ],
    ['not a list', { selectors: { s: 1 } }, 'it needs a list under `selectors:`'],
    [
      'union is no list',
      { selectors: [{ name: 's', definition: { union: 'a' } }] },
      'Invalid value for key "union". Expected a list.',
    ],
    [
      'union and more at the root',
      { selectors: [{ name: 's', definition: { union: ['a'], tag: 'x' } }] },
      "Only a single 'union' or 'intersection' key is allowed",
    ],
    [
      'two excludes',
      { selectors: [{ name: 's', definition: { union: ['a', { exclude: ['b'] }, { exclude: ['c'] }] } }] },
      'You cannot provide multiple exclude arguments',
    ],
    [
      'unknown inherited',
      { selectors: [{ name: 's', definition: { method: 'selector', value: 'x' } }] },
      'Existing selector definition for x not found.',
    ],
    [
      'neither',
      { selectors: [{ name: 's', definition: { method: 'tag', values: 1 } }] },
      'Expected either 1 key or else "method" and "value" keys',
    ],
  ])('%s', (_name, content, message) => expect(() => named('s', content)).toThrow(message));
});
