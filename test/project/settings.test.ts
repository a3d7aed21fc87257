import { describe, expect, test } from 'vitest';
import { onlyProblem, problemsOf, settingsOf, short } from './inline.ts';

const read = (text: string, name = 'dbt_project.yml') => settingsOf({ [name]: text });

describe('the project file', () => {
  test('paths have the defaults of dbt', () => {
    const { rootPackage, targetPath, logPath, packagesPath, root, cleanTargets } = read('name: shop\n');
    expect(rootPackage.paths).toEqual({
      model: ['models'],
      seed: ['seeds'],
      test: ['tests'],
      analysis: ['analyses'],
      macro: ['macros'],
      snapshot: ['snapshots'],
      function: ['functions'],
      docs: ['models', 'seeds', 'snapshots', 'analyses', 'macros', 'tests', 'functions'],
      asset: [],
    });
    expect([targetPath, logPath, packagesPath]).toEqual([
      `${root}/target`,
      `${root}/logs`,
      `${root}/dbt_packages`,
    ]);
    expect(cleanTargets).toEqual(['target']);
  });

  test('keys that are given win', () => {
    const text = [
      'name: shop',
      'version: 1.0',
      'model-paths: [./models/, more]',
      'docs-paths: [docs]',
      'target-path: out',
      'log-path: out/logs',
      'packages-install-path: vendor',
      'clean-targets: [out, vendor]',
      'quoting: {database: true, identifier: false}',
      'on-run-start: "select {{ 1 }}"',
      'on-run-end: [select 1, select 2]',
      'dispatch: [{macro_namespace: dbt_utils, search_order: [shop, dbt_utils]}]',
      'query-comment: hello {{ node }}',
      'vars: {start: 2020-01-01, rate: 1.5, text: "{{ not rendered }}"}',
      'models: {shop: {+materialized: table}}',
      'tests: {+severity: warn}',
      'semantic-models: {+enabled: false}',
      'flags: {fail_fast: true}',
    ].join('\n');
    const { rootPackage, targetPath, logPath, packagesPath, root, cleanTargets, flags } = read(text);
    expect(rootPackage).toMatchObject({
      name: 'shop',
      version: '1.0',
      kind: 'root',
      paths: { model: ['models', 'more'], docs: ['docs'] },
      quoting: { database: true, identifier: false },
      onRunStart: ['select {{ 1 }}'],
      onRunEnd: ['select 1', 'select 2'],
      dispatch: [{ macro_namespace: 'dbt_utils', search_order: ['shop', 'dbt_utils'] }],
      queryComment: 'hello {{ node }}',
      vars: { start: '2020-01-01', rate: 1.5, text: '{{ not rendered }}' },
      configs: {
        models: { shop: { '+materialized': 'table' } },
        data_tests: { '+severity': 'warn' },
        semantic_models: { '+enabled': false },
      },
    });
    expect([targetPath, logPath, packagesPath]).toEqual([
      `${root}/out`,
      `${root}/out/logs`,
      `${root}/vendor`,
    ]);
    expect(cleanTargets).toEqual(['out', 'vendor']);
    expect(flags).toEqual({ fail_fast: true });
  });

  test('is found from a folder below', () => {
    const settings = settingsOf(
      { 'dbt_project.yml': 'name: shop\n', 'models/deep/a.sql': '' },
      { cwd: 'models/deep' },
    );
    expect(settings.name).toBe('shop');
    expect(settings.rootPackage.projectFile).toBe('dbt_project.yml');
  });

  test('project.yml wins over dbt_project.yml, with a notice', () => {
    const settings = settingsOf({ 'dbt_project.yml': 'name: old\n', 'project.yml': 'name: new\n' });
    expect(settings.name).toBe('new');
    expect(short(settings.diagnostics)).toEqual(['TD116 project.yml:1:1']);
  });

  test('places of its keys are at hand', () => {
    const { rootPackage } = read('name: shop\nmodels:\n  shop:\n    +schema: x\n');
    expect(rootPackage.place(['models', 'shop', '+schema'])).toMatchObject({
      file: 'dbt_project.yml',
      line: 4,
      column: 5,
    });
  });

  test('--target-path and --log-path win, then the environment', () => {
    const files = { 'dbt_project.yml': 'name: shop\ntarget-path: a\n', 'sub/x': '' };
    const env = { DBT_TARGET_PATH: 'b', DBT_ENGINE_TARGET_PATH: 'c', DBT_LOG_PATH: 'l' };
    const { targetPath, logPath, root, cleanTargets } = settingsOf(files, { env, cwd: 'sub' });
    expect([targetPath, logPath]).toEqual([`${root}/c`, `${root}/sub/l`]);
    expect(cleanTargets).toEqual(['c']);
    expect(settingsOf(files, { env, targetPath: 'd' }).targetPath).toMatch(/\/d$/);
  });
});

