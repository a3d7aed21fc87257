/** Filters for HTML, URLs and JSON. */
import { builtin } from '../python/call.ts';
import { truthy } from '../python/compare.ts';
import { indentOf, toJson } from '../python/json.ts';
import { escapeHtml, Markup } from '../python/methods/markup.ts';
import { isNumber, typeName } from '../python/numbers.ts';
import { pretty } from '../python/pprint.ts';
import { repr, str } from '../python/print.ts';
import { iterate, listOf, undefinedError } from '../python/sequence.ts';
import { type HostFunction, PyDict, PyError, PyObject, Undefined, type Value } from '../python/value.ts';
import { urlize } from './urlize.ts';

const escaped = (value: Value): Markup =>
  value instanceof Markup ? value : new Markup(escapeHtml(str(value)));

const JSON_UNSAFE: ReadonlyMap<string, string> = new Map([
  ['<', '\\u003c'],
  ['>', '\\u003e'],
  ['&', '\\u0026'],
  ["'", '\\u0027'],
]);

function jsonMarkup(value: Value, indent: Value | undefined): Markup {
  const step = indentOf(indent);
  const json = toJson(value, { sortKeys: true, ...(step === undefined ? {} : { indent: step }) });
  return new Markup(json.replace(/[<>&']/g, (letter) => JSON_UNSAFE.get(letter) ?? letter));
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['&amp;', '&'],
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&#34;', '"'],
  ['&quot;', '"'],
  ['&#39;', "'"],
  ['&#x27;', "'"],
  ['&nbsp;', '\u00a0'],
]);

function stripTags(value: Value): string {
  const bare = str(value)
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<[^>]*>/g, '');
  const spaced = bare.trim().split(/\s+/).join(' ');
  return spaced.replace(/&(?:#\d+|#x[\da-f]+|\w+);/gi, (entity) => ENTITIES.get(entity) ?? numeric(entity));
}

function numeric(entity: string): string {
  const code = /^&#x/i.test(entity)
    ? Number.parseInt(entity.slice(3), 16)
    : Number.parseInt(entity.slice(2), 10);
  return entity.startsWith('&#') && code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : entity;
}

function quoteUrl(value: Value, query: boolean): string {
  const kept = encodeURIComponent(str(value)).replace(
    /[!'()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return query ? kept.replaceAll('%20', '+') : kept.replaceAll('%2F', '/');
}

function urlEncode(value: Value): string {
  const single = typeof value === 'string' || value === null || isNumber(value);
  if (single || (value instanceof PyObject && !value.iterate)) return quoteUrl(value, false);
  const pairs = value instanceof PyDict ? value.entries() : Array.from(iterate(value), pairOf);
  return pairs.map(([key = null, item = null]) => `${quoteUrl(key, true)}=${quoteUrl(item, true)}`).join('&');
}

function pairOf(value: Value): Value[] {
  const items = listOf(value);
  if (items.length === 2) return items;
  const message =
    items.length > 2
      ? 'too many values to unpack (expected 2)'
      : `not enough values to unpack (expected 2, got ${items.length})`;
  throw new PyError('ValueError', message);
}

function xmlAttributes(value: Value, autospace: boolean): string {
  if (value instanceof Undefined) throw undefinedError(value);
  if (!(value instanceof PyDict)) {
    throw new PyError('AttributeError', `'${typeName(value)}' object has no attribute 'items'`);
  }
  const parts: string[] = [];
  for (const [key, item] of value.entries()) {
    if (item === null || item instanceof Undefined) continue;
    if (/[\s/>=]/.test(str(key)))
      throw new PyError('ValueError', `Invalid character in attribute name: ${repr(key)}`);
    parts.push(`${escaped(key).str()}="${escaped(item).str()}"`);
  }
  return (autospace && parts.length > 0 ? ' ' : '') + parts.join(' ');
}

/** escape, safe, tojson, urlencode, urlize, xmlattr, striptags, pprint. */
export const markupFilters: readonly HostFunction[] = [
  builtin('e', ['s'], escaped),
  builtin('escape', ['s'], escaped),
  builtin('forceescape', ['value'], (value) => new Markup(escapeHtml(str(value)))),
  builtin('pprint', ['value'], (value) => pretty(value)),
  builtin('safe', ['value'], (value) => new Markup(str(value))),
  builtin('striptags', ['value'], stripTags),
  builtin('tojson', ['value', 'indent?'], jsonMarkup),
  builtin('urlencode', ['value'], urlEncode),
  builtin(
    'urlize',
    ['value', 'trim_url_limit?', 'nofollow?', 'target?', 'rel?', 'extra_schemes?'],
    (value, limit, nofollow, target, rel, schemes) =>
      urlize(str(value), {
        limit: isNumber(limit ?? null) ? Number(str(limit ?? 0)) : undefined,
        rel: [
          ...(rel ? str(rel).split(/\s+/) : []),
          ...(truthy(nofollow ?? false) ? ['nofollow'] : []),
          'noopener',
        ],
        target: target === undefined || target === null ? undefined : str(target),
        schemes: schemes === undefined || schemes === null ? [] : listOf(schemes).map(str),
      }),
  ),
  builtin('xmlattr', ['d', 'autospace?'], (value, autospace) =>
    xmlAttributes(value, truthy(autospace ?? true)),
  ),
];
