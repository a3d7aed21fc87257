import { expect, test } from 'vitest';
import { nodeId } from '../../src/core/ids.ts';
import { createLookup, toDbtManifest } from '../../src/manifest/index.ts';
import { manifestOf } from '../support/manifest-of.ts';

const maps = { parentMap: [], childMap: [], metadata: { dbt_version: '1.11.0' } };

/** The nodes of a document: what is written of it is made entry by entry. */
function nodesOf({ nodes }: ReturnType<typeof toDbtManifest>): Record<string, unknown> {
  return Object.fromEntries(nodes as Iterable<readonly [string, unknown]>);
}

test('compiled nodes show their code and where it is written', () => {
  const id = nodeId('model.p.a');
  const compiled = new Map([[id, { code: 'select 1', compiledCode: 'with x select 1', extraCtes: [] }]]);
  const written = toDbtManifest(manifestOf({ 'model.p.a': {}, 'model.p.b': {} }), { ...maps, compiled });
  expect(nodesOf(written)).toMatchObject({
    'model.p.a': {
      compiled: true,
      compiled_code: 'with x select 1',
      compiled_path: 'target/compiled/p/models/a.sql',
      extra_ctes: [],
    },
    'model.p.b': { compiled_path: null },
  });
});

test('the metadata name the schema and the project', () => {
  const { metadata } = toDbtManifest(manifestOf({}), { ...maps, compiled: new Map() });
  expect(metadata).toMatchObject({
    dbt_schema_version: 'https://schemas.getdbt.com/dbt/manifest/v12.json',
    dbt_version: '1.11.0',
    project_name: 'p',
    project_id: '83878c91171338902e0fe0fb97a8c47a',
    adapter_type: 'duckdb',
  });
});

test('a seed shows nothing of what only code has', () => {
  const written = toDbtManifest(manifestOf({ 'seed.p.s': {} }), { ...maps, compiled: new Map() });
  const [seed] = Object.values(nodesOf(written));
  expect(seed).toMatchObject({ name: 's', depends_on: { macros: [] } });
  expect(seed).not.toHaveProperty('language');
  expect(seed).not.toHaveProperty('compiled_path');
});

test('a ref from a package: the root project first, then its own, then any', () => {
  const manifest = manifestOf({
    'model.root.a': {},
    'model.pkg.a': {},
    'model.pkg.b': {},
    'model.x.c': {},
    'model.y.c': {},
  });
  const lookup = (ownPackageFirst: boolean) =>
    createLookup({
      rootPackage: 'root',
      nodes: manifest.nodes.values(),
      sources: [],
      docs: [],
      disabled: [],
      ownPackageFirst,
    });
  const ref = (name: string, from: string, own = false, packageName: string | null = null) => {
    const found = lookup(own).ref({ name, package: packageName, version: null }, from);
    return found.kind === 'found' ? found.node.unique_id : found.kind;
  };
  expect(ref('a', 'pkg')).toBe('model.root.a');
  expect(ref('a', 'pkg', true)).toBe('model.pkg.a');
  expect(ref('a', 'root', false, 'pkg')).toBe('model.pkg.a');
  expect(ref('b', 'root')).toBe('model.pkg.b');
  expect(ref('c', 'root')).toBe('ambiguous');
  expect(ref('nothing', 'root')).toBe('missing');
});
