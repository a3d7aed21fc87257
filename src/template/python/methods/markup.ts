/** Text marked as safe HTML: what `safe`, `escape` and `tojson` give. It escapes what is joined to it with `+` or `%`. */

import { isInt } from '../numbers.ts';
import { formatPercent } from '../percent.ts';
import { quoted, str } from '../print.ts';
import { letters, PySlice, sliced } from '../sequence.ts';
import { PyDict, PyObject, PyTuple, type Value } from '../value.ts';
import { strMethods } from './str.ts';

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ["'", '&#39;'],
  ['"', '&#34;'],
]);

/** A text with the five letters of HTML escaped. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>'"]/g, (letter) => ENTITIES.get(letter) ?? letter);

const safe = (value: Value): string => (value instanceof Markup ? value.str() : escapeHtml(str(value)));

/** The class. */
export class Markup extends PyObject {
  readonly typeName = 'Markup';
  readonly #text: string;
  constructor(text: string) {
    super();
    this.#text = text;
  }
  override attribute(name: string): Value | undefined {
    return strMethods.get(name)?.(this.#text);
  }
  override item(key: Value): Value | undefined {
    const all = letters(this.#text);
    if (key instanceof PySlice) return new Markup(sliced(all, key).join(''));
    return isInt(key) ? all.at(Number(key)) : undefined;
  }
  override iterate(): Iterable<Value> {
    return letters(this.#text);
  }
  override length(): number {
    return letters(this.#text).length;
  }
  override contains(value: Value): boolean {
    return this.#text.includes(str(value));
  }
  override equals(other: Value): boolean {
    return other instanceof Markup ? other.#text === this.#text : other === this.#text;
  }
  override hash(): unknown {
    return this.#text;
  }
  override compare(other: Value): number | undefined {
    const text = other instanceof Markup ? other.#text : other;
    if (typeof text !== 'string') return undefined;
    return this.#text < text ? -1 : this.#text > text ? 1 : 0;
  }
  override operate(operator: string, other: Value, reflected: boolean): Value | undefined {
    const isText = typeof other === 'string' || other instanceof Markup;
    if (operator === '+' && isText)
      return new Markup(reflected ? safe(other) + this.#text : this.#text + safe(other));
    if (operator === '*' && isInt(other)) return new Markup(this.#text.repeat(Math.max(0, Number(other))));
    return operator === '%' && !reflected
      ? new Markup(formatPercent(this.#text, escapedArguments(other)))
      : undefined;
  }
  str(): string {
    return this.#text;
  }
  override repr(): string {
    return `Markup(${quoted(this.#text)})`;
  }
}

function escapedArguments(value: Value): Value {
  if (value instanceof PyTuple) return new PyTuple(value.items.map(escapedArguments));
  if (value instanceof PyDict)
    return new PyDict(value.entries().map(([k, v]) => [k, escapedArguments(v)] as const));
  return typeof value === 'string' || value instanceof Markup ? safe(value) : value;
}
