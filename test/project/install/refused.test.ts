import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { extractPackage } from '../../../src/project/install/extract.ts';
import { project } from '../../support/project.ts';
import { type Entry, entriesOf, filesOf, install, repository, startHub, tarGz } from './support.ts';

const good = entriesOf(filesOf('pkg'));

describe('archives', () => {
  const unpack = async (entries: readonly Entry[] | Buffer, limits = { bytes: 1e6, entries: 100 }) => {
    const { root } = await project({});
    const folder = join(root, 'to');
    const archive = Buffer.isBuffer(entries) ? entries : tarGz(entries);
    return { root, folder, run: () => extractPackage(archive, folder, 'x.tar.gz', limits) };
  };

  test.each<[string, Entry[], string]>([
    ['a way up', [{ path: 'pkg-1/../../evil' }], "'pkg-1/../../evil' leads outside"],
    ['a root', [{ path: '/tmp/evil' }], 'leads outside'],
    ['a drive', [{ path: 'c:/evil' }], 'leads outside'],
    ['backslashes', [{ path: 'pkg-1\\..\\..\\evil' }], 'leads outside'],
    ['a hard link', [{ path: 'pkg-1/a', type: '1', target: '/etc/passwd' }], 'neither a file'],
    ['a device', [{ path: 'pkg-1/a', type: '3' }], 'neither a file'],
    ['a pipe', [{ path: 'pkg-1/a', type: '6' }], 'neither a file'],
    ['a file twice', [{ path: 'pkg-1/a' }, { path: 'pkg-1/a' }], 'written twice'],
    ['a file twice but for case', [{ path: 'pkg-1/Readme' }, { path: 'pkg-1/README' }], 'written twice'],
    [
      'through a link',
      [{ path: 'pkg-1/l', type: '2', target: '/tmp' }, { path: 'pkg-1/l/evil' }],
      'written twice',
    ],
  ])('%s: refused before anything is written', async (_, entries, words) => {
    const { folder, run } = await unpack([...good, ...entries]);
    expect(run).toThrow(words);
    expect(existsSync(folder)).toBe(false);
  });
  test.each(['/etc/passwd', '../../..', '../pkg-1-evil', 'nowhere'])('a link to %s', async (target) => {
    const { root, run } = await unpack([...good, { path: 'pkg-1/l', type: '2', target }]);
    expect(run).toThrow("the link 'pkg-1/l' leads outside");
    expect(readdirSync(root).sort()).toEqual(['project.yml', 'to']);
  });
  test('a link inside the package is kept', async () => {
    const { folder, run } = await unpack([
      ...good,
      { path: 'pkg-1/l', type: '2', target: 'dbt_project.yml' },
    ]);
    expect(run()).toBe(join(folder, 'pkg-1'));
  });
  test('names and sizes that stand in headers of their own', async () => {
    const long = `pkg-1/${'x'.repeat(150)}.sql`;
    const record = `path=${long}\n`;
    const pax = `${record.length + 4} ${record}`;
    const { folder, run } = await unpack([
      { path: 'pax_global_header', type: 'g', text: '52 comment=0123456789012345678901234567890123456789\n' },
      ...good,
      { path: 'pkg-1/pax', type: 'x', text: pax },
      { path: 'pkg-1/cut', text: 'select 1' },
      { path: '././@LongLink', type: 'L', text: `${long}2\0` },
      { path: 'pkg-1/cut', text: 'select 2' },
    ]);
    run();
    expect(readdirSync(join(folder, 'pkg-1')).sort()).toEqual([
      'dbt_project.yml',
      `${'x'.repeat(150)}.sql`,
      `${'x'.repeat(150)}.sql2`,
    ]);
  });
  test('a bomb, too many files, no archive at all, no project in it', async () => {
    const bomb = await unpack([...good, { path: 'pkg-1/a', text: '0'.repeat(2e6) }]);
    expect(bomb.run).toThrow('too large when unpacked');
    const many = await unpack([...good, { path: 'pkg-1/a' }], { bytes: 1e6, entries: 1 });
    expect(many.run).toThrow('too many files');
    expect((await unpack(Buffer.from('no archive'))).run).toThrow('not a .tar.gz');
    expect((await unpack(tarGz(good).subarray(0, 60))).run).toThrow('damaged');
    expect((await unpack([{ path: 'pkg-1/a' }])).run).toThrow('Incorrect structure for package extracted');
  });
});

