import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseTemplate } from '../../src/template/index.ts';

const root = join(import.meta.dirname, '../..');

const filesIn = (folder: string): string[] =>
  globSync('**/*.sql', { cwd: join(root, folder) })
    .filter((path) => !path.startsWith('bank/'))
    .map((path) => join(folder, path))
    .sort();

const definitionsIn = (folder: string) =>
  filesIn(folder).flatMap(
    (file) => parseTemplate(readFileSync(join(root, file), 'utf8'), { file }).definitions,
  );

const standard = definitionsIn('macros');
const own = definitionsIn('adapters/duckdb/macros');
const names = (list: typeof standard): string[] => list.map(({ name }) => name);

test('no macro is defined twice', () => {
  for (const list of [names(standard), names(own)]) {
    expect(list.filter((name, index) => list.indexOf(name) !== index)).toEqual([]);
  }
});

test('whatever is dispatched has an implementation on every warehouse', () => {
  const dispatched = [...standard, ...own].flatMap(({ body }) =>
    Array.from(body.matchAll(/adapter\.dispatch\('(\w+)', 'dbt'\)/g), (match) => match[1] ?? ''),
  );
  expect(dispatched.length).toBeGreaterThan(100);
  expect([...new Set(dispatched)].filter((name) => !names(standard).includes(`default__${name}`))).toEqual(
    [],
  );
});

test('an override of the adapter overrides something', () => {
  const overrides = names(own).filter((name) => name.startsWith('duckdb__'));
  const known = new Set(names(standard));
  const helpers = ['duckdb__catalog_sql', 'duckdb__merge_join_clause'];
  // Functions are looked for by their type and language.
  const byKind = /^duckdb__(scalar|aggregate)_function_(sql|python|javascript)$/;
  const expected = (name: string): boolean =>
    known.has(name.slice(8)) || helpers.includes(name) || byKind.test(name);
  expect(overrides.filter((name) => !expected(name))).toEqual([]);
});

test('each file says what it is for', () => {
  const silent = filesIn('macros').filter((file) => !readFileSync(join(root, file), 'utf8').startsWith('{#'));
  expect(silent).toEqual([]);
});
