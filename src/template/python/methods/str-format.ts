/** str.format and str.format_map: `'{} is {x[0]:>5}'.format(a, x=b)`. */

import { format } from '../format-spec.ts';
import { parseInteger } from '../numbers.ts';
import { quoted, repr, str } from '../print.ts';
import { PyError, type Value } from '../value.ts';
import { attributeOf, itemOf } from './attribute.ts';

/** What a format string draws from. */
export interface FormatArguments {
  readonly positional: readonly Value[];
  named(key: string): Value | undefined;
}

/** How automatic (`{}`) and numbered (`{0}`) fields are kept apart. */
interface Numbering {
  next: number;
  manual: boolean;
}

/** Fills in a format string; a PyError (ValueError, IndexError, KeyError) in Python's words when it does not fit. */
export function formatString(template: string, source: FormatArguments): string {
  return expand(template, source, { next: 0, manual: false }, 2);
}

function expand(template: string, source: FormatArguments, numbering: Numbering, depth: number): string {
  if (depth < 0) throw new PyError('ValueError', 'Max string recursion exceeded');
  let out = '';
  for (let at = 0; at < template.length; ) {
    const letter = template.charAt(at);
    if (letter !== '{' && letter !== '}') {
      const end = nextBrace(template, at);
      out += template.slice(at, end);
      at = end;
    } else if (template.charAt(at + 1) === letter) {
      out += letter;
      at += 2;
    } else {
      if (letter === '}') throw new PyError('ValueError', "Single '}' encountered in format string");
      const end = closing(template, at);
      out += field(template.slice(at + 1, end), source, numbering, depth);
      at = end + 1;
    }
  }
  return out;
}

function nextBrace(template: string, from: number): number {
  for (let at = from; at < template.length; at++) {
    const letter = template.charAt(at);
    if (letter === '{' || letter === '}') return at;
  }
  return template.length;
}

function closing(template: string, open: number): number {
  let depth = 0;
  for (let at = open; at < template.length; at++) {
    if (template.charAt(at) === '{') depth++;
    else if (template.charAt(at) === '}' && --depth === 0) return at;
  }
  const single =
    open === template.length - 1
      ? "Single '{' encountered in format string"
      : "expected '}' before end of string";
  throw new PyError('ValueError', single);
}

const FIELD = /^([^!:]*)(?:!([^:]*))?(?::(.*))?$/s;

function field(text: string, source: FormatArguments, numbering: Numbering, depth: number): string {
  const [, path = '', conversion, spec = ''] = FIELD.exec(bracketSafe(text)) ?? [];
  const value = converted(
    lookup(path.replaceAll('\u0000', ':').replaceAll('\u0001', '!'), source, numbering),
    conversion,
  );
  return format(
    value,
    expand(spec.replaceAll('\u0000', ':').replaceAll('\u0001', '!'), source, numbering, depth - 1),
  );
}

/** Hides `:` and `!` inside of `[...]`, where they belong to a key. */
const bracketSafe = (text: string): string =>
  text.replace(/^[^:!]*?\[[^\]]*\]/, (part) => part.replaceAll(':', '\u0000').replaceAll('!', '\u0001'));

function converted(value: Value, conversion: string | undefined): Value {
  if (conversion === undefined) return value;
  if (conversion === 's') return str(value);
  if (conversion === 'r' || conversion === 'a') return repr(value);
  throw new PyError('ValueError', `Unknown conversion specifier ${conversion}`);
}

const STEP = /\.([^.[]+)|\[([^\]]+)\]/gy;

function lookup(path: string, source: FormatArguments, numbering: Numbering): Value {
  const [head = ''] = /^[^.[]*/.exec(path) ?? [];
  let value = first(head, source, numbering);
  for (const [, name, key] of path.slice(head.length).matchAll(STEP)) {
    if (name !== undefined) value = settled(attributeOf(value, name));
    else if (key !== undefined) value = settled(itemOf(value, /^\d+$/.test(key) ? Number(key) : key));
  }
  return value;
}

function settled(value: Value | Promise<Value>): Value {
  if (value instanceof Promise)
    throw new PyError('TypeError', 'a value that is still being read cannot be formatted');
  return value;
}

function first(head: string, source: FormatArguments, numbering: Numbering): Value {
  const number = head === '' ? undefined : /^\d+$/.test(head) ? parseInteger(head) : undefined;
  if (head !== '' && number === undefined) {
    const value = source.named(head);
    if (value === undefined) throw new PyError('KeyError', quoted(head));
    return value;
  }
  const mixed = number === undefined ? numbering.manual : numbering.next > 0;
  if (mixed) {
    throw new PyError(
      'ValueError',
      'cannot switch from manual field specification to automatic field numbering',
    );
  }
  if (number !== undefined) numbering.manual = true;
  const index = number === undefined ? numbering.next++ : Number(number);
  const value = source.positional[index];
  if (value === undefined) {
    throw new PyError('IndexError', 'tuple index out of range');
  }
  return value;
}
