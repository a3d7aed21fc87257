import { describe, expect, it } from 'vitest';
import { parseTemplate, pythonModules } from '../../src/template/index.ts';
import { problem, render, scopeOf } from './rendering.ts';

describe('bombs stop with TD308 at their place', () => {
  it.each([
    ['a range', 'x\n{{ range(10**12) }}'],
    ['endless recursion', '{% macro m() %}{{ m() }}{% endmacro %}\n{{ m() }}'],
    [
      'recursion through callers',
      '{% macro m() %}{% call m() %}{% endcall %}{{ caller() if caller }}{% endmacro %}\n{{ m() }}',
    ],
    ['a text', "\n{{ 'a' * 10 ** 12 }}"],
    ['a list', '\n{{ [1] * 10 ** 12 }}'],
    ['a power', '\n{{ 9 ** (9 ** 9) }}'],
    ['a width', "\n{{ '{:99999999999}'.format(1) }}"],
    ['gigabytes of output', "\n{% set x = 'a' * 10 ** 6 %}{% for i in range(9999) %}{{ x }}{% endfor %}"],
    ['an iterator without end', '\n{{ modules.itertools.count() | list }}'],
    [
      'lists that hold each other twice',
      '{% set ns = namespace(x=[1]) %}{% for i in range(64) %}{% set ns.x = [ns.x, ns.x] %}{% endfor %}\n{{ ns.x }}',
    ],
    ['nesting', `\n{{ ${'('.repeat(100_000)}1${')'.repeat(100_000)} }}`],
    ['a sum of very many', `\n{{ ${'1 + '.repeat(50_000)}1 }}`],
  ])('%s', async (_what, source) => {
    const found = await problem(source, { modules: pythonModules() });
    expect(found.code).toBe('TD308');
    expect(found.at?.file).toBe('model.sql');
  });

  it('loops within loops, by the limit that the caller sets', async () => {
    const source = '{% for a in range(1000) %}{% for b in range(1000) %}{% endfor %}{% endfor %}';
    const template = parseTemplate(source, { file: 'm.sql' }, { limits: { steps: 10_000 } });
    await expect(async () => template.render(scopeOf())).rejects.toMatchObject({
      diagnostics: [{ code: 'TD308', at: { line: 1 } }],
    });
  });
});

describe('large templates are read in one pass', () => {
  const quickly = async (source: string): Promise<number> => {
    const start = performance.now();
    await render(source).catch(() => undefined);
    return performance.now() - start;
  };
  it.each([
    ['text', `${'select { a % b -- }}\n'.repeat(250_000)}{{ 1 }}`],
    ['a string', `{{ '${'x'.repeat(5_000_000)}' }}`],
    ['white space', `{{ 1 -}}${' '.repeat(5_000_000)}{{- 2 }}`],
    ['an open comment', `{#${' #'.repeat(2_500_000)}`],
    ['an open raw block', `{% raw %}${'{% endra %}'.repeat(400_000)}`],
    ['backslashes', `{{ '${'\\\\'.repeat(2_000_000)}' }}`],
  ])('5 MB of %s', async (_what, source) => {
    expect(await quickly(source)).toBeLessThan(3000);
  });
});
