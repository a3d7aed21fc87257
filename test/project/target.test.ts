import { describe, expect, test } from 'vitest';
import { type Files, type InlineOptions, onlyProblem, settingsOf, short } from './inline.ts';

const PROFILES = `shop:
  target: dev
  outputs:
    dev: {type: filebase, path: dev.data, threads: 3}
    prod:
      type: filebase
      path: prod.data
other:
  outputs:
    default: {type: otherbase}
empty:
no_outputs: {target: dev}
`;
const project = 'name: shop\nprofile: shop\n';
const files: Files = { 'dbt_project.yml': project, 'profiles.yml': PROFILES };
const target = (given: Files = files, options: InlineOptions = {}) => {
  const found = settingsOf(given, options).target;
  if (found === null) throw new Error('no target');
  return found;
};

describe('a profile', () => {
  test('gives its default target', () => {
    expect(target()).toMatchObject({
      profileName: 'shop',
      name: 'dev',
      type: 'filebase',
      threads: 3,
      raw: { type: 'filebase', path: 'dev.data' },
    });
    expect(target().raw).not.toHaveProperty('threads');
  });
  test('--target, --profile and --threads win', () => {
    expect(target(files, { target: 'prod', threads: 8 })).toMatchObject({ name: 'prod', threads: 8 });
    expect(target(files, { profile: 'other' })).toMatchObject({
      profileName: 'other',
      name: 'default',
      type: 'otherbase',
    });
  });
  test('runs four threads when nobody says how many', () => {
    expect(target(files, { target: 'prod' }).threads).toBe(4);
  });
  test('knows where its keys stand', () => {
    const place = target(files, { target: 'prod' }).place('path');
    expect(place).toMatchObject({ line: 7, column: 7 });
    expect(place?.file).toMatch(/profiles\.yml$/);
  });
});

describe('profiles.yml is looked for', () => {
  const output = (path: string): string =>
    `shop: {target: dev, outputs: {dev: {type: filebase, path: ${path}}}}\n`;
  const all: Files = {
    'p/dbt_project.yml': project,
    'p/models/x.sql': '',
    'asked/profiles.yml': output('asked'),
    'env/profiles.yml': output('env'),
    'p/models/profiles.yml': output('cwd'),
    'p/profiles.yml': output('project'),
    'no-home/.dbt/profiles.yml': output('home'),
    'dbt_project.yml': project,
  };
  const path = (without: readonly string[], options: InlineOptions): unknown => {
    const given = Object.fromEntries(Object.entries(all).filter(([name]) => !without.includes(name)));
    return target(given, { cwd: 'p/models', ...options }).raw.path;
  };
  test('in --profiles-dir, DBT_PROFILES_DIR, the working directory, the project, ~/.dbt', () => {
    expect(path([], { profilesDir: '../../asked', env: { DBT_PROFILES_DIR: '../../env' } })).toBe('asked');
    expect(path([], { env: { DBT_PROFILES_DIR: '../../env' } })).toBe('env');
    expect(path([], {})).toBe('cwd');
    expect(path(['p/models/profiles.yml'], {})).toBe('project');
  });
  test('in ~/.dbt last', () => {
    const root = { 'dbt_project.yml': project, 'no-home/.dbt/profiles.yml': output('home') };
    expect(target(root).raw.path).toBe('home');
  });
});

describe('targets in the project file', () => {
  const own = (more: string): Files => ({
    'project.yml': `name: shop\ntargets:\n  dev: {type: filebase, path: a}\n  prod: {type: otherbase}\n${more}`,
  });
  test('take the place of a profile', () => {
    expect(target(own(''))).toMatchObject({
      profileName: 'shop',
      name: 'dev',
      type: 'filebase',
      raw: { path: 'a' },
    });
    expect(target(own(''), { target: 'prod' }).type).toBe('otherbase');
    expect(target(own('default-target: prod\n')).name).toBe('prod');
    expect(target({ 'project.yml': 'name: shop\ntargets: {only: {type: x}}\n' }).name).toBe('only');
  });
  test('--profile asks for profiles.yml all the same', () => {
    expect(target({ ...own(''), 'profiles.yml': PROFILES }, { profile: 'other' }).type).toBe('otherbase');
  });
  test('a wrong default is pointed at', () => {
    const found = onlyProblem(() => settingsOf(own('default-target: live\n')));
    expect(short([found])).toEqual(['TD107 project.yml:5:1']);
    expect(found.message).toContain(' - dev\n - prod');
  });
});

