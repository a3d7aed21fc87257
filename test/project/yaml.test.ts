import { describe, expect, test } from 'vitest';
import { isMapping, readYaml } from '../../src/project/index.ts';
import { fromHost, PyFloat, toHost } from '../../src/template/index.ts';
import { short } from './inline.ts';

const value = (text: string): unknown => {
  const document = readYaml(text, 'a.yml');
  expect(document.diagnostics).toEqual([]);
  return document.value;
};

describe('values are what PyYAML reads', () => {
  test.each([
    ['yes', true],
    ['On', true],
    ['OFF', false],
    ['y', 'y'],
    ['n', 'n'],
    ['yEs', 'yEs'],
    ['~', null],
    ['NULL', null],
    ['nUll', 'nUll'],
    ['012', 10],
    ['0o14', '0o14'],
    ['09', '09'],
    ['0x1F', 31],
    ['0b11', 3],
    ['1_000', 1000],
    ['+1', 1],
    ['12:30', 750],
    ['1:2:3', 3723],
    ['12:30:45.5', 45045.5],
    ['1e3', '1e3'],
    ['1.5e3', '1.5e3'],
    ['0.5', 0.5],
    ['.5', 0.5],
    ['-.5', '-.5'],
    ['.inf', Number.POSITIVE_INFINITY],
    ['-.INF', Number.NEGATIVE_INFINITY],
    ['.nan', Number.NaN],
    ['2020-01-01', '2020-01-01'],
    ['2020-01-01 10:00:00', '2020-01-01T10:00:00'],
    ['2001-12-14t21:59:43.10-05:00', '2001-12-14T21:59:43.100000-05:00'],
    ['2020-01-01 10:00:00 Z', '2020-01-01T10:00:00+00:00'],
    ['2020-1-1', '2020-1-1'],
    ['12345678901234567890', 12345678901234567890n],
    ['"yes"', 'yes'],
    ['=', '='],
  ])('%s', (text, expected) => {
    expect(value(`a: ${text}`)).toEqual({ a: expected });
  });

  test('a float stays a float when its value is whole', () => {
    const read = value('[1.0, 1.0e+3, 2.5, 1]');
    expect(read).toEqual([new PyFloat(1), new PyFloat(1000), 2.5, 1]);
    expect(toHost(fromHost(read))).toEqual([1, 1000, 2.5, 1]);
    expect(isMapping(new PyFloat(1))).toBe(false);
  });

  test('nothing at all is null', () => {
    expect(value('')).toBeNull();
    expect(value('# only a comment\n')).toBeNull();
    expect(value('---\n')).toBeNull();
  });

  test('<< merges, and what stands in the mapping itself wins', () => {
    expect(value('base: &base {a: 1, b: 2}\nall:\n  <<: *base\n  b: 3\n')).toEqual({
      base: { a: 1, b: 2 },
      all: { a: 1, b: 3 },
    });
    expect(value('x: &x {a: 1}\ny: &y {a: 2, b: 2}\nz: {<<: [*x, *y]}')).toMatchObject({ z: { a: 1, b: 2 } });
  });

  test('a key called __proto__ is a key like any other', () => {
    const read = value('__proto__: {polluted: true}');
    expect(Object.keys(read ?? {})).toEqual(['__proto__']);
    expect({}).not.toHaveProperty('polluted');
  });
});

