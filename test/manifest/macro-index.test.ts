import { describe, expect, test } from 'vitest';
import { macroId } from '../../src/core/ids.ts';
import { createMacroIndex, type MacroIndexInput } from '../../src/manifest/index.ts';

function index(ids: readonly string[], more: Partial<MacroIndexInput> = {}) {
  const macros = ids.map((id) => {
    const [, package_name = '', name = ''] = id.split('.');
    return { unique_id: macroId(id), name, package_name };
  });
  return createMacroIndex({
    macros,
    rootPackage: 'root',
    standardPackages: ['dbt_duckdb', 'dbt'],
    adapterPrefixes: ['duckdb', 'default'],
    dispatch: [],
    allowPackageMaterializations: false,
    ...more,
  });
}

const found = (id: string) => ({ kind: 'found', id });

describe('macros by name', () => {
  const all = index([
    'macro.root.m',
    'macro.pkg.m',
    'macro.pkg.own',
    'macro.dbt.m',
    'macro.dbt.std',
    'macro.dbt_duckdb.std',
  ]);

  test('a package sees its own, then the root project, then the standard library', () => {
    expect(all.find('m', 'pkg')).toBe('macro.pkg.m');
    expect(all.find('m', 'other')).toBe('macro.root.m');
    expect(all.find('m', 'dbt')).toBe('macro.root.m');
    expect(all.find('own', 'root')).toBeUndefined();
  });

  test("the adapter's macros hide those of the standard library", () => {
    expect(all.find('std', 'root')).toBe('macro.dbt_duckdb.std');
    expect(all.findIn('dbt', 'std')).toBe('macro.dbt_duckdb.std');
  });

  test('dbt.m is never that of the project', () => {
    expect(all.findIn('dbt', 'm')).toBe('macro.dbt.m');
    expect(all.findIn('pkg', 'm')).toBe('macro.pkg.m');
    expect(all.isPackage('pkg')).toBe(true);
    expect(all.isPackage('m')).toBe(false);
  });
});

describe('dispatch', () => {
  const ids = [
    'macro.root.default__x',
    'macro.pkg.duckdb__x',
    'macro.pkg.default__y',
    'macro.dbt.default__z',
  ];

  test('the root project comes before the package, whatever the prefix', () => {
    expect(index(ids).dispatch('x', 'pkg', 'pkg')).toEqual(found('macro.root.default__x'));
    expect(index(ids).dispatch('y', 'pkg', 'pkg')).toEqual(found('macro.pkg.default__y'));
    expect(index(ids).dispatch('z', 'dbt', 'pkg')).toEqual(found('macro.dbt.default__z'));
  });

  test('the search order of the project file decides', () => {
    const dispatch = [{ macro_namespace: 'pkg', search_order: ['pkg', 'root'] }];
    expect(index(ids, { dispatch }).dispatch('x', 'pkg', 'pkg')).toEqual(found('macro.pkg.duckdb__x'));
  });

  test('without a namespace: as a bare name', () => {
    expect(index(ids).dispatch('x', null, 'pkg')).toEqual(found('macro.pkg.duckdb__x'));
    expect(index(ids).dispatch('x', null, 'root')).toEqual(found('macro.root.default__x'));
  });

  test('what was looked for is told', () => {
    expect(index(ids).dispatch('w', 'pkg', 'root')).toEqual({
      kind: 'missing',
      searched: ['root.duckdb__w', 'root.default__w', 'pkg.duckdb__w', 'pkg.default__w'],
    });
  });
});

describe('materializations', () => {
  const standard = ['macro.dbt.materialization_table_default', 'macro.dbt.materialization_view_default'];

  test('an adapter-specific one beats the default one', () => {
    const all = index([
      ...standard,
      'macro.dbt_duckdb.materialization_table_duckdb',
      'macro.root.materialization_table_default',
    ]);
    expect(all.materialization('table')).toBe('macro.dbt_duckdb.materialization_table_duckdb');
  });

  test('the root project may replace one, a package only where that is allowed', () => {
    const ids = [...standard, 'macro.pkg.materialization_view_default'];
    expect(index(ids).materialization('view')).toBe('macro.dbt.materialization_view_default');
    expect(index(ids, { allowPackageMaterializations: true }).materialization('view')).toBe(
      'macro.pkg.materialization_view_default',
    );
    expect(index([...ids, 'macro.root.materialization_view_default']).materialization('view')).toBe(
      'macro.root.materialization_view_default',
    );
  });

  test('a package may add one', () => {
    expect(index([...standard, 'macro.pkg.materialization_cube_default']).materialization('cube')).toBe(
      'macro.pkg.materialization_cube_default',
    );
    expect(index(standard).materialization('cube')).toBeUndefined();
  });
});
