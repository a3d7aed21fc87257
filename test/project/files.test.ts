import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type FileKind, type Project, readFiles, readSettings } from '../../src/project/index.ts';
import { type Files, folder, onlyProblem, optionsFor, projectOf, short } from './inline.ts';

const paths = (project: Project, kind: FileKind): string[] => project.files[kind].map((file) => file.path);
const empty = (names: readonly string[]): Files => Object.fromEntries(names.map((name) => [name, '']));

describe('files', () => {
  test('are found by folder and ending', () => {
    const project = projectOf(
      empty([
        'models/b.sql',
        'models/a.sql',
        'models/deep/c.sql',
        'models/p.py',
        'models/schema.yml',
        'models/readme.md',
        'models/UPPER.SQL',
        'models/.hidden.sql',
        'models/~b.sql',
        'models/#b.sql',
        'models/notes.txt',
        'seeds/s.csv',
        'seeds/s.yaml',
        'snapshots/snap.sql',
        'snapshots/snap.yml',
        'analyses/an.sql',
        'macros/m.sql',
        'macros/m.yml',
        'functions/f.sql',
        'tests/t.sql',
        'tests/more/t2.sql',
        'tests/generic/g.sql',
        'tests/fixtures/x.csv',
        'tests/fixtures/y.sql',
        'elsewhere/z.sql',
        'dbt_project.yml2',
      ]),
    );
    expect(paths(project, 'model')).toEqual([
      'models/UPPER.SQL',
      'models/a.sql',
      'models/b.sql',
      'models/deep/c.sql',
      'models/p.py',
    ]);
    expect(paths(project, 'seed')).toEqual(['seeds/s.csv']);
    expect(paths(project, 'snapshot')).toEqual(['snapshots/snap.sql']);
    expect(paths(project, 'analysis')).toEqual(['analyses/an.sql']);
    expect(paths(project, 'macro')).toEqual(['macros/m.sql']);
    expect(paths(project, 'function')).toEqual(['functions/f.sql']);
    expect(paths(project, 'test')).toEqual(['tests/t.sql', 'tests/more/t2.sql']);
    expect(paths(project, 'generic-test')).toEqual(['tests/generic/g.sql']);
    expect(paths(project, 'fixture')).toEqual(['tests/fixtures/x.csv', 'tests/fixtures/y.sql']);
    expect(paths(project, 'docs')).toEqual(['models/readme.md']);
    expect(paths(project, 'properties')).toEqual([
      'models/schema.yml',
      'snapshots/snap.yml',
      'macros/m.yml',
      'seeds/s.yaml',
    ]);
  });

  test('know where they are', () => {
    const project = projectOf({ 'models/deep/a.sql': 'select 1' });
    expect(project.files.model[0]).toMatchObject({
      packageName: 'shop',
      absolutePath: join(project.root, 'models/deep/a.sql'),
      path: 'models/deep/a.sql',
      searchPath: 'models',
      relativePath: 'deep/a.sql',
      shownPath: 'models/deep/a.sql',
    });
    expect(project.files.model[0]?.text()).toBe('select 1');
  });

  test('of overlapping folders are listed once', () => {
    const files = {
      'dbt_project.yml': 'name: shop\nmodel-paths: [models, models/deep]\n',
      'models/deep/a.sql': '',
    };
    expect(paths(projectOf(files), 'model')).toEqual(['models/deep/a.sql']);
  });

  test('of packages, of the output and settings are not taken for models when everything is searched', () => {
    const project = projectOf({
      'dbt_project.yml': 'name: shop\nmodel-paths: ["."]\ntest-paths: []\nmacro-paths: []\n',
      ...empty([
        'a.sql',
        'sub/b.sql',
        'sub/dbt_project.yml',
        'target/compiled/a.sql',
        'packages.yml',
        'x.yml',
      ]),
      'dbt_packages/pack/dbt_project.yml': 'name: pack\n',
      'dbt_packages/pack/models/c.sql': '',
    });
    expect(paths(project, 'model')).toEqual(['a.sql', 'sub/b.sql', 'models/c.sql']);
    expect(paths(project, 'properties')).toEqual(['x.yml', 'sub/dbt_project.yml']);
  });

  test('that are linked count, linked folders do not', () => {
    const root = folder({ 'dbt_project.yml': 'name: shop\n', 'models/a.sql': '', 'shared/b.sql': '' });
    symlinkSync(join(root, 'shared/b.sql'), join(root, 'models/linked.sql'));
    symlinkSync(join(root, 'shared'), join(root, 'models/folder'));
    symlinkSync(join(root, 'nowhere.sql'), join(root, 'models/dangling.sql'));
    mkdirSync(join(root, 'models/folder.sql'));
    const project = readFiles(readSettings(optionsFor(root)), []);
    expect(paths(project, 'model')).toEqual(['models/a.sql', 'models/linked.sql']);
  });

  test('are read as strict UTF-8', () => {
    const bad = Buffer.concat([
      Buffer.from('select 1,\n  \u00e9'),
      Buffer.from([0xff, 0xfe]),
      Buffer.from('x'),
    ]);
    const project = projectOf({ 'models/a.sql': bad, 'models/b.sql': '\ufeffselect\r\n1' });
    const found = onlyProblem(() => ({ diagnostics: [], text: project.files.model[0]?.text() }));
    expect(short([found])).toEqual(['TD113 models/a.sql:2:4']);
    expect(found.help).toContain('UTF-8');
    expect(project.files.model[1]?.text()).toBe('select\r\n1');
  });

  test('of a standard package are shown under its name', () => {
    const root = folder({
      'tests/unique.sql': '',
      'bank/x.sql': '',
      'dbt_project.yml': 'name: dbt\nmacro-paths: [tests]\n',
    });
    const bare = folder({ 'a/b.sql': '' });
    const project = projectOf({}, {}, [
      { name: 'dbt', root },
      { name: 'dbt_filebase', root: bare },
    ]);
    expect(project.packages.map((one) => [one.name, one.kind])).toEqual([
      ['shop', 'root'],
      ['dbt', 'standard'],
      ['dbt_filebase', 'standard'],
    ]);
    expect(project.files.macro.map((file) => file.shownPath)).toEqual([
      'dbt/tests/unique.sql',
      'dbt_filebase/a/b.sql',
    ]);
    expect(project.files.properties).toEqual([]);
  });
});

