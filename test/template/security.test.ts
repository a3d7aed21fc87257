import { describe, expect, it } from 'vitest';
import { hostFunction, PyObject, type Value } from '../../src/template/index.ts';
import { render } from './rendering.ts';

const NAMES = [
  'constructor',
  '__proto__',
  'prototype',
  '__defineGetter__',
  '__lookupGetter__',
  'hasOwnProperty',
  'toString',
  'valueOf',
  'caller',
  'apply',
  'bind',
  'then',
  '__class__',
  '__globals__',
  '__init__',
  '_secret',
];
const VALUES = [
  "''",
  '[]',
  '{}',
  '()',
  '1',
  '1.5',
  'true',
  'f',
  'range',
  'range(2)',
  'thing',
  'm',
  "'x'.upper",
  'ns',
  "('x'|safe)",
  'data',
];

class Thing extends PyObject {
  readonly typeName = 'Thing';
  readonly secret = 'leaked';
  str(): string {
    return 'thing';
  }
}

const data = (): Record<string, Value | object> => ({
  f: hostFunction('f', [], () => 'called'),
  thing: new Thing(),
  data: { plain: 1 },
});
const PRELUDE = '{% macro m() %}{% endmacro %}{% set ns = namespace() %}';

describe('no JavaScript is reachable', () => {
  it.each(VALUES)('from %s by a dot, a subscript, a filter or a format', async (value) => {
    for (const name of NAMES.filter((n) => !(value === 'm' && n === 'caller'))) {
      const ways = [
        `{{ (${value}).${name} is defined }}`,
        `{{ (${value})['${name}'] is defined }}`,
        `{{ (${value})|attr('${name}') is defined }}`,
        `{{ [${value}]|map(attribute='${name}')|first is defined }}`,
        `{{ [${value}]|selectattr('${name}')|list|length > 0 }}`,
      ];
      for (const way of ways) expect(`${way} ${await render(PRELUDE + way, data())}`).toBe(`${way} False`);
    }
  });

  it.each([
    "{{ 'toString' in {} }}",
    "{{ 'constructor' in data }}",
    "{{ {}.get('constructor') is not none }}",
    "{{ 'a'['constructor'] is defined }}",
    "{{ 'constructor' is filter }}",
    "{{ 'constructor' is test }}",
    '{{ constructor is defined }}',
    '{{ globalThis is defined }}',
    '{{ process is defined }}',
    '{{ this is defined }}',
    '{{ arguments is defined }}',
    '{{ __proto__ is defined }}',
    '{{ thing.secret is defined }}',
  ])('%s is False', async (source) => {
    expect(await render(source, data())).toBe('False');
  });

  it.each([
    ["{{ '{0.constructor}'.format('') }}|", '|'],
    ["{{ '{0[__proto__]}'.format({}) }}|", '|'],
    ['{{ dict(constructor=1).constructor }}', '1'],
    [
      "{% set d = {} %}{% do d.update({'__proto__': {'x': 1}}) %}{{ d.x is defined }}{{ {}.x is defined }}",
      'FalseFalse',
    ],
    ["{% set ns = namespace() %}{% set ns.__proto__ = 5 %}{{ ns['toString'] is defined }}", 'False'],
    ["{{ [3, 1]|sort(attribute='constructor')|length }}", '2'],
  ])('%s', async (source, wanted) => {
    expect(await render(source, data())).toBe(wanted);
  });
});
