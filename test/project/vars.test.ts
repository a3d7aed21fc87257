import { describe, expect, test } from 'vitest';
import { createVars, parseVars } from '../../src/project/index.ts';
import { fromHost } from '../../src/template/index.ts';
import { str } from '../../src/template/python/print.ts';
import { onlyProblem, projectOf } from './inline.ts';

describe('--vars', () => {
  test.each([
    ['{a: 1, b: [x]}', { a: 1, b: ['x'] }],
    ['{"a": "yes", "b": yes}', { a: 'yes', b: true }],
    ['a: 1', { a: 1 }],
    ['', {}],
  ])('%j', (text, expected) => {
    expect(parseVars(text)).toEqual(expected);
  });
  test.each([
    ['just text', "The --vars argument must be a YAML dictionary, but was of type 'str'"],
    ['[1]', "of type 'list'"],
    ['5', "of type 'int'"],
    ['~', "of type 'NoneType'"],
    ['{a: ', 'cannot be read as YAML'],
  ])('%j is none', (text, words) => {
    const found = onlyProblem(() => projectOf({}, { vars: text }));
    expect(found.code).toBe('TD112');
    expect(found.message).toContain(words);
    expect(found.help).toContain('--vars');
  });
});

test('numbers and moments print as Python prints them, and fit into JSON', () => {
  const text =
    'name: shop\nvars: {rate: 1.0, id: 12345678901234567890, at: 2020-01-01 10:00:00, nested: [2.0]}\n';
  const project = projectOf({ 'dbt_project.yml': text }, { vars: '{a: 3.0, b: 2021-02-03 04:05:06}' });
  const { lookup, all } = createVars(project);
  const print = (name: string) => str(fromHost(lookup(name, 'shop')));
  expect(['rate', 'id', 'at', 'nested', 'a', 'b'].map(print)).toEqual([
    '1.0',
    '12345678901234567890',
    '2020-01-01 10:00:00',
    '[2.0]',
    '3.0',
    '2021-02-03 04:05:06',
  ]);
  expect(JSON.parse(JSON.stringify(all('shop')))).toMatchObject({ rate: 1, nested: [2], a: 3 });
});

describe('a variable is taken from', () => {
  const files = {
    'dbt_project.yml':
      'name: shop\nvars:\n  a: root\n  b: root\n  c: root\n  pack:\n    b: root for pack\n  shop: {own: 1}\n',
    'dbt_packages/pack/dbt_project.yml':
      'name: pack\nvars:\n  a: pack\n  d: pack\n  e: pack\n  pack: {e: pack for pack}\n',
  };
  const shopVars = () => createVars(projectOf(files, { vars: { c: 'command line' } }));
  test('--vars, then the root project for the package, the root project, the package', () => {
    const vars = shopVars();
    const seen = (name: string) => [vars.lookup(name, 'shop'), vars.lookup(name, 'pack')];
    expect(seen('a')).toEqual(['root', 'root']);
    expect(seen('b')).toEqual(['root', 'root for pack']);
    expect(seen('c')).toEqual(['command line', 'command line']);
    expect(seen('d')).toEqual([undefined, 'pack']);
    expect(seen('e')).toEqual([undefined, 'pack for pack']);
    expect(seen('own')).toEqual([1, undefined]);
  });
  test('nowhere: undefined, also for names that every object has', () => {
    const vars = shopVars();
    expect(vars.lookup('constructor', 'shop')).toBeUndefined();
    expect(vars.lookup('toString', 'pack')).toBeUndefined();
  });
  test('a package that is not there sees what the root project sets', () => {
    const vars = shopVars();
    expect(vars.lookup('a', 'dbt')).toBe('root');
  });
  test('all of them are listed for messages', () => {
    const vars = shopVars();
    expect(vars.all('pack')).toMatchObject({ a: 'root', b: 'root for pack', c: 'command line', d: 'pack' });
  });
});
