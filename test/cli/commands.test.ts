import { expect, test } from 'vitest';
import { project } from '../support/project.ts';

test('debug tries the connection', async () => {
  const p = await project({});
  const { code, stdout } = await p.cli(['debug']);
  expect(stdout).toContain('Connection test: [OK connection ok]');
  expect(stdout).toContain('All checks passed!');
  expect(code).toBe(0);
});

test('debug of a broken project is exit code 1', async () => {
  const p = await project({ 'project.yml': 'name: test\nmodel-path: [models]\n' });
  const { code, stdout } = await p.cli(['debug']);
  expect(stdout).toContain('TD105');
  expect(code).toBe(1);
});

test('clean removes artifacts, not data', async () => {
  const p = await project({ 'target/manifest.json': '{}', 'test.duckdb.txt': 'data' });
  const { code, stdout } = await p.cli(['clean']);
  expect(stdout).toContain('Finished cleaning all paths.');
  expect(code).toBe(0);
  expect(p.exists('target')).toBe(false);
  expect(p.exists('test.duckdb.txt')).toBe(true);
});

test('init writes a project, and overwrites none', async () => {
  const p = await project({});
  expect((await p.cli(['init', 'shop'])).code).toBe(0);
  expect(p.read('shop/project.yml')).toContain('name: shop');
  const again = await p.cli(['init', 'shop']);
  expect(again.code).toBe(2);
  expect(again.stdout).toContain('TD701');
});

test('outside of a project: one error, exit code 2, no log folder', async () => {
  const p = await project({ 'empty/readme.txt': '' });
  const { code, stdout } = await p.cli(['run', '--project-dir', 'empty']);
  expect(stdout).toContain('Encountered an error:\nerror TD101');
  expect(code).toBe(2);
  expect(p.exists('empty/logs')).toBe(false);
});

test('a project file that cannot be read is in the log, too', async () => {
  const p = await project({ 'project.yml': 'name: test\nmodel-path: [models]\n' });
  const { code } = await p.cli(['parse']);
  expect(code).toBe(2);
  expect(p.read('logs/dbt.log')).toContain('TD105');
});

test('--quiet shows errors only', async () => {
  const p = await project({ 'project.yml': 'name: test\nmodel-path: [models]\n' });
  const { stdout } = await p.cli(['--quiet', 'parse']);
  expect(stdout).toMatch(/^\d\d:\d\d:\d\d {2}Encountered an error:/);
});

test('--log-format json is one object per line', async () => {
  const p = await project({ 'project.yml': 'name: test\nmodel-path: [models]\n' });
  const { stdout } = await p.cli(['--log-format', 'json', 'parse']);
  const names = stdout
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { info: { name: string } }).info.name);
  expect(names).toEqual(['MainReportVersion', 'MainEncounteredError']);
});

test('no escape sequences where the output is not a terminal, but when asked for', async () => {
  const p = await project({});
  const plain = await p.cli(['debug']);
  expect(plain.stdout).not.toContain('\u001b');
  const wrong = { 'project.yml': 'name: test\nmodel-path: [models]\n' };
  const q = await project(wrong);
  expect((await q.cli(['parse', '--use-colors'])).stdout).toContain('\u001b[31m');
  expect((await q.cli(['parse'], { FORCE_COLOR: '1' })).stdout).toContain('\u001b[31m');
  expect((await q.cli(['parse', '--no-use-colors'], { FORCE_COLOR: '1' })).stdout).not.toContain('\u001b');
});

test('a reader that goes away ends the command without a word', async () => {
  const p = await project({});
  const { execFileSync } = await import('node:child_process');
  const main = new URL('../../src/cli/main.ts', import.meta.url).pathname;
  const out = execFileSync('sh', ['-c', `"${process.execPath}" "${main}" --help 2>&1 | head -1`], {
    cwd: p.root,
    encoding: 'utf8',
  });
  expect(out).toMatch(/^tsdbt .*\n$/);
});
