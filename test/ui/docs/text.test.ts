import { describe, expect, test } from 'vitest';
import { parseMarkdown } from '../../../ui/docs/text/markdown.ts';
import { type Inline, parseInline } from '../../../ui/docs/text/markdown-inline.ts';
import { safeLink } from '../../../ui/docs/text/safe-link.ts';
import { sqlTokens } from '../../../ui/docs/text/sql-tokens.ts';

/** A block or a part of a line, in short: `em(a)`, `a[href](text)`. */
const brief = (parts: readonly Inline[]): string => parts.map(briefPart).join('');

function briefPart(part: Inline): string {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'code':
      return `code(${part.text})`;
    case 'break':
      return '⏎';
    case 'link':
      return `a[${part.link.href}](${brief(part.content)})`;
    case 'image':
      return `img[${part.link.kind} ${part.link.href}](${part.alt})`;
    default:
      return `${part.kind}(${brief(part.content)})`;
  }
}

describe('links', () => {
  test.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' javascript:alert(1)',
    'java\tscript:alert(1)',
    'java\nscript:alert(1)',
    '\u0001javascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    'file:///etc/passwd',
    'blob:https://x/y',
    'http://[broken',
    '',
  ])('%j leads nowhere', (address) => {
    expect(safeLink(address)).toBeNull();
  });

  test.each([
    ['https://a.example/b?c#d', 'away', 'https://a.example/b?c#d'],
    ['mailto:ann@a.example', 'away', 'mailto:ann@a.example'],
    ['//a.example/x', 'away', 'https://a.example/x'],
    ['\\\\a.example\\x', 'away', 'https://a.example/x'],
    ['assets/a b.png', 'here', './assets/a%20b.png'],
    ['../../up', 'here', './up'],
    ['#!/model/model.shop.a', 'here', '#!/model/model.shop.a'],
  ])('%s is safe', (address, kind, href) => {
    expect(safeLink(address)).toEqual({ kind, href });
  });
});

describe('parts of a line', () => {
  test.each([
    ['a *b* **c** `d` ~~e~~ _f_ __g__', 'a emphasis(b) strong(c) code(d) deleted(e) emphasis(f) strong(g)'],
    ['snake_case_name and 2 * 3 * 4', 'snake_case_name and 2 * 3 * 4'],
    ['**a *b* c**', 'strong(a emphasis(b) c)'],
    ['``a ` b``', 'code(a ` b)'],
    ['\\*not\\*', '*not*'],
    ['[a **b**](https://x.example "title")', 'a[https://x.example/](a strong(b))'],
    ['[a](https://x.example/(b))', 'a[https://x.example/(b)](a)'],
    ['[x](javascript:alert(1))', '[x](javascript:alert(1))'],
    ['[x](<javascript:alert(1)>)', '[x](<javascript:alert(1)>)'],
    ['![p](assets/p.png)', 'img[here ./assets/p.png](p)'],
    ['![p](https://x.example/p.png)', 'img[away https://x.example/p.png](p)'],
    ['see https://x.example/a_b_c.', 'see a[https://x.example/a_b_c](https://x.example/a_b_c).'],
    ['<https://x.example>', 'a[https://x.example/](https://x.example)'],
    ['<img src=x onerror=alert(1)><b>', '<img src=x onerror=alert(1)><b>'],
    ['one  \ntwo', 'one⏎two'],
    ['[a [b] c](#d)', 'a[#d](a [b] c)'],
  ])('%s', (text, expected) => {
    expect(brief(parseInline(text))).toBe(expected);
  });

  test.each(['[', '![', '*', '`', '_', '<', '**a', '[a](', '\\'])('many %s take no long time', (mark) => {
    const started = performance.now();
    parseMarkdown(mark.repeat(20_000));
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});

describe('blocks', () => {
  const kinds = (text: string): string[] => parseMarkdown(text).map(({ kind }) => kind);

  test('headings, paragraphs, code, rules, quotes', () => {
    expect(kinds('# a\ntext\nmore\n\n```sql\nselect 1\n\n# no\n```\n---\n> q\n> r')).toEqual([
      'heading',
      'paragraph',
      'code',
      'rule',
      'quote',
    ]);
  });

  test('lists, one in the other', () => {
    expect(parseMarkdown('- a\n- b\n  - c\n\n1. x\n2. y')).toMatchObject([
      {
        kind: 'list',
        ordered: false,
        items: [[{ kind: 'paragraph' }], [{ kind: 'paragraph' }, { kind: 'list' }]],
      },
      { kind: 'list', ordered: true, start: 1, items: [{ length: 1 }, { length: 1 }] },
    ]);
  });

  test('tables', () => {
    const [table] = parseMarkdown('| a | b |\n|---|:-:|\n| 1 | x \\| y |\n| 2 | z |\n');
    expect(
      table?.kind === 'table' && [table.head.map(brief), ...table.rows.map((row) => row.map(brief))],
    ).toEqual([
      ['a', 'b'],
      ['1', 'x | y'],
      ['2', 'z'],
    ]);
  });

  test('HTML is text', () => {
    expect(parseMarkdown('<script>alert(1)</script>')).toEqual([
      { kind: 'paragraph', content: [{ kind: 'text', text: '<script>alert(1)</script>' }] },
    ]);
  });

  test.each(['> '.repeat(5000), '- '.repeat(5000), `${'#'.repeat(9)} x`, '| a\n|-'])(
    '%.20j… ends',
    (text) => {
      expect(parseMarkdown(text).length).toBeGreaterThan(0);
    },
  );
});

describe('colours of SQL', () => {
  test.each([
    [
      "select 1 -- it's\nfrom a",
      ['keyword', 'plain', 'number', 'plain', 'comment', 'plain', 'keyword', 'plain'],
    ],
    ["{{ ref('a') }}", ['jinja']],
    ['{# c #}{% if x %}', ['comment', 'jinja']],
    ["'it''s' \"select\"", ['string', 'plain']],
    ['count(x)', ['call', 'plain']],
    ["'never closed", ['string']],
  ])('%s', (code, expected) => {
    expect(sqlTokens(code).map(({ kind }) => kind)).toEqual(expected);
  });

  test('no character is lost', () => {
    const code =
      'with a as (select \'x\' /* y */ from "b" where c = {{ d }} and e <> 1.5e3) -- f\n$$g$$ `h` </script>';
    expect(
      sqlTokens(code)
        .map(({ text }) => text)
        .join(''),
    ).toBe(code);
  });
});
