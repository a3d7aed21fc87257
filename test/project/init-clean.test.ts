import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cleanProject, initProject, readFiles, readSettings, readYaml } from '../../src/project/index.ts';
import { type Files, folder, onlyProblem, optionsFor, problemsOf } from './inline.ts';

describe('init', () => {
  test('writes a project that can be read', () => {
    const cwd = folder({});
    const { root, name } = initProject({
      cwd,
      name: 'shop',
      dataFile: 'shop.data',
      targetsExample: 'targets:\n  dev: {}\n',
    });
    expect([root, name]).toEqual([join(cwd, 'shop'), 'shop']);
    const project = readFiles(readSettings(optionsFor(root)), []);
    expect(project.diagnostics).toEqual([]);
    expect(project.files.model.map((file) => file.relativePath)).toEqual([
      'marts/customer_orders.sql',
      'staging/stg_customers.sql',
      'staging/stg_orders.sql',
    ]);
    expect(project.files.seed).toHaveLength(2);
    for (const file of project.files.properties)
      expect(readYaml(file.text(), file.path).diagnostics).toEqual([]);
    expect(readFileSync(join(root, '.gitignore'), 'utf8')).toContain('shop.data\n');
    expect(readFileSync(join(root, 'project.yml'), 'utf8')).toContain('# targets:\n#   dev: {}\n');
  });
  test('without a name goes into the working directory', () => {
    const cwd = folder({ 'my-shop/notes.txt': '' });
    const made = initProject({ cwd: join(cwd, 'my-shop') });
    expect(made).toMatchObject({ name: 'my_shop', root: join(cwd, 'my-shop') });
  });
  test('never overwrites', () => {
    const cwd = folder({ 'shop/dbt_project.yml': 'name: mine\n', 'other/README.md': 'mine' });
    const init = (name: string) => onlyProblem(() => ({ diagnostics: [], made: initProject({ cwd, name }) }));
    expect(init('shop')).toMatchObject({
      code: 'TD701',
      message: 'A project called shop already exists here.',
    });
    expect(init('other').message).toContain('README.md would be overwritten');
    expect(existsSync(join(cwd, 'other/project.yml'))).toBe(false);
    expect(init('my-shop')).toMatchObject({ code: 'TD104' });
  });
});

describe('clean', () => {
  const clean = (files: Files, options: Parameters<typeof cleanProject>[1] = {}) => {
    const root = folder({ 'p/dbt_project.yml': 'name: shop\n', 'outside/x': '', ...files });
    const run = () => ({
      diagnostics: [],
      removed: cleanProject(readSettings(optionsFor(root, { cwd: 'p', needTarget: false })), options),
    });
    return { root, run, there: (path: string) => existsSync(join(root, path)) };
  };
  test('removes the target folder', () => {
    const { run, root, there } = clean({ 'p/target/run/a.sql': '', 'p/models/a.sql': '' });
    expect(run().removed).toEqual([join(root, 'p/target')]);
    expect([there('p/target'), there('p/models/a.sql')]).toEqual([false, true]);
    expect(run().removed).toEqual([]);
  });
  test.each([
    ['[target, ../outside]', 'will not clean the following directories outside the project'],
    ['[target, models]', 'will not clean the following source paths'],
    ['[target, models/staging]', 'will not clean the following source paths'],
    ['[target, "."]', 'will not clean the project itself'],
    ['[target, ".."]', 'will not clean the following directories outside the project'],
    ['[target, link]', 'will not clean the following directories outside the project'],
  ])('refuses %s, and then removes nothing', (targets, words) => {
    const { run, root, there } = clean({
      'p/dbt_project.yml': `name: shop\nclean-targets: ${targets}\n`,
      'p/target/a': '',
    });
    symlinkSync(join(root, 'outside'), join(root, 'p/link'));
    const found = onlyProblem(run);
    expect(found.code).toBe('TD703');
    expect(found.message).toContain(words);
    expect(found.at).toMatchObject({ file: 'dbt_project.yml', line: 2 });
    expect([there('p/target/a'), there('outside/x')]).toEqual([true, true]);
  });
  test('removes folders outside only when told to', () => {
    const { run, there } = clean(
      { 'p/dbt_project.yml': 'name: shop\nclean-targets: [../outside]\n' },
      { outside: true },
    );
    run();
    expect(there('outside')).toBe(false);
  });
  test('spares the data of the target', () => {
    const own = 'name: shop\ntargets: {dev: {type: filebase, path: target/shop.data}}\n';
    const { run, there } = clean({ 'p/dbt_project.yml': own, 'p/target/shop.data': 'rows' });
    expect(onlyProblem(run).message).toMatch(/it holds the data of the target, .*shop\.data$/);
    expect(there('p/target/shop.data')).toBe(true);
  });
  test('works in a project whose profile is not there', () => {
    const { run } = clean({ 'p/dbt_project.yml': 'name: shop\nprofile: nowhere\n', 'p/target/a': '' });
    expect(problemsOf(run)).toEqual([]);
  });
});
