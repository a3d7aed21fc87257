import { describe, expect, it } from 'vitest';
import { codeFrame } from '../../src/core/code-frame.ts';
import { failure } from '../../src/core/diagnostic.ts';
import { hostFunction, parseTemplate, returnValue } from '../../src/template/index.ts';
import { problem, scopeOf } from './rendering.ts';

const place = (found: { at?: { line: number; column: number } | undefined }): string =>
  `${found.at?.line}:${found.at?.column}`;

describe('errors name the place the author must open', () => {
  it.each([
    ['an unclosed if', 'a\n  {% if x %}\nb', 'TD302', '2:3'],
    ['an unclosed if within a for', '{% for x in y %}\n{% if x %}{% endfor %}', 'TD301', '2:14'],
    ['an unclosed print', 'a\nb {{ x', 'TD302', '2:3'],
    ['an unclosed statement', '{% set x = 1', 'TD302', '1:1'],
    ['an unclosed comment', 'x\n{# y', 'TD302', '2:1'],
    ['an unclosed string', "{{ 'a }}", 'TD301', '1:4'],
    ['an unclosed raw block', '\n\n{% raw %}x', 'TD302', '3:1'],
    ['an unclosed macro', '{% macro m(a) %}\nx', 'TD302', '1:1'],
    ['an operator without its right side', 'x\n{{ 1 + }}', 'TD301', '2:8'],
    ['an undefined name that is called', 'x\n  {{ nope(1) }}', 'TD303', '2:6'],
    ['an undefined name that is looked into', '{{ a.b.c }}', 'TD303', '1:4'],
    ['a division by zero', '{{ 1 + 2 / 0 }}', 'TD305', '1:8'],
    ['a wrong operand', "select\n {{ 'a' + 1 }}", 'TD305', '2:5'],
    ['an unknown filter', "{{ 'x'|uper }}", 'TD306', '1:8'],
    ['an unknown test', '{{ 1 is oddd }}', 'TD306', '1:9'],
    ['import', "x {% import 'a' as b %}", 'TD307', '1:3'],
    ['include', "{% include 'a' %}", 'TD307', '1:1'],
    ['extends', "{% extends 'a' %}", 'TD307', '1:1'],
    ['break outside of a loop', '{% break %}', 'TD301', '1:1'],
    ['a loop over a number', '{% for x in 5 %}{% endfor %}', 'TD305', '1:13'],
    ['unpacking too few', '{% for a, b in [[1]] %}{% endfor %}', 'TD305', '1:8'],
  ])('%s', async (_what, source, code, at) => {
    const found = await problem(source);
    expect({ code: found.code, at: place(found) }).toEqual({ code, at });
  });

  it('suggests what was meant', async () => {
    expect((await problem('{{ staar() }}', { star: 1 })).help).toBe('did you mean "star"?');
    expect((await problem("{{ 'x'|uper }}")).help).toBe('did you mean "upper"?');
    expect((await problem('{% iff x %}')).help).toBe('did you mean "if"?');
    expect((await problem('{{ nope() }}')).help).toContain('deps');
    expect((await problem('{% if x %}')).help).toBe('close it with {% endif %}');
  });

  it('draws the place', async () => {
    const { at } = await problem('select\n  {{ config.nope.deeper }}\nfrom t', { config: {} });
    expect(at && codeFrame(at)).toBe(
      '1 │ select\n2 │   {{ config.nope.deeper }}\n  │      ^^^^^^^^^^^^^^^^^^\n3 │ from t',
    );
  });

  it('counts from where the text stands in its file', () => {
    const parse = () => parseTemplate('{{ 1 +', { file: 'schema.yml', line: 7, column: 12 });
    expect(parse).toThrowError(
      expect.objectContaining({ diagnostics: [expect.objectContaining({ code: 'TD302' })] }),
    );
    try {
      parse();
    } catch (error) {
      expect(error).toMatchObject({ diagnostics: [{ at: { file: 'schema.yml', line: 7, column: 12 } }] });
    }
  });

  it('counts lines ended by \\r\\n', async () => {
    expect(place(await problem('a\r\nb\r\n  {{ x.y }}'))).toBe('3:6');
  });
});

describe('calls that do not fit', () => {
  const macro = '{% macro m(a, b=1) %}{% endmacro %}';
  it.each([
    [`${macro}{{ m(1, 2, 3) }}`, "macro 'm' takes not more than 2 argument(s)"],
    [`${macro}{{ m(1, c=3) }}`, "macro 'm' takes no keyword argument 'c'"],
    ['{{ f() }}', "f() missing 1 required positional argument: 'a'"],
    ['{{ f(1, 2, 3) }}', 'f() takes from 1 to 2 positional arguments but 3 were given'],
    ['{{ f(1, c=2) }}', "f() got an unexpected keyword argument 'c'"],
    ['{{ f(1, a=2) }}', "f() got multiple values for argument 'a'"],
  ])('%s', async (source, message) => {
    const f = hostFunction('f', ['a', 'b?'], () => 'ok');
    expect(await problem(source, { f })).toMatchObject({ code: 'TD304', message });
  });
});

describe('errors inside of macros', () => {
  const library = parseTemplate('{% macro inner(a) %}\n  {{ a.b.c }}\n{% endmacro %}', {
    file: 'macros/inner.sql',
  });
  const inner = library.definitions[0];
  const data = { inner: inner?.bind(scopeOf()) };

  it('name the macro file, and the calls on the way, innermost first', async () => {
    const found = await problem('{% macro outer() %}{{ inner({}) }}{% endmacro %}\n\n{{ outer() }}', data);
    expect(found.at).toMatchObject({ file: 'macros/inner.sql', line: 2, column: 6 });
    expect(found.via).toMatchObject([
      { file: 'model.sql', line: 1, column: 23, name: 'inner' },
      { file: 'model.sql', line: 3, column: 4, name: 'outer' },
    ]);
  });

  it('give a place to errors of the host that have none, and leave those alone that have one', async () => {
    const fail = hostFunction('fail', [], () => {
      throw failure('TD201', 'model "x" not found');
    });
    expect(await problem('a\n{{ fail() }}', { fail })).toMatchObject({
      code: 'TD201',
      at: { line: 2, column: 4 },
    });
    const at = { file: 'other.sql', line: 9, column: 9 };
    const placed = hostFunction('placed', [], () => {
      throw failure('TD201', 'elsewhere', { at });
    });
    expect(await problem('{{ placed() }}', { placed })).toMatchObject({ at });
  });

  it('report a return that no macro is around', async () => {
    const ret = hostFunction('return', ['value?'], (value) => returnValue(value ?? null));
    expect(await problem('{{ return(1) }}', { return: ret })).toMatchObject({ code: 'TD305' });
  });
});