describe('without profile and targets', () => {
  test('the data is in a file beside the project', () => {
    expect(target({ 'dbt_project.yml': 'name: shop\n' })).toMatchObject({
      profileName: 'shop',
      name: 'dev',
      type: 'filebase',
      raw: { path: 'shop.data' },
    });
  });
  test('another target is an error', () => {
    expect(
      onlyProblem(() => settingsOf({ 'dbt_project.yml': 'name: shop\n' }, { target: 'prod' })).code,
    ).toBe('TD107');
  });
});

describe('what is wrong', () => {
  const wrong = (given: Files, options: InlineOptions = {}) => {
    const found = onlyProblem(() => settingsOf({ 'dbt_project.yml': project, ...given }, options));
    const line =
      found.at === undefined ? '' : ` ${found.at.file.split('/').at(-1)}:${found.at.line}:${found.at.column}`;
    return { ...found, short: found.code + line };
  };
  test('a profile that is not there; the ones that are get listed', () => {
    const found = wrong({ 'profiles.yml': PROFILES }, { profile: 'shpo' });
    expect(found.short).toBe('TD106 profiles.yml:1:1');
    expect(found.message).toMatch(/^Could not find profile named 'shpo'/);
    expect(found.message).toContain(' - shop\n - other');
    expect(found.help).toBe('did you mean "shop"?');
  });
  test('no profiles.yml at all', () => {
    const found = wrong({});
    expect(found.message).toMatch(
      /^Could not find profile named 'shop': tsdbt looked for a profiles.yml file in \//,
    );
    expect(found.help).toContain('targets:');
    const asked = wrong({}, { profilesDir: 'NONE' });
    expect(asked.message).toMatch(/tsdbt looked for a profiles.yml file in NONE$/);
  });
  test('a target that is not there', () => {
    const found = wrong({ 'profiles.yml': PROFILES }, { target: 'prd' });
    expect(found.short).toBe('TD107 profiles.yml:3:3');
    expect(found.message).toBe(
      "The profile 'shop' does not have a target named 'prd'. The valid target names for this profile are:\n - dev\n - prod",
    );
    expect(found.help).toBe('did you mean "prod"?');
  });
  test.each([
    ['empty', 'TD106 profiles.yml:11:1', 'is empty'],
    ['no_outputs', 'TD108 profiles.yml:12:1', "outputs not specified in profile 'no_outputs'"],
  ])('profile %s', (profile, place, words) => {
    const found = wrong({ 'profiles.yml': PROFILES }, { profile });
    expect(found.short).toBe(place);
    expect(found.message).toContain(words);
  });
  test.each([
    [
      'shop: {outputs: {default: {path: x}}}',
      'TD108 profiles.yml:1:18',
      'required field "type" not found in profile shop and target default',
    ],
    [
      'shop: {outputs: {default: 3}}',
      'TD108 profiles.yml:1:18',
      "output 'default' of profile 'shop' is misconfigured",
    ],
    ['shop: {outputs: {default: {type: 3}}}', 'TD108 profiles.yml:1:28', 'must be the name of a warehouse'],
    [
      'shop: {outputs: {default: {type: x, threads: many}}}',
      'TD108 profiles.yml:1:37',
      'threads must be a whole number',
    ],
    [
      'shop: {outputs: {default: {type: x, threads: 0}}}',
      'TD108 profiles.yml:1:37',
      'threads must be a whole number',
    ],
    ['shop: {outputs: [a]}', 'TD108 profiles.yml:1:8', 'must be a mapping of targets'],
    ['- shop', 'TD108 profiles.yml:1:1', 'must hold a mapping'],
    ['shop: [', 'TD102 profiles.yml:1:1', 'never closed'],
    ['# nothing', 'TD106 profiles.yml:1:1', 'is empty'],
  ])('%s', (text, place, words) => {
    const found = wrong({ 'profiles.yml': text });
    expect(found.short).toBe(place);
    expect(found.message).toContain(words);
  });
  test('nothing of it matters to a command without need of a target', () => {
    const settings = settingsOf({ 'dbt_project.yml': project }, { needTarget: false });
    expect(settings.target).toBeNull();
    expect(settings.name).toBe('shop');
  });
});
