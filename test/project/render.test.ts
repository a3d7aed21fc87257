import { describe, expect, test } from 'vitest';
import { readFiles, readSettings } from '../../src/project/index.ts';
import {
  type Files,
  folder,
  type InlineOptions,
  onlyProblem,
  optionsFor,
  projectOf,
  settingsOf,
  short,
} from './inline.ts';

const PROFILES = `shop:
  target: "{{ env_var('WHERE', 'dev') }}"
  outputs:
    dev:
      type: filebase
      schema: "{{ var('who', 'nobody') }}_schema"
      port: "{{ env_var('PORT', '5432') | as_number }}"
      password: "{{ env_var('DBT_ENV_SECRET_PASSWORD', 'none') }}"
    prod:
      type: filebase
      host: "{{ env_var('NOT_SET_ANYWHERE') }}"
`;
const files = (project: string, more: Files = {}): Files => ({
  'dbt_project.yml': `name: shop\nprofile: shop\n${project}`,
  'profiles.yml': PROFILES,
  ...more,
});
const configs = (project: string, options: InlineOptions = {}) =>
  settingsOf(files(project), options).rootPackage.configs;

describe('the project file is rendered', () => {
  test('with target, var, env_var and dbt_version', () => {
    const text = [
      'models:',
      '  shop:',
      '    +schema: "{{ target.name }}_{{ target.schema }}_{{ target.threads }}"',
      '    +enabled: "{{ var(\'on\', true) | as_bool }}"',
      '    +tags: ["{{ env_var(\'TAG\') }}", plain]',
      '    +meta: {v: "{{ dbt_version }}", list: "{{ [1, 2] | as_native }}", two: "{{ 1 + 1 }}", n: "{{ (1 + 1) | as_number }}"}',
    ].join('\n');
    expect(configs(text, { vars: { who: 'ada' }, env: { TAG: 'nightly' } })).toMatchObject({
      models: {
        shop: {
          '+schema': 'dev_ada_schema_4',
          '+enabled': true,
          '+tags': ['nightly', 'plain'],
          '+meta': { v: expect.stringMatching(/^1\.11\./), list: [1, 2], two: '2', n: 2 },
        },
      },
    });
  });
  test('but hooks, vars and the query comment are not', () => {
    const text = [
      'on-run-start: "{{ one() }}"',
      'query-comment: "{{ two() }}"',
      'vars: {x: "{{ three() }}"}',
      'models: {+pre-hook: "{{ four() }}", shop: {post-hook: ["{{ five() }}"], +post_hook: {sql: "{{ six() }}"}}}',
    ].join('\n');
    const { rootPackage } = settingsOf(files(text));
    expect(rootPackage).toMatchObject({
      onRunStart: ['{{ one() }}'],
      queryComment: '{{ two() }}',
      vars: { x: '{{ three() }}' },
      configs: {
        models: {
          '+pre-hook': '{{ four() }}',
          shop: { 'post-hook': ['{{ five() }}'], '+post_hook': { sql: '{{ six() }}' } },
        },
      },
    });
  });
  test('and kept as it was written, too', () => {
    const { rootPackage } = settingsOf(files('seeds: {+schema: "{{ target.name }}"}\n'));
    expect(rootPackage.configs).toEqual({ seeds: { '+schema': 'dev' } });
    expect(rootPackage.unrenderedConfigs).toEqual({ seeds: { '+schema': '{{ target.name }}' } });
  });
  test('paths as well', () => {
    const text = 'target-path: "out/{{ target.name }}"\nmodel-paths: ["{{ env_var(\'M\', \'m\') }}"]\n';
    const { targetPath, root, rootPackage } = settingsOf(files(text));
    expect(targetPath).toBe(`${root}/out/dev`);
    expect(rootPackage.paths.model).toEqual(['m']);
  });
  test('with what the adapter shows of the target, once it was asked', () => {
    const given = {
      'dbt_project.yml':
        'name: shop\nmodels: {+schema: "{{ target.schema | upper }}", +database: "{{ target.database }}"}\n',
    };
    const settings = readSettings(optionsFor(folder(given)));
    const project = readFiles(settings, [], { schema: 'main', database: 'shop' });
    expect(project.rootPackage.configs).toEqual({ models: { '+schema': 'MAIN', '+database': 'shop' } });
  });
  test('a variable that holds a template is rendered', () => {
    expect(
      configs('models: {+schema: "{{ var(\'s\') }}"}\n', { vars: '{s: "x_{{ target.name }}"}' }),
    ).toEqual({
      models: { '+schema': 'x_dev' },
    });
  });
  test('selectors.yml is, too', () => {
    const settings = settingsOf(
      files('', { 'selectors.yml': 'selectors: [{name: a, definition: "tag:{{ target.name }}"}]\n' }),
    );
    expect(settings.selectorsFile).toEqual({
      path: 'selectors.yml',
      content: { selectors: [{ name: 'a', definition: 'tag:dev' }] },
    });
  });
  test('a package sees the target, but not --vars', () => {
    const pack = {
      'dbt_packages/p/dbt_project.yml':
        'name: p\nmodels: {+schema: "{{ target.name }}{{ var(\'x\', 1) }}"}\n',
    };
    const project = projectOf(files('', pack), { vars: { x: 2 } });
    expect(project.packages[1]?.configs).toEqual({ models: { '+schema': 'dev1' } });
  });
});

