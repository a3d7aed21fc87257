import { describe, expect, test } from 'vitest';
import { onlyProblem, problemsOf, projectOf, short } from './inline.ts';

const pack = (name: string, more = ''): Record<string, string> => ({
  [`dbt_packages/${name}/dbt_project.yml`]: `name: ${name}\n${more}`,
});

describe('installed packages', () => {
  test('are read with their own paths, configs and vars', () => {
    const project = projectOf({
      'packages.yml': 'packages: [{package: dbt-labs/dbt_utils, version: 1.0.0}]\n',
      ...pack(
        'dbt_utils',
        'macro-paths: [m]\nmodels: {+materialized: table}\nvars: {a: 1}\nversion: 1.2.3\n',
      ),
      'dbt_packages/dbt_utils/m/star.sql': '',
    });
    expect(project.packages[1]).toMatchObject({
      name: 'dbt_utils',
      kind: 'installed',
      version: '1.2.3',
      root: `${project.root}/dbt_packages/dbt_utils`,
      projectFile: 'dbt_packages/dbt_utils/dbt_project.yml',
      configs: { models: { '+materialized': 'table' } },
      vars: { a: 1 },
    });
    expect(project.files.macro[0]).toMatchObject({
      packageName: 'dbt_utils',
      path: 'm/star.sql',
      shownPath: 'dbt_packages/dbt_utils/m/star.sql',
    });
  });
  test('unknown keys in them are warnings: they may be newer than tsdbt', () => {
    const project = projectOf(pack('p', 'brand-new-key: 1\n'));
    expect(short(project.diagnostics)).toEqual(['TD105 dbt_packages/p/dbt_project.yml:2:1']);
    expect(project.diagnostics[0]?.level).toBe('warn');
  });
  test('folders that start with __ are left alone', () => {
    expect(projectOf({ 'dbt_packages/__pycache__/x': '' }).packages).toHaveLength(1);
  });
});

describe('local packages', () => {
  const shared = {
    'shop/dbt_project.yml': 'name: shop\n',
    'shop/packages.yml': 'packages: [{local: ../shared}]\n',
    'shared/dbt_project.yml': 'name: shared\n',
    'shared/models/a.sql': '',
    'shared/packages.yml': 'packages: [{local: ../base}]\n',
    'base/dbt_project.yml': 'name: base\n',
    'dbt_project.yml': 'name: unused\n',
  };
  test('are read where they are, theirs as well', () => {
    const project = projectOf(shared, { projectDir: 'shop' });
    expect(project.packages.map((one) => one.name)).toEqual(['shop', 'shared', 'base']);
    expect(project.files.model[0]?.shownPath).toBe('../shared/models/a.sql');
  });
  test('that were installed are read there, and once', () => {
    const installed = { 'shop/dbt_packages/shared/dbt_project.yml': 'name: shared\nversion: 2\n' };
    const project = projectOf({ ...shared, ...installed }, { projectDir: 'shop' });
    expect(project.packages.filter((one) => one.name === 'shared').map((one) => one.version)).toEqual(['2']);
  });
});

describe('what is wrong with packages', () => {
  test('listed but not installed', () => {
    const found = onlyProblem(() =>
      projectOf({
        'packages.yml':
          'packages:\n  - package: dbt-labs/dbt_utils\n    version: 1.0.0\n  - git: https://example.com/audit.git\n',
        ...pack('dbt_utils'),
      }),
    );
    expect(short([found])).toEqual(['TD115 packages.yml:4:5']);
    expect(found.message).toMatch(
      /found 2 package\(s\) specified in packages.yml, but only 1 package\(s\) installed in .*dbt_packages. Run "tsdbt deps" to install package dependencies/,
    );
    expect(found.message).toContain('https://example.com/audit.git');
  });
  test('dependencies.yml counts, too', () => {
    const found = onlyProblem(() =>
      projectOf({ 'dependencies.yml': 'packages: [{package: a/b, version: 1}]\nprojects: [{name: x}]\n' }),
    );
    expect(short([found])).toEqual(['TD115 dependencies.yml:1:12']);
  });
  test.each([
    [
      { 'packages.yml': 'packages: [{packge: a/b}]\n' },
      'TD115 packages.yml:1:12',
      'malformed: it needs one of package, git, local, tarball, private',
    ],
    [{ 'packages.yml': 'packages: x\n' }, 'TD115 packages.yml:1:1', 'malformed'],
    [{ 'packages.yml': '- x\n' }, 'TD115 packages.yml:1:1', 'malformed'],
    [{ 'packages.yml': 'packages: [\n\t' }, 'TD102 packages.yml:1:1', 'YAML'],
    [
      { 'packages.yml': 'projects: []\n' },
      'TD115 packages.yml:1:1',
      "'projects' key cannot be specified in packages.yml",
    ],
    [
      { 'packages.yml': 'packages: []\n', 'dependencies.yml': 'packages: []\n' },
      'TD115 packages.yml:1:1',
      "'packages' key cannot be specified in both",
    ],
    [
      { 'dbt_packages/x/readme.md': '' },
      'TD115',
      'Failed to read package: No dbt_project.yml found at expected path',
    ],
    [
      { 'dbt_packages/x/dbt_project.yml': 'name: [\n' },
      'TD102 dbt_packages/x/dbt_project.yml:1:1',
      'never closed',
    ],
    [
      pack('x', 'require-dbt-version: "<1.0.0"\n'),
      'TD117 dbt_packages/x/dbt_project.yml:2:1',
      "not supported with the 'x' package",
    ],
    [
      { ...pack('x'), 'dbt_packages/y/dbt_project.yml': 'name: x\n' },
      'TD115 dbt_packages/y/dbt_project.yml:1:1',
      'more than one package with the name "x"',
    ],
  ])('%j', (files, place, words) => {
    const found = onlyProblem(() => projectOf(files));
    expect(short([found])).toEqual([place]);
    expect(found.message).toContain(words);
  });
  test('an empty list is none', () => {
    expect(problemsOf(() => projectOf({ 'packages.yml': '# none yet\n' }))).toEqual([]);
  });
});