describe('what is wrong in it', () => {
  test('no project file', () => {
    const { code, message, help } = onlyProblem(() =>
      settingsOf({ 'other.yml': '' }, { projectDir: 'nowhere' }),
    );
    expect(code).toBe('TD101');
    expect(message).toMatch(/^No dbt_project.yml found at expected path .*nowhere\/dbt_project.yml/);
    expect(help).toContain('tsdbt init');
  });

  test.each([
    [
      'name: shop\nmodel-path: [models]\n',
      'TD105 dbt_project.yml:2:1',
      'model-path',
      'did you mean "model-paths"?',
    ],
    [
      'name: shop\n+materialized: view\n',
      'TD105 dbt_project.yml:2:1',
      'materialized',
      'belongs under models:',
    ],
    [
      'name: shop\nmodel-paths: models\n',
      'TD104 dbt_project.yml:2:1',
      'a list of texts, but is the text "models"',
      'model-paths: ["models"]',
    ],
    [
      'name: shop\nseed-paths: [1]\n',
      'TD104 dbt_project.yml:2:1',
      'a list of texts, but is a list',
      undefined,
    ],
    ['name: shop\nmodels: [a]\n', 'TD104 dbt_project.yml:2:1', 'a mapping', undefined],
    [
      'name: shop\nvars: 3\n',
      'TD104 dbt_project.yml:2:1',
      'a mapping of keys and values, but is the number 3',
      undefined,
    ],
    ['name: shop\nconfig-version: two\n', 'TD104 dbt_project.yml:2:1', 'a whole number', undefined],
    ['name: shop\nrestrict-access: maybe\n', 'TD104 dbt_project.yml:2:1', 'true or false', undefined],
    [
      'name: shop\ndispatch: [{macro_namespace: x}]\n',
      'TD104 dbt_project.yml:2:1',
      'search_order',
      undefined,
    ],
    ['version: 1\n', 'TD104 dbt_project.yml:1:1', 'Required "name" field not present', 'name: my_project'],
    ['name: my-shop\n', 'TD104 dbt_project.yml:1:1', 'not a valid project name', 'name: my_shop'],
    ['name: 1shop\n', 'TD104 dbt_project.yml:1:1', 'not a valid project name', 'name: _1shop'],
    ['name: model\n', 'TD104 dbt_project.yml:1:1', 'reserved word', undefined],
    ['name: 5\n', 'TD104 dbt_project.yml:1:1', 'a text, but is the number 5', undefined],
    [
      'name: shop\ntests: {}\ndata_tests: {}\n',
      'TD104 dbt_project.yml:2:1',
      "cannot have both 'tests' and 'data_tests'",
      undefined,
    ],
    [
      'name: shop\nsource-paths: [a]\nmodel-paths: [b]\n',
      'TD104 dbt_project.yml:2:1',
      'cannot both be defined',
      undefined,
    ],
    ['- name: shop\n', 'TD104 dbt_project.yml:1:1', 'does not parse to a dictionary', undefined],
    ['', 'TD104 dbt_project.yml:1:1', 'does not parse to a dictionary', undefined],
    ['name: shop\n\tmodels:\n', 'TD102 dbt_project.yml:2:1', 'a tab', 'indent with spaces'],
    [
      'name: shop\nrequire-dbt-version: ">=2.0.0"\n',
      'TD117 dbt_project.yml:2:1',
      "This version of dbt is not supported with the 'shop' package",
      '--no-version-check',
    ],
    [
      'name: shop\nrequire-dbt-version: ["1.x"]\n',
      'TD117 dbt_project.yml:2:1',
      '"1.x" is not a valid semantic version',
      undefined,
    ],
  ])('%j', (text, place, words, help) => {
    const found = onlyProblem(() => read(text));
    expect(short([found])).toEqual([place]);
    expect(found.message).toContain(words);
    if (help !== undefined) expect(found.help).toContain(help);
  });

  test('is reported all at once', () => {
    const text = 'name: my-shop\nmodels: 1\nseedpaths: []\nprofile: nowhere\n';
    expect(short(problemsOf(() => settingsOf({ 'dbt_project.yml': text })))).toEqual([
      'TD106 dbt_project.yml:4:1',
      'TD104 dbt_project.yml:2:1',
      'TD105 dbt_project.yml:3:1',
      'TD104 dbt_project.yml:1:1',
    ]);
  });

  test('old spellings are warned of and still work', () => {
    const { rootPackage, diagnostics } = read(
      'name: shop\nsource-paths: [a]\ndata-paths: [b]\nclean-targets: [dbt_modules]\n',
    );
    expect(rootPackage.paths).toMatchObject({ model: ['a'], seed: ['b'] });
    expect(short(diagnostics)).toEqual([
      'TD118 dbt_project.yml:2:1',
      'TD118 dbt_project.yml:3:1',
      'TD118 dbt_project.yml:4:17',
    ]);
    expect(diagnostics[0]?.message).toContain('has been renamed to `model-paths`');
  });

  test('duplicate keys are warned of', () => {
    const { diagnostics, name } = read('name: a\nname: b\n');
    expect(name).toBe('b');
    expect(short(diagnostics)).toEqual(['TD103 dbt_project.yml:2:1']);
  });

  test('a file that is not UTF-8 is named with the line of the wrong byte', () => {
    const bytes = Buffer.concat([Buffer.from('name: shop\n# caf'), Buffer.from([0xe9]), Buffer.from('\n')]);
    const found = onlyProblem(() => settingsOf({ 'dbt_project.yml': bytes }));
    expect(short([found])).toEqual(['TD113 dbt_project.yml:2:6']);
  });
  test('a file in UTF-16 is said to be one', () => {
    const bytes = Buffer.from('\ufeffname: shop\n', 'utf16le');
    expect(onlyProblem(() => settingsOf({ 'dbt_project.yml': bytes })).message).toContain('UTF-16');
  });
  test('a byte order mark does no harm', () => {
    expect(read('\ufeffname: shop\n').name).toBe('shop');
  });
});

