import { existsSync, lstatSync, readdirSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { project } from '../../support/project.ts';
import { entriesOf, filesOf, git, install, repository, startHub, tarGz } from './support.ts';

const packages = (text: string): Record<string, string> => ({ 'packages.yml': `packages:\n${text}` });
const folder = (root: string): string[] => readdirSync(join(root, 'dbt_packages')).sort();

describe('local packages', () => {
  const shared = {
    'shared/dbt_project.yml': 'name: shared\n',
    'shared/models/a.sql': 'select 1 as id',
    'shared/packages.yml': 'packages: [{local: ../base}]\n',
    'base/dbt_project.yml': 'name: base\n',
  };
  test('are linked, with those they ask for, and locked as dbt does', async () => {
    const p = await project({ ...packages('  - local: shared\n'), ...shared });
    const { lines, error } = await install(p);
    expect(error).toBe('');
    expect(lines).toEqual([
      `Updating lock file in file path: ${p.root}/package-lock.yml`,
      'Installing shared',
      'Installed from <local @ shared>',
      'Installing base',
      'Installed from <local @ base>',
    ]);
    expect(lstatSync(join(p.root, 'dbt_packages/shared')).isSymbolicLink()).toBe(true);
    expect(realpathSync(join(p.root, 'dbt_packages/base'))).toBe(realpathSync(join(p.root, 'base')));
    expect(p.read('package-lock.yml')).toBe(
      'packages:\n  - local: shared\n    name: shared\n  - local: base\n    name: base\nsha1_hash: 7b4e7c4818c1d8e4dd0b0a4501ff2fa0f47f1d4d\n',
    );
    expect((await p.run()).statuses).toEqual({ a: 'success' });
    expect(existsSync(join(p.root, 'shared/models/a.sql'))).toBe(true);
  });
  test('what is not asked for any more is taken away, but nothing that a link leads to', async () => {
    const p = await project({ ...packages('  - local: shared\n'), ...shared });
    await install(p);
    p.write('packages.yml', 'packages: [{local: base}]\n');
    expect((await install(p)).error).toBe('');
    expect(folder(p.root)).toEqual(['base']);
    expect(existsSync(join(p.root, 'shared/models/a.sql'))).toBe(true);
  });
  test('two of one name, one of the name of the project, one that is none', async () => {
    const twins = {
      ...shared,
      'other/dbt_project.yml': 'name: shared\n',
      'me/dbt_project.yml': 'name: test\n',
    };
    const p = await project({ ...packages('  - local: shared\n  - local: other\n'), ...twins });
    expect((await install(p)).error).toContain('TD115 Found duplicate project "shared". This occurs when');
    p.write('packages.yml', 'packages: [{local: me}]\n');
    expect((await install(p)).error).toContain(
      'Found a dependency with the same name as the root project "test"',
    );
    p.write('packages.yml', 'packages: [{local: nowhere}]\n');
    expect((await install(p)).error).toContain('No dbt_project.yml found at expected path');
    expect(existsSync(join(p.root, 'package-lock.yml'))).toBe(false);
  });
  test('a list without packages', async () => {
    const p = await project({ 'packages.yml': ' ' });
    expect((await install(p)).lines).toEqual(['Warning: No packages were found in packages.yml']);
  });
});

describe('packages of a hub', () => {
  const shelf = {
    'a/utils': { '1.0.0': {}, '1.1.0': { files: { 'macros/m.sql': '' } }, '1.2.0-rc1': {}, '2.0.0': {} },
    'a/dates': { '0.1.0': { packages: [{ package: 'a/utils', version: ['>=1.0.0', '<2.0.0'] }] } },
    'a/old': { '1.0.0': { requires: ['>=0.1.0', '<1.0.0'] } },
    'a/evil': { '1.0.0': { files: { 'dbt_project.yml': 'name: ../../evil\n' } } },
  };
  const setUp = async (list: string) => {
    const hub = await startHub(structuredClone(shelf));
    const p = await project(packages(list));
    return { hub, p, how: { env: { DBT_PACKAGE_HUB_URL: hub.url } } };
  };

  test('the highest version that fits everybody is installed', async () => {
    const { p, how } = await setUp(
      '  - package: a/utils\n    version: ">=1.0.0"\n  - package: a/dates\n    version: 0.1.0\n',
    );
    const { lines, error } = await install(p, {}, how);
    expect(error).toBe('');
    expect(lines.slice(1)).toEqual([
      'Installing a/utils',
      'Installed from version 1.1.0',
      'Updated version available: 2.0.0',
      'Installing a/dates',
      'Installed from version 0.1.0',
      'Up to date!',
      '',
      "Updates available for packages: ['a/utils']\nUpdate your versions in packages.yml, then run tsdbt deps",
    ]);
    expect(folder(p.root)).toEqual(['dates', 'utils']);
    expect(p.exists('dbt_packages/utils/macros/m.sql')).toBe(true);
    expect(p.read('package-lock.yml')).toMatch(
      /^packages:\n {2}- name: utils\n {4}package: a\/utils\n {4}version: 1\.1\.0\n {2}- name: dates\n {4}package: a\/dates\n {4}version: 0\.1\.0\nsha1_hash: \w{40}\n# [^\n]+\n# {3}utils sha256-\S+\n# {3}dates sha256-\S+\n$/,
    );
  });
  test('what is locked and there is not asked for again', async () => {
    const { hub, p, how } = await setUp('  - package: a/utils\n    version: 1.0.0\n');
    await install(p, {}, how);
    hub.asked.length = 0;
    expect((await install(p, {}, how)).lines).toEqual(['Installing a/utils', 'Installed from version 1.0.0']);
    expect(hub.asked).toEqual([]);
    p.write('dbt_packages/utils/dbt_project.yml', 'name: utils # touched\n');
    await install(p, {}, how);
    expect(hub.asked).toEqual(['/api/v1/a/utils.json', '/tar/a/utils/1.0.0']);
    expect(p.read('dbt_packages/utils/dbt_project.yml')).not.toContain('touched');
  });
  test('the lock holds until the list changes or --upgrade is given', async () => {
    const { hub, p, how } = await setUp('  - package: a/utils\n    version: [">=1.0.0", "<3.0.0"]\n');
    await install(p, { lockOnly: true }, how);
    expect(existsSync(join(p.root, 'dbt_packages'))).toBe(false);
    expect(p.read('package-lock.yml')).toContain('version: 2.0.0');
    Object.assign(hub.shelf['a/utils'] ?? {}, { '2.1.0': {} });
    await install(p, {}, how);
    expect(p.read('package-lock.yml')).toContain('version: 2.0.0');
    await install(p, { upgrade: true }, how);
    expect(p.read('package-lock.yml')).toContain('version: 2.1.0');
    p.write('packages.yml', 'packages: [{package: a/utils, version: "<2.0.0"}]\n');
    await install(p, {}, how);
    expect(p.read('package-lock.yml')).toContain('version: 1.1.0');
  });
  test('an archive that is not what was locked is refused, and what is there stays', async () => {
    const { hub, p, how } = await setUp('  - package: a/utils\n    version: 1.0.0\n');
    await install(p, {}, how);
    const version = hub.shelf['a/utils']?.['1.0.0'];
    if (version) version.archive = tarGz(entriesOf(filesOf('utils', { 'macros/evil.sql': '' })));
    p.write('dbt_packages/utils/macros/own.sql', '');
    expect((await install(p, {}, how)).error).toContain('TD120 a/utils is not what was locked');
    expect(p.exists('dbt_packages/utils/macros/own.sql')).toBe(true);
    expect((await install(p, { upgrade: true }, how)).error).toBe('');
    expect(p.exists('dbt_packages/utils/macros/evil.sql')).toBe(true);
  });
  test('pre-releases only where they are asked for', async () => {
    const { p, how } = await setUp(
      '  - package: a/utils\n    version: "<2.0.0"\n    install_prerelease: true\n',
    );
    await install(p, {}, how);
    expect(p.read('package-lock.yml')).toContain('version: 1.2.0-rc1');
  });
  test.each([
    ['  - package: a/nope\n    version: 1.0.0\n', 'TD115 Package a/nope was not found in the package index'],
    [
      '  - package: a/utils\n    version: ">3.0.0"\n',
      "TD115 Could not find a matching compatible version for package a/utils\n  Requested range: >3.0.0\n  Compatible versions: ['1.0.0', '1.1.0', '2.0.0']",
    ],
    [
      '  - package: a/utils\n    version: 2.0.0\n  - package: a/dates\n    version: 0.1.0\n',
      'TD115 Version error for package a/utils: Could not find a satisfactory version from options',
    ],
    ['  - package: a/utils\n    version: one\n', 'TD115 "one" is not a valid semantic version.'],
    ['  - package: a/old\n    version: 1.0.0\n', 'TD115 Could not find a matching compatible version'],
  ])('%j', async (list, words) => {
    const { p, how } = await setUp(list);
    expect((await install(p, {}, how)).error).toContain(words);
  });
  test('--no-version-check takes versions for another dbt', async () => {
    const { p, how } = await setUp('  - package: a/old\n    version: 1.0.0\n');
    expect((await install(p, {}, { ...how, versionCheck: false })).error).toBe('');
    expect(folder(p.root)).toEqual(['old']);
  });
  test('a hub that fails for a moment is asked again', async () => {
    const { hub, p, how } = await setUp('  - package: a/utils\n    version: 1.0.0\n');
    hub.failing = 2;
    expect((await install(p, {}, how)).error).toBe('');
  });
  test('a package that has another name now', async () => {
    const { hub, p, how } = await setUp('  - package: a/utils\n    version: 1.0.0\n');
    hub.renamed = 'tools';
    const { diagnostics, error } = await install(p, {}, how);
    expect(error).toBe('');
    expect(diagnostics[0]).toMatchObject({ code: 'TD122', help: '- package: a/tools' });
  });
  test('a hub that is not there', async () => {
    const p = await project(packages('  - package: a/utils\n    version: 1.0.0\n'));
    const { error } = await install(p, {}, { env: { DBT_PACKAGE_HUB_URL: 'ftp://nowhere/' } });
    expect(error).toContain(
      'TD119 External connection exception occurred: GET ftp://nowhere/api/v1/a/utils.json',
    );
  });
});

describe('tarballs', () => {
  test('are installed under the name of the list, with what they ask for', async () => {
    const hub = await startHub({
      'a/dates': { '1': { files: { 'packages.yml': 'packages: [{local: base}]\n' } } },
    });
    const list = `  - tarball: ${hub.url}tar/a/dates/1\n    name: days\n`;
    const p = await project({ ...packages(list), 'base/dbt_project.yml': 'name: base\n' });
    expect((await install(p)).lines).toContain(`Installed from tarball (url: ${hub.url}tar/a/dates/1)`);
    expect(folder(p.root)).toEqual(['base', 'days']);
    hub.asked.length = 0;
    await install(p);
    expect(hub.asked).toEqual([]);
  });
  test('secrets in addresses are rendered, and never written', async () => {
    const hub = await startHub({ 'a/dates': { s3cret: {} } });
    const url = `${hub.url}tar/a/dates/{{ env_var('DBT_ENV_SECRET_TOKEN') }}`;
    const p = await project(packages(`  - tarball: "${url}"\n    name: days\n`));
    const how = { env: { DBT_ENV_SECRET_TOKEN: 's3cret' } };
    expect((await install(p, {}, how)).error).toBe('');
    const lock = p.read('package-lock.yml');
    expect(lock).toContain("env_var('DBT_ENV_SECRET_TOKEN')");
    expect(lock).not.toContain('s3cret');
    expect(p.read('dbt_packages/days/.tsdbt-package.json')).not.toContain('s3cret');
    p.write('packages.yml', `packages: [{tarball: "${hub.url}tar/a/dates/s3cret", name: days}]\n`);
    const again = await install(p, { lockOnly: true }, how);
    expect(again.diagnostics.map((one) => one.code)).toEqual(['TD124']);
    expect(p.read('package-lock.yml')).not.toContain('s3cret');
  });
});

describe('git packages', () => {
  const repo = () =>
    repository({
      v1: { ...filesOf('kit'), 'sub/dbt_project.yml': 'name: inner\n' },
      v2: { 'macros/m.sql': '' },
    });
  test('a tag, a branch, a commit and a folder', async () => {
    const root = repo();
    const first = git(root, 'rev-parse', 'v1');
    const p = await project(
      packages(
        `  - git: ${root}\n    revision: v1\n  - git: ${root}\n    revision: main\n    subdirectory: sub\n`,
      ),
    );
    const { lines, diagnostics } = await install(p);
    expect(lines.slice(1)).toEqual([
      `Installing ${root}`,
      `Installed from revision ${first}`,
      `Installing ${root}/sub`,
      `Installed from revision ${git(root, 'rev-parse', 'main')}`,
      'and subdirectory sub',
    ]);
    expect(diagnostics.map(({ code, message }) => `${code} ${message}`)).toEqual([
      expect.stringContaining(`TD123 The git package "${root}" \n\tis pinned to the "main" branch.`),
    ]);
    expect(folder(p.root)).toEqual(['inner', 'kit']);
    expect(p.exists('dbt_packages/kit/macros/m.sql')).toBe(false);
    expect(p.exists('dbt_packages/kit/.git')).toBe(false);
    p.write('packages.yml', `packages: [{git: ${root}, revision: ${first}}]\n`);
    expect((await install(p)).error).toBe('');
  });
  test('the lock keeps the commit when a tag moves; nothing is fetched while it is there', async () => {
    const root = repo();
    const p = await project(packages(`  - git: ${root}\n    revision: v1\n`));
    await install(p);
    git(root, 'tag', '--force', 'v1', 'v2');
    expect((await install(p, {}, { env: { PATH: '/nowhere' } })).error).toBe('');
    p.write('dbt_packages/kit/more.txt', '');
    expect((await install(p)).error).toBe('');
    expect(p.exists('dbt_packages/kit/more.txt')).toBe(false);
    expect(p.exists('dbt_packages/kit/macros/m.sql')).toBe(false);
  });
  test('with and without .git it is one package, and its revisions must agree', async () => {
    const root = repo();
    const p = await project(
      packages(`  - git: ${root}\n    revision: v1\n  - git: ${root}.git\n    revision: v2\n`),
    );
    expect((await install(p)).error).toContain('TD115 git dependencies should contain exactly one version');
    p.write('packages.yml', `packages: [{git: ${root}, revision: v2}, {git: ${root}.git, revision: v2}]\n`);
    expect((await install(p)).error).toBe('');
    expect(folder(p.root)).toEqual(['kit']);
  });
  test('a revision that is not there, a folder without a project, no git', async () => {
    const root = repo();
    const p = await project(packages(`  - git: ${root}\n    revision: v9\n`));
    expect((await install(p)).error).toContain(`TD119 Error checking out spec='v9' for repo ${root}`);
    p.write('packages.yml', `packages: [{git: ${root}, revision: v2, subdirectory: macros}]\n`);
    expect((await install(p)).error).toContain('TD115 No dbt_project.yml found at expected path');
    p.write('packages.yml', `packages: [{git: ${root}, revision: v2}]\n`);
    expect((await install(p, {}, { env: { PATH: '/nowhere' } })).error).toContain(
      'TD119 Make sure git is installed on your machine',
    );
  });
  test('hooks and submodules of a repository do not run', async () => {
    const root = repo();
    writeFileSync(join(root, '.git/hooks/post-checkout'), '#!/bin/sh\ntouch ran\n', { mode: 0o755 });
    const p = await project(packages(`  - git: ${root}\n    revision: v2\n`));
    await install(p, {}, { env: { GIT_DIR: '/nowhere' } });
    expect(folder(p.root)).toEqual(['kit']);
    expect(p.exists('dbt_packages/kit/ran')).toBe(false);
  });
});

describe('--add-package', () => {
  const text =
    '# ours\npackages:\n  - package: a/utils # pinned\n    version: 1.0.0\n  - git: https://github.com/a/dates.git\n    warn-unpinned: false\n';
  test.each([
    ['hub', 'a/more@1.2.0', `${text}  - package: a/more\n    version: 1.2.0\n`],
    [
      'hub',
      'a/more@>=1.0.0,<2.0.0',
      `${text}  - package: a/more\n    version:\n      - ">=1.0.0"\n      - <2.0.0\n`,
    ],
    ['git', 'git@github.com:a/more.git', `${text}  - git: git@github.com:a/more.git\n`],
    [
      'git',
      'https://github.com/a/more.git@feature/x',
      `${text}  - git: https://github.com/a/more.git\n    revision: feature/x\n`,
    ],
    ['local', '../more', `${text}  - local: ../more\n`],
    ['hub', 'b/dates@2.0.0', `${text.split('  - git')[0]}  - package: b/dates\n    version: 2.0.0\n`],
  ] as const)('%s %s', async (source, added, expected) => {
    const p = await project({ 'packages.yml': text });
    await install(
      p,
      { add: { text: added, source }, lockOnly: true },
      { env: { DBT_PACKAGE_HUB_URL: 'ftp://x/' } },
    );
    expect(p.read('packages.yml')).toBe(expected);
  });
  test('packages.yml is made when there is none; dependencies.yml is used when the packages are there', async () => {
    const p = await project({
      'base/dbt_project.yml': 'name: base\n',
      'more/dbt_project.yml': 'name: more\n',
    });
    const { lines } = await install(p, { add: { text: 'base', source: 'local' } });
    expect(lines).toContain(`Added new package base to ${p.root}/packages.yml`);
    expect(p.read('packages.yml')).toBe('packages:\n  - local: base\n');
    const other = await project({
      'dependencies.yml': 'packages:\n  - local: base\n',
      'base/dbt_project.yml': 'name: base\n',
      'more/dbt_project.yml': 'name: more\n',
    });
    await install(other, { add: { text: 'more', source: 'local' } });
    expect(other.read('dependencies.yml')).toBe('packages:\n  - local: base\n  - local: more\n');
    expect(folder(other.root)).toEqual(['base', 'more']);
  });
});

test('the command line', async () => {
  const p = await project({ ...packages('  - local: base\n'), 'base/dbt_project.yml': 'name: base\n' });
  const { code, stdout } = await p.cli(['deps', '--log-format', 'json']);
  expect(code).toBe(0);
  expect(stdout.split('\n').flatMap((line) => /"name":"(Deps\w+)"/.exec(line)?.[1] ?? [])).toEqual([
    'DepsLockUpdating',
    'DepsStartPackageInstall',
    'DepsInstallInfo',
  ]);
});