describe('.dbtignore', () => {
  const kept = (rules: string, names: readonly string[]): string[] =>
    paths(projectOf({ '.dbtignore': rules, ...empty(names) }), 'model');
  const all = [
    'models/a.sql',
    'models/b_test.sql',
    'models/old/c.sql',
    'models/new/old/d.sql',
    'models/new/e.sql',
  ];
  test.each([
    ['# nothing\n\n', all],
    ['*_test.sql', ['models/a.sql', 'models/new/e.sql', 'models/new/old/d.sql', 'models/old/c.sql']],
    ['old/', ['models/a.sql', 'models/b_test.sql', 'models/new/e.sql']],
    ['old', ['models/a.sql', 'models/b_test.sql', 'models/new/e.sql']],
    ['models/old/', ['models/a.sql', 'models/b_test.sql', 'models/new/e.sql', 'models/new/old/d.sql']],
    ['/old/', all],
    ['models/*.sql', ['models/new/e.sql', 'models/new/old/d.sql', 'models/old/c.sql']],
    ['models/**/d.sql', ['models/a.sql', 'models/b_test.sql', 'models/new/e.sql', 'models/old/c.sql']],
    ['models/new/**', ['models/a.sql', 'models/b_test.sql', 'models/old/c.sql']],
    ['*.sql\n!a.sql', ['models/a.sql']],
    ['[ab]*.sql', ['models/new/e.sql', 'models/new/old/d.sql', 'models/old/c.sql']],
    ['[!a].sql  ', ['models/a.sql', 'models/b_test.sql']],
    ['?.sql', ['models/b_test.sql']],
    ['[z-a].sql', all],
    ['a.sq', all],
  ])('%j', (rules, expected) => {
    expect(kept(rules, all).sort()).toEqual([...expected].sort());
  });
  test('each package has its own', () => {
    const project = projectOf({
      '.dbtignore': 'a.sql',
      'dbt_packages/pack/dbt_project.yml': 'name: pack\n',
      'dbt_packages/pack/models/a.sql': '',
      'models/a.sql': '',
    });
    expect(project.files.model.map((file) => file.shownPath)).toEqual(['dbt_packages/pack/models/a.sql']);
  });
});

test('a project of 1,000 models and 300 property files is read in no time', () => {
  const files: Record<string, string> = {};
  for (let i = 0; i < 1000; i++) files[`models/area_${i % 20}/model_${i}.sql`] = `select ${i} as id`;
  for (let i = 0; i < 300; i++)
    files[`models/area_${i % 20}/model_${i}.yml`] = `models: [{name: model_${i}}]`;
  const options = optionsFor(folder({ 'dbt_project.yml': 'name: shop\n', ...files }));
  const start = performance.now();
  const project = readFiles(readSettings(options), []);
  for (const file of [...project.files.model, ...project.files.properties]) file.text();
  expect(project.files.model).toHaveLength(1000);
  expect(performance.now() - start).toBeLessThan(600);
});