describe('require-dbt-version', () => {
  test.each(['">=1.0.0"', '">=1.3.0,<2.0.0"', '[">=1.8.0", "<2.0.0"]', '">1.11.0-rc1"', '">=1.6.0rc1"'])(
    '%s fits',
    (range) => {
      expect(read(`name: shop\nrequire-dbt-version: ${range}\n`).diagnostics).toEqual([]);
    },
  );
  test.each(['"<1.11.0"', '"=1.10.0"', '"1.9.1"', '[">=1.0.0", "<1.5.0"]'])('%s does not', (range) => {
    expect(
      problemsOf(() => read(`name: shop\nrequire-dbt-version: ${range}\n`)).map((one) => one.code),
    ).toEqual(['TD117']);
  });
  test('is not read with --no-version-check', () => {
    const files = { 'dbt_project.yml': 'name: shop\nrequire-dbt-version: "<1.0.0"\n' };
    expect(settingsOf(files, { versionCheck: false }).name).toBe('shop');
    const flagged = `${files['dbt_project.yml']}flags: {version_check: false}\n`;
    expect(settingsOf({ 'dbt_project.yml': flagged }).name).toBe('shop');
  });
});

describe('flags', () => {
  const profiles = 'config: {use_colors: false}\nshop: {target: dev, outputs: {dev: {type: filebase}}}\n';
  test('of profiles.yml count where the project file has none', () => {
    const files = { 'dbt_project.yml': 'name: shop\nprofile: shop\n', 'profiles.yml': profiles };
    expect(settingsOf(files).flags).toEqual({ use_colors: false });
  });
  test('in both places are an error', () => {
    const files = {
      'dbt_project.yml': 'name: shop\nprofile: shop\nflags: {fail_fast: true}\n',
      'profiles.yml': profiles,
    };
    const [found] = problemsOf(() => settingsOf(files));
    expect(short(found ? [found] : [])).toEqual(['TD104 dbt_project.yml:3:1']);
    expect(found?.message).toContain("Do not specify both 'config' in profiles.yml and 'flags'");
  });
});

test('paths that the command line should give are told of, unless they are the usual ones', () => {
  const settings = settingsOf({ 'dbt_project.yml': 'name: shop\nlog-path: logs\ntarget-path: out\n' });
  expect(settings.diagnostics).toMatchObject([
    {
      code: 'TD118',
      at: { line: 3, column: 1 },
      event: { name: 'ConfigTargetPathDeprecation', data: { deprecated_path: 'target-path' } },
    },
  ]);
  expect(settings.diagnostics[0]?.help).toContain('DBT_TARGET_PATH');
});
