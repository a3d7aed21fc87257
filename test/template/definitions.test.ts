import { describe, expect, it } from 'vitest';
import {
  type Definition,
  hostFunction,
  parseTemplate,
  ReturnFunction,
  type Value,
} from '../../src/template/index.ts';
import { scopeOf } from './rendering.ts';

const define = (source: string): readonly Definition[] =>
  parseTemplate(source, { file: 'macros/a.sql' }, { definitionsOnly: true }).definitions;

const call = async (
  definition: Definition | undefined,
  data: Record<string, unknown>,
  ...args: Value[]
): Promise<Value | undefined> =>
  definition?.bind(scopeOf(data)).call?.({ positional: args, named: new Map(), frames: [] });

describe('blocks that define something', () => {
  it('are found with their names as dbt has them', () => {
    const found = define(
      [
        'text { that % is }} ignored, {{ whatever it + }}',
        '{% macro one(a, b=1) %}x{% endmacro %}',
        '{#{% macro hidden() %}{% endmacro %}#}{% raw %}{% macro raw() %}{% endmacro %}{% endraw %}',
        '{% test positive(model, column_name) %}{% endtest %}{%- data_test other(model) -%}{% enddata_test %}',
        '{% materialization view, default %}{% endmaterialization %}',
        "{% materialization table, adapter='duckdb', supported_languages=['sql', 'python'] %}{% endmaterialization %}",
        '{% snapshot snap %}select {{ broken syntax + }}{% endsnapshot %}',
        '{% docs about %}# Hi {{ x }}{% enddocs %}',
      ].join('\n'),
    );
    expect(found.map((d) => [d.kind, d.name, d.tagName])).toEqual([
      ['macro', 'one', 'one'],
      ['test', 'test_positive', 'positive'],
      ['test', 'test_other', 'other'],
      ['materialization', 'materialization_view_default', 'view'],
      ['materialization', 'materialization_table_duckdb', 'table'],
      ['snapshot', 'snap', 'snap'],
      ['docs', 'about', 'about'],
    ]);
    expect(found[0]?.parameters).toEqual([
      { name: 'a', optional: false },
      { name: 'b', optional: true },
    ]);
    expect(found[4]).toMatchObject({ adapter: 'duckdb', supportedLanguages: ['sql', 'python'] });
    expect(found[6]).toMatchObject({
      body: '# Hi {{ x }}',
      source: '{% docs about %}# Hi {{ x }}{% enddocs %}',
    });
  });

  it('know where they stand', () => {
    const [macro] = define('-- a\n\n  {% macro m() %}\nbody\n{% endmacro %}');
    expect(macro?.span).toMatchObject({ file: 'macros/a.sql', line: 3, column: 3, endLine: 5 });
    expect(macro?.bodySpan).toMatchObject({ line: 3, column: 18 });
  });

  it('say what they call', () => {
    const [macro] = define(
      "{% macro m(x) %}{{ other(x) }}{{ dbt_utils.star(x) }}{{ return(adapter.dispatch('impl', 'pkg')(x)) }}" +
        "{% call statement('a') %}{{ nested() }}{% endcall %}{{ adapter.quote(x) }}{% set y = other(1) %}{% endmacro %}",
    );
    expect(macro?.calls).toEqual([
      'other',
      'dbt_utils.star',
      'return',
      'impl',
      'pkg>impl',
      'statement',
      'nested',
    ]);
  });

  it.each([
    ['{% macro a() %}', 'TD302', 'Reached EOF without finding a close tag for macro (searched from line 1)'],
    ['{% macro a() %}{% macro b() %}{% endmacro %}', 'TD302', 'Got nested tags'],
    [
      '{% if x %}{% macro b() %}{% endmacro %}{% endif %}',
      'TD301',
      'Got a block definition inside control flow',
    ],
    ['{% endif %}', 'TD301', 'never saw a preceding if'],
    ['{% if x %}{% endfor %}', 'TD301', 'expected endif next'],
    [
      "{% materialization a, nope='x' %}{% endmaterialization %}",
      'TD301',
      "received unknown argument 'nope'",
    ],
    ['{% macro a() %}{{ 1 + }}{% endmacro %}', 'TD301', "unexpected 'end of print statement'"],
    ['{% docs %}{% enddocs %}', 'TD301', 'needs a name'],
  ])('fail where they are broken: %s', (source, code, message) => {
    expect(() => define(source)).toThrowError(
      expect.objectContaining({
        diagnostics: [expect.objectContaining({ code, message: expect.stringContaining(message) })],
      }),
    );
  });

  it('are called with names from the scope they are bound to', async () => {
    const [macro] = define('{% macro m(a, b=2) %}{{ a }}{{ b }}{{ name }}{% endmacro %}');
    expect(await call(macro, { name: 'x' }, 1)).toBe('12x');
    expect(await call(macro, { name: 'y' }, 1, 3)).toBe('13y');
  });

  it.each([
    ['right in the body', '{{ return([a, none]) }}'],
    ['as a statement', '{% do return([a, none]) %}'],
    ['in a branch', '{% if a %}{% if a > 5 %}x{% else %}{{ return([a, none]) }}{% endif %}{% endif %}'],
    ['in a loop', '{% for x in [a, 2] %}{{ return([x, none]) }}{% else %}{{ return(1) }}{% endfor %}'],
    ['in a block', '{% set x %}{{ return([a, none]) }}{% endset %}'],
    ['in with', '{% with b = none %}{{ return([a, b]) }}{% endwith %}'],
    ['within another call', '{{ [return([a, none])] }}'],
    ['what has to be waited for', '{{ return([later(a), none]) }}'],
    ['by its name', '{{ return(data=[a, none]) }}'],
  ])('give what they return, of any type: %s', async (_, body) => {
    const [macro] = define(`{% macro m(a) %}text${body}never{% endmacro %}`);
    const waits = hostFunction('later', ['value'], async (value) => value);
    expect(await call(macro, { return: new ReturnFunction(), later: waits }, 1)).toEqual([1, null]);
  });

  it('return as the scope says: the name may be a macro', async () => {
    const [macro] = define('{% macro m() %}text{{ return(1) }}more{% endmacro %}');
    const [own] = define('{% macro return(x) %}<{{ x }}>{% endmacro %}');
    expect(await call(macro, { return: own?.bind({ lookup: () => undefined }) ?? null })).toBe('text<1>more');
  });

  it('return text, also where it was marked as safe HTML', async () => {
    const [macro] = define("{% macro m() %}{{ return('<a>' | safe) }}{% endmacro %}");
    expect(await call(macro, { return: new ReturnFunction() })).toBe('<a>');
  });

  it.each([['{{ return() }}'], ['{{ return(1, 2) }}'], ['{{ return(1, x=2) }}']])(
    'want one thing to return: %s',
    async (body) => {
      const [macro] = define(`{% macro m() %}${body}{% endmacro %}`);
      await expect(call(macro, { return: new ReturnFunction() })).rejects.toThrow('return()');
    },
  );

  it('take types of parameters as dbt does', async () => {
    const [macro] = define('{% macro m(a: str, b: dict[str, list[int]] = 5) %}{{ a }}{{ b }}{% endmacro %}');
    expect(await call(macro, {}, 'x')).toBe('x5');
  });

  it('call themselves through the scope only', async () => {
    const [macro] = define('{% macro m() %}{{ m }}{% endmacro %}');
    expect(await call(macro, { m: 'from the scope' })).toBe('from the scope');
  });
});