describe('lines of lists and quoted texts may start anywhere', () => {
  test.each([
    ['a: [\n  1,\n  2\n]\nb: 3\n', { a: [1, 2], b: 3 }],
    ['a:\n  b: [\n1,\n2]\n  c: {\n x: 1\n}\n', { a: { b: [1, 2], c: { x: 1 } } }],
    ['a:\n  b: "x\ny"\n', { a: { b: 'x y' } }],
    ["a:\n  b: 'x\n\n y'\n", { a: { b: 'x\ny' } }],
    ['a: [\n1\n]\nsql: |\n  [\n  ]\n', { a: [1], sql: '[\n]\n' }],
  ])('%j', (text, expected) => {
    expect(value(text)).toEqual(expected);
  });
  test('and places are those of the text as written', () => {
    const document = readYaml('a: [\nx,\ny\n]\nb: 1\n', 'a.yml');
    expect(document.place(['a', 1])).toMatchObject({ line: 3, column: 1 });
    expect(document.place(['b'])).toMatchObject({ line: 5, column: 1, endColumn: 2 });
  });
  test('in a large file without being slow', () => {
    const text = Array.from({ length: 2000 }, (_, i) => `k${i}: [\n  1\n]`).join('\n');
    const start = performance.now();
    expect(Object.keys(value(text) ?? {})).toHaveLength(2000);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

describe('duplicate keys', () => {
  test('the last one wins, and each is warned of where it stands', () => {
    const { value: read, diagnostics } = readYaml('a: 1\nb:\n  c: 1\n  c: 2\na: 3\n', 'a.yml');
    expect(read).toEqual({ a: 3, b: { c: 2 } });
    expect(short(diagnostics)).toEqual(['TD103 a.yml:4:3', 'TD103 a.yml:5:1']);
    expect(diagnostics[0]?.message).toContain("'c'");
    expect(diagnostics[0]?.message).toContain('line 3');
  });
  test('a merged key is not a duplicate', () => {
    expect(readYaml('x: &x {a: 1}\ny:\n  <<: *x\n  a: 2\n', 'a.yml').diagnostics).toEqual([]);
  });
});

describe('what cannot be read is said in plain words, where it stands', () => {
  test.each([
    ['models:\n\t- name: a\n', 'TD102 a.yml:2:1', 'a tab is used for indentation'],
    ['models:\n  - name: a\n  \t- name: b\n', 'TD102 a.yml:3:3', 'a tab'],
    ['a: b: c\n', 'TD102 a.yml:1:5', 'does not fit the key before it'],
    ['a: {{ var("x") }}\n', 'TD102 a.yml:1:4', 'must be quoted'],
    ['models:\n  - name: a\n    description: {{ doc("x") }}\n', 'TD102 a.yml:3:18', 'must be quoted'],
    ['- {{ x }}\n', 'TD102 a.yml:1:3', 'must be quoted'],
    ['a: {% if x %}\n', 'TD102 a.yml:1:4', 'must be quoted'],
    ['a: "x\n', 'TD102 a.yml:1:1', 'double quote is never closed'],
    ["a: 'x\n", 'TD102 a.yml:1:1', 'single quote is never closed'],
    ['b: 1\na: [1, 2\nc: 3\n', 'TD102 a.yml:2:1', 'never closed'],
    ['- a\nb: 1\n', 'TD102 a.yml:2:1', 'not indented like'],
    ['a: 1\n---\nb: 2\n', 'TD102 a.yml:2:1', 'more than one document'],
    ['a: *x\n', 'TD102 a.yml:1:5', 'alias'],
    ['a: !ruby x\n', 'TD102 a.yml:1:4', 'tag'],
  ])('%j', (text, place, words) => {
    const { value: read, diagnostics } = readYaml(text, 'a.yml');
    expect(read).toBeNull();
    expect(short(diagnostics)).toEqual([place]);
    expect(diagnostics[0]?.message).toContain(words);
    expect(diagnostics[0]?.at?.text).toBe(text);
  });
});

describe('places', () => {
  const text = [
    'models:',
    '- name: a',
    '  columns:',
    '  - {name: x}',
    '  - name: "y"',
    '    note: |',
    '      hello {{ x }}',
    'base: &base',
    '  deep: 1',
    'copy: *base',
    'merged:',
    '  <<: *base',
    '  own: 2',
    '',
  ].join('\n');
  const document = readYaml(text, 'a.yml');
  const at = (path: readonly (string | number)[], of: 'key' | 'value' = 'key') => {
    const { line, column } = document.place(path, of);
    return `${line}:${column}`;
  };
  test('of keys, items and values', () => {
    expect(at([])).toBe('1:1');
    expect(at(['models'])).toBe('1:1');
    expect(at(['models', 0])).toBe('2:3');
    expect(at(['models', 0, 'columns', 1])).toBe('5:5');
    expect(at(['models', 0, 'columns', 1, 'name'])).toBe('5:5');
    expect(at(['models', 0, 'columns', 1, 'name'], 'value')).toBe('5:12');
    expect(at(['models', 0, 'columns', 1, 'note'], 'value')).toBe('7:7');
  });
  test('through aliases and merges', () => {
    expect(at(['copy', 'deep'])).toBe('9:3');
    expect(at(['merged', 'deep'])).toBe('9:3');
    expect(at(['merged', 'own'])).toBe('13:3');
  });
  test('of what is not there: the nearest thing around it', () => {
    expect(at(['models', 0, 'columns', 7, 'name'])).toBe('3:3');
    expect(at(['nothing', 'at', 'all'])).toBe('1:1');
  });
  test('a key has an end', () => {
    expect(document.place(['models', 0, 'name'])).toMatchObject({
      line: 2,
      column: 3,
      endLine: 2,
      endColumn: 7,
    });
  });
});