describe('profiles', () => {
  test('only the chosen target is rendered, natively', () => {
    expect(settingsOf(files(''), { env: { PORT: '6000' } }).target?.raw).toEqual({
      type: 'filebase',
      schema: 'nobody_schema',
      port: 6000,
      password: 'none',
    });
  });
  test('the default target may come from the environment', () => {
    const target = settingsOf(files(''), { env: { WHERE: 'prod', NOT_SET_ANYWHERE: 'db1' } }).target;
    expect(target).toMatchObject({ name: 'prod', raw: { host: 'db1' } });
  });
  test('secrets are read, and masked from then on', () => {
    const options = optionsFor(folder(files('')), { env: { DBT_ENV_SECRET_PASSWORD: 'tulips and roses' } });
    const settings = readSettings(options);
    expect(settings.target?.raw.password).toBe('tulips and roses');
    expect(options.masker.mask('password=tulips and roses;')).toBe('password=*****;');
  });
  test('a filter never sees a secret', () => {
    const profile =
      'shop: {outputs: {default: {type: x, a: "{{ env_var(\'DBT_ENV_SECRET_A\') | length }}"}}}\n';
    const raw = settingsOf(
      { 'dbt_project.yml': 'name: shop\nprofile: shop\n', 'profiles.yml': profile },
      { env: { DBT_ENV_SECRET_A: 'abc' } },
    ).target?.raw;
    expect(raw?.a).not.toBe(3);
  });
  test('a password that only looks like a template stays as it is', () => {
    const profile = 'shop: {outputs: {default: {type: x, password: "a{{b%}c"}}}\n';
    const given = { 'dbt_project.yml': 'name: shop\nprofile: shop\n', 'profiles.yml': profile };
    expect(settingsOf(given).target?.raw.password).toBe('a{{b%}c');
  });
  test('the name of the profile may be a template', () => {
    const given = { 'dbt_project.yml': 'name: x\nprofile: "{{ var(\'p\') }}"\n', 'profiles.yml': PROFILES };
    expect(settingsOf(given, { vars: { p: 'shop' } }).target?.profileName).toBe('shop');
  });
});

describe('what goes wrong while rendering is said with its place', () => {
  test.each([
    [
      'models:\n  +schema: "{{ env_var(\'NOPE\') }}"\n',
      'TD109',
      4,
      "Env var required but not provided: 'NOPE'",
    ],
    [
      'models:\n  +schema: "{{ env_var(\'DBT_ENV_SECRET_X\') }}"\n',
      'TD110',
      4,
      'Secret env vars are allowed only in',
    ],
    [
      'models:\n  +schema: "{{ var(\'nope\') }}"\n',
      'TD111',
      4,
      "Required var 'nope' not found in config:\nVars supplied to <Configuration> = {",
    ],
    ['models:\n  +schema: "{{ nope }}"\n', 'TD303', 4, "'nope' is undefined"],
    ['models:\n  +schema: "{{ nope( }}"\n', 'TD301', 4, ''],
    ['models:\n  +schema: "{% if x %}"\n', 'TD302', 4, ''],
  ])('%j', (text, code, line, words) => {
    const found = onlyProblem(() => settingsOf(files(text)));
    expect(found).toMatchObject({ code, at: { file: 'dbt_project.yml', line } });
    expect(found.at?.column).toBeGreaterThanOrEqual(13);
    expect(found.message).toContain(words);
  });
  test('in a profile', () => {
    const found = onlyProblem(() => settingsOf(files(''), { target: 'prod' }));
    expect(found).toMatchObject({ code: 'TD109', at: { line: 11 } });
    expect(found.at?.file).toMatch(/profiles\.yml$/);
  });
  test('missing variables do not matter to a command without need of a target', () => {
    const settings = settingsOf(files("target-path: \"{{ var('nope') or 'out' }}\"\n"), {
      needTarget: false,
    });
    expect(settings.targetPath).toMatch(/\/out$/);
  });
});

test('packages.yml may read secrets and variables', () => {
  const given = {
    'dbt_project.yml': 'name: shop\n',
    'packages.yml': "packages: [{local: \"{{ env_var('DBT_ENV_SECRET_WHERE') }}/{{ var('p') }}\"}]\n",
    'lib/one/dbt_project.yml': 'name: one\n',
  };
  const project = projectOf(given, { env: { DBT_ENV_SECRET_WHERE: 'lib' }, vars: { p: 'one' } });
  expect(project.packages.map((one) => one.name)).toEqual(['shop', 'one']);
  expect(short(project.diagnostics)).toEqual([]);
});
