import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'tsdbt-package-'));
const sh = (command: string, args: string[], cwd: string): string =>
  execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

beforeAll(() => {
  sh('npm', ['pack', '--pack-destination', folder], root);
  const archive = readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? '';
  writeFileSync(join(folder, 'package.json'), '{"private": true}');
  sh('npm', ['install', '--no-audit', '--no-fund', archive], folder);
}, 300_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const tsdbt = (args: string[], cwd: string): string =>
  sh(process.execPath, [join(folder, 'node_modules/tsdbt/dist/cli.js'), ...args], cwd);

test('the packed package builds a new project in an empty folder', () => {
  const out = tsdbt(['init', 'shop'], folder);
  expect(out).toContain('shop');
  const built = tsdbt(['build'], join(folder, 'shop'));
  expect(built).toContain('Completed successfully');
  expect(built).toMatch(/ERROR=0/);
  expect(existsSync(join(folder, 'shop/target/manifest.json'))).toBe(true);
});

test('it brings the docs page', () => {
  tsdbt(['docs', 'generate', '--static'], join(folder, 'shop'));
  const page = readFileSync(join(folder, 'shop/target/static_index.html'), 'utf8');
  expect(page.includes('<script type="module">')).toBe(true);
  expect(page.includes('"project_name":"shop"')).toBe(true);
});

test('it says its version, and that of dbt whose projects it runs', () => {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  expect(tsdbt(['--version'], folder)).toContain(version);
});

test('it brings its types', () => {
  const types = join(folder, 'node_modules/tsdbt/dist/types/src/index.d.ts');
  expect(readFileSync(types, 'utf8')).toContain('openEngine');
});

test('two functions of its API answer from an import', () => {
  mkdirSync(join(folder, 'api'));
  writeFileSync(
    join(folder, 'api/run.mjs'),
    `import * as tsdbt from 'tsdbt';\nimport { defineAdapter } from 'tsdbt/adapter';\nconsole.log(typeof tsdbt.openEngine, typeof defineAdapter);\n`,
  );
  expect(sh(process.execPath, ['api/run.mjs'], folder).trim()).toBe('function function');
});
