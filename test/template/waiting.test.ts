import { describe, expect, it } from 'vitest';
import { hostFunction, parseTemplate } from '../../src/template/index.ts';
import { dict, later, problem, render, scopeOf } from './rendering.ts';

const q = later('q');

describe('a query may be asked anywhere', () => {
  it.each([
    ['output', '{{ q(1) }}-{{ q(2) }}', '1-2'],
    ['an operator', '{{ q(1) + q(2) * 3 }}', '7'],
    ['an attribute', "{{ q({'a': {'b': 5}}).a.b }}", '5'],
    ['a subscript', '{{ [1, 2, 3][q(1)] }}', '2'],
    ['a slice', '{{ [1, 2, 3][q(1):] }}', '[2, 3]'],
    [
      'a list, a tuple, a dict',
      "{{ [q(1), 2] }}{{ (q(1), 2) }}{{ {q('k'): q('v')} }}",
      "[1, 2](1, 2){'k': 'v'}",
    ],
    ['a comparison', '{{ 1 < q(2) < q(3) }}{{ q(1) in [q(1)] }}', 'TrueTrue'],
    ['and, or, not', '{{ q(0) or q(5) }}{{ q(1) and q(2) }}{{ not q(0) }}', '52True'],
    ['an inline if', "{{ 'a' if q(true) else 'b' }}{{ q(1) if true }}", 'a1'],
    ['a joined text', "{{ 'a' ~ q('b') ~ q(1) }}", 'ab1'],
    ['a filter and its arguments', "{{ q('a,b')|replace(q('a'), q('x')) }}", 'x,b'],
    ['a test', '{{ q(4) is divisibleby q(2) }}', 'True'],
    ['if and elif', '{% if q(0) %}a{% elif q(1) %}b{{ q(9) }}{% else %}c{% endif %}', 'b9'],
    ['set', '{% set x = q(5) %}{{ x }}{% set a, b = q([1, 2]) %}{{ a }}{{ b }}', '512'],
    ['a set block', '{% set x %}<{{ q(5) }}>{% endset %}{{ x }}', '<5>'],
    ['a filter block', "{% filter upper %}a{{ q('b') }}{% endfilter %}", 'AB'],
    ['with', '{% with x = q(5) %}{{ x }}{% endwith %}', '5'],
    ['do', '{% set l = [] %}{% do l.append(q(1)) %}{{ l }}', '[1]'],
    ['a loop', '{% for x in q([1, 2]) %}{{ q(x) }}{{ loop.last }}{% endfor %}', '1False2True'],
    [
      'a loop that is left',
      '{% for x in range(9) %}{% if q(x) == 2 %}{% break %}{% endif %}{% if q(x) == 0 %}{% continue %}{% endif %}{{ x }}{% else %}e{% endfor %}',
      '1',
    ],
    [
      'the condition of a loop',
      '{% for x in [1, 2, 3] if q(x) > 1 %}{{ loop.index }}/{{ loop.length }}{{ x }} {% endfor %}',
      '1/22 2/23 ',
    ],
    ['an empty loop', '{% for x in q([]) %}{% else %}{{ q(1) }}{% endfor %}', '1'],
    [
      'a recursive loop',
      '{% for x in [[1, [2]], 3] recursive %}{% if x is iterable %}({{ loop(q(x)) }}){% else %}{{ q(x) }}{% endif %}{% endfor %}',
      '(1(2))3',
    ],
    [
      'a macro',
      '{% macro m(a, b=q(2)) %}{{ q(a) }}{{ b }}{% endmacro %}{{ m(q(1)) }}{{ m(1, b=q(3)) }}',
      '1213',
    ],
    [
      'a call block',
      '{% macro m() %}[{{ caller(q(1)) }}]{% endmacro %}{% call(x) m() %}{{ x }}{{ q(2) }}{% endcall %}',
      '[12]',
    ],
    ['a function that is itself asked for', '{{ q(range)(3)|list }}', '[0, 1, 2]'],
    [
      'star arguments',
      "{% macro m(a, b) %}{{ a }}{{ b }}{% endmacro %}{{ m(*q([1]), **q({'b': 2})) }}",
      '12',
    ],
    ['a key of a sort', '{% set l = [3, 1] %}{% do l.sort(key=q) %}{{ l }}', '[1, 3]'],
  ])('in %s', async (_where, source, wanted) => {
    expect(await render(source, { q })).toBe(wanted);
  });

  it('and what does not ask is rendered without waiting', () => {
    const template = parseTemplate(
      '{% macro m(x) %}{{ x }}{% endmacro %}{% for i in range(3) %}{{ m(i) }}{% endfor %}',
      {
        file: 'm.sql',
      },
    );
    expect(template.render(scopeOf())).toBe('012');
  });

  it('ten thousand times in a row', async () => {
    const source =
      '{% set ns = namespace(n=0) %}{% for i in range(10000) %}{% set ns.n = ns.n + p(i) % 2 %}{% endfor %}{{ ns.n }}';
    const p = hostFunction('p', ['value'], (value) => Promise.resolve(value));
    expect(await render(source, { p })).toBe('5000');
  });

  it('errors that come later still have their place', async () => {
    const broken = hostFunction('broken', [], async () => Promise.reject(new TypeError('host')));
    const found = await problem('{% macro m(x) %}{{ x.a.b }}{% endmacro %}\n{{ m(q({})) }}', { q });
    expect(found).toMatchObject({
      code: 'TD303',
      at: { line: 1, column: 20 },
      via: [{ line: 2, name: 'm' }],
    });
    await expect(render('{{ broken() }}', { broken })).rejects.toThrow('host');
  });

  it('and one template is rendered twice at the same time', async () => {
    const template = parseTemplate('{% set x = q(v) %}{{ x }}{{ q(x) }}', { file: 'm.sql' });
    const texts = await Promise.all(['a', 'b', 'c'].map((v) => template.render(scopeOf({ q, v }))));
    expect(texts).toEqual(['aa', 'bb', 'cc']);
  });

  it('by objects whose attributes are asked for', async () => {
    expect(await render('{{ d.x }}', { d: dict({ x: 1 }) })).toBe('1');
  });
});