describe('git', () => {
  test.each([
    ['git: "ext::sh -c touch% evil"', 'transports that run commands'],
    ['git: "fd::7"', 'transports that run commands'],
    ['git: "--upload-pack=touch evil"', 'an option of git'],
    ['git: "ssh://-oProxyCommand=evil/x"', 'an option of ssh'],
    ['git: "ftp://example.com/x.git"', 'ftp:// is none of'],
    ['git: "https://example.com/x\\ny"', 'control characters'],
    ['{git: https://example.com/x, revision: "--upload-pack=x"}', 'no name of a branch'],
    ['{git: https://example.com/x, revision: "a:b"}', 'no name of a branch'],
    ['{git: https://example.com/x, subdirectory: ../..}', 'leads outside of the repository'],
  ])('%s', async (entry, words) => {
    const p = await project({ 'packages.yml': `packages:\n  - ${entry}\n` });
    const { error } = await install(p);
    expect(error).toMatch(/^TD121 /);
    expect(error).toContain(words);
  });
  test('a link in a repository that leads outside', async () => {
    const root = repository({ v1: filesOf('kit') });
    const { symlinkSync } = await import('node:fs');
    const { git } = await import('./support.ts');
    symlinkSync('/etc', join(root, 'macros'));
    git(root, 'add', '--all');
    git(root, '-c', 'user.name=t', '-c', 'user.email=t@t', 'commit', '--quiet', '-m', 'link');
    const p = await project({ 'packages.yml': `packages: [{git: ${root}, warn-unpinned: false}]\n` });
    expect((await install(p)).error).toContain("the link 'macros' leads outside");
  });
});

describe('names and folders', () => {
  test.each(['../evil', '..', '/tmp/evil', 'a/b', '__pycache__'])('a package called %s', async (name) => {
    const hub = await startHub({ 'a/dates': { '1': {} } });
    const p = await project({
      'packages.yml': `packages: [{tarball: "${hub.url}tar/a/dates/1", name: "${name}"}]\n`,
    });
    expect((await install(p)).error).toContain(`TD703 Invalid package name '${name}'`);
    expect(existsSync(join(dirname(p.root), 'evil'))).toBe(false);
  });
  test.each([
    ['../elsewhere', 'outside of the project'],
    ['/tmp/tsdbt-elsewhere', 'outside of the project'],
    ['.', 'holds sources'],
    ['models', 'holds sources'],
    ['models/packages', 'holds sources'],
  ])('packages-install-path: %s', async (path, words) => {
    const p = await project({
      'project.yml': `name: test\npackages-install-path: ${path}\n`,
      'models/a.sql': 'select 1',
      'packages.yml': 'packages: []\n',
    });
    const { error } = await install(p);
    expect(error).toMatch(/^TD703 /);
    expect(error).toContain(words);
    expect(p.exists('models/a.sql')).toBe(true);
  });
});

describe('lists', () => {
  test.each([
    ['- {package: "", version: 1.0.0}', 'A hub package is missing the value'],
    ['- {git: ""}', 'A git package is missing the value'],
    ['- {local: ""}', 'A local package is missing the value'],
    ['- {tarball: "https://x/y", version: a}', "unknown key 'version'"],
    ['- {tarball: "https://x/y"}', "'name' is a required property"],
    ['- {package: dbt_utils, version: 1.0.0}', 'require a namespace'],
    ['- {package: a/b}', 'is missing the version'],
    ['- {package: ../../x/y, version: 1.0.0}', 'require a namespace'],
    ['- {private: nope}', 'must be owner/repository'],
    ['- {private: a/b, provider: x}', "provider: 'x' is none of"],
    ['- {git: x, revision: [a]}', 'revision is of the wrong type'],
    ['- x', 'it must be a mapping'],
    ['a: b', 'must be a list'],
  ])('%s', async (list, words) => {
    const p = await project({ 'packages.yml': `packages:\n  ${list}\n` });
    const { error } = await install(p);
    expect(error).toContain('The packages.yml file in this project is malformed');
    expect(error).toContain(words);
  });
});
