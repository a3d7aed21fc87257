import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from 'vitest';
import { folderCycles } from '../bench/tools/shape/cycles.ts';
import { measure } from '../bench/tools/shape/measure.ts';

/** Which stage may import which, besides src/core. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  core: [],
  project: ['template'],
  template: [],
  sql: [],
  adapter: [],
  manifest: [],
  scope: ['template', 'manifest', 'adapter'],
  parse: ['project', 'template', 'scope', 'manifest'],
  graph: ['manifest'],
  compile: ['project', 'template', 'scope', 'sql', 'manifest', 'adapter'],
  run: ['manifest', 'graph', 'compile', 'adapter'],
  artifacts: ['manifest', 'run'],
  compat: ['adapter'],
  engine: [
    'project',
    'template',
    'adapter',
    'manifest',
    'scope',
    'parse',
    'graph',
    'compile',
    'run',
    'artifacts',
    'compat',
  ],
  cli: ['engine'],
};

/** The one place that imports a package. */
const OWNERS: Readonly<Record<string, RegExp>> = {
  nunjucks: /^src\/template\//,
  '@dagrejs/graphlib': /^src\/graph\//,
  yargs: /^src\/cli\//,
  'js-yaml': /^src\/project\//,
  yaml: /^src\/project\//,
  '@duckdb/node-api': /^adapters\/duckdb\/client\.ts$/,
  pg: /^adapters\/postgres\/client\.ts$/,
  'pg-copy-streams': /^adapters\/postgres\/client\.ts$/,
};

const sources = globSync(['src/**/*.ts', 'adapters/**/*.ts'])
  .sort()
  .map((path) => ({ path, text: readFileSync(path, 'utf8') }));
const shapes = sources.map(({ path, text }) => measure(path, text));
const code = (text: string): string => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/[^\n]*/g, '');

describe('the import rule', () => {
  test('a stage imports core and the stages of its row', () => {
    expect(shapes.flatMap((shape) => shape.imports.flatMap((name) => wrongImport(shape.path, name)))).toEqual(
      [],
    );
  });
  test('the docs page imports its own files only, and no package', () => {
    const page = globSync('ui/**/*.ts').map((path) => measure(path, readFileSync(path, 'utf8')));
    const outside = page.flatMap(({ path, imports }) =>
      imports
        .filter((name) => !normalize(join(dirname(path), name)).startsWith('ui/'))
        .map((name) => `${path}: ${name}`),
    );
    expect(page.length).toBeGreaterThan(30);
    expect(outside).toEqual([]);
  });
  test('no folders import each other', () => {
    expect(folderCycles(shapes)).toEqual([]);
  });
  test('each package has one owner', () => {
    expect(shapes.flatMap((shape) => shape.imports.flatMap((name) => wrongOwner(shape.path, name)))).toEqual(
      [],
    );
  });
});

describe('what only one place may do', () => {
  const offenders = (pattern: RegExp, allowed: RegExp): string[] =>
    sources
      .filter(({ path, text }) => !allowed.test(path) && pattern.test(code(text)))
      .map(({ path }) => path);
  test('print and exit: only the command line', () => {
    expect(offenders(/\bconsole\.|process\.exit\b|process\.exitCode\b/, /^src\/cli\//)).toEqual([]);
  });
  test('read the environment: only project/env.ts', () => {
    expect(offenders(/process\.env\b/, /^src\/project\/env\.ts$/)).toEqual([]);
  });
  test('name an adapter: only the registry', () => {
    expect(
      offenders(/['"`](duckdb|postgres|snowflake|bigquery)['"`]/, /^(src\/adapter\/registry\.ts|adapters\/)/),
    ).toEqual([]);
  });
});

function wrongImport(path: string, name: string): string[] {
  if (!name.startsWith('.')) return [];
  const target = normalize(join(dirname(path), name));
  const from = stageOf(path);
  const to = stageOf(target);
  if (from === to || to === 'core' || from === '') return [];
  const allowed =
    from === 'adapters' ? ['adapter'] : from === 'index' ? ['engine', 'adapter'] : (ALLOWED[from] ?? []);
  const lazyAdapter = path === 'src/adapter/registry.ts' && to === 'adapters';
  return allowed.includes(to) || lazyAdapter ? [] : [`${path} imports ${target}`];
}

function stageOf(path: string): string {
  const parts = path.split('/');
  if (parts[0] === 'adapters') return 'adapters';
  return parts.length > 2 ? (parts[1] ?? '') : (parts[1] ?? '').replace(/\.ts$/, '');
}

function wrongOwner(path: string, name: string): string[] {
  const owner = Object.entries(OWNERS).find(([pkg]) => name === pkg || name.startsWith(`${pkg}/`));
  return owner && !owner[1].test(path) ? [`${path} imports ${name}`] : [];
}