describe('static calls', () => {
  const calls = (source: string) =>
    parseTemplate(source, { file: 'm.sql' }).statics?.map((c) => [
      c.name,
      c.positional,
      Object.fromEntries(c.named),
    ]);

  it('are read from models that hold nothing else', () => {
    const source =
      "{{ config(materialized='table', tags=['a', 'b'], meta={'x': -1, 'y': none}) }}\n{# note #}\nselect * from {{ ref('p', 'm', v=2) }}, {{ source('s', 't') }}, '{{ var(\"x\", 1.5) }}'{% raw %}{{ {% endraw %}";
    expect(calls(source)?.map(([name]) => name)).toEqual(['config', 'ref', 'source', 'var']);
    expect(calls(source)?.[1]).toEqual(['ref', ['p', 'm'], { v: 2 }]);
    expect(parseTemplate(source, { file: 'm.sql' }).statics?.[1]?.span).toMatchObject({
      line: 3,
      column: 18,
    });
  });

  it.each([
    "{{ ref('a') ~ 'x' }}",
    "{{ ref('a').name }}",
    '{{ ref(x) }}',
    "{{ ref('a' ~ 'b') }}",
    "{% if x %}{{ ref('a') }}{% endif %}",
    "{{ other('a') }}",
    "{{ ref(*['a']) }}",
    '{{ x }}',
  ])('are not claimed for %s', (source) => {
    expect(calls(source)).toBeUndefined();
  });

  it('are none in plain text', () => {
    expect(calls('select 1')).toEqual([]);
  });
});

describe('while parsing', () => {
  it('what is undefined may be called and looked into, but not in macros', async () => {
    const template = parseTemplate('a{{ x.y(1)[2].z }}b{{ d.nope.deeper() }}{{ x.items() }}', {
      file: 'm.sql',
    });
    expect(await template.render(scopeOf({ d: {} }), { lenient: true })).toBe('ab');
    expect(() => template.render(scopeOf({ d: {} }))).toThrow("'x' is undefined");
    const [macro] = define('{% macro m() %}{{ x.y() }}{% endmacro %}');
    const strict = parseTemplate('{{ m() }}', { file: 'm.sql' });
    expect(() => strict.render(scopeOf({ m: macro?.bind(scopeOf()) }), { lenient: true })).toThrow(
      "'x' is undefined",
    );
  });
});
