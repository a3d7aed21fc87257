/** Python's ast.literal_eval: numbers, strings, None, True, False, tuples, lists, dicts and sets written out. */

import { floatLiteral, intLiteral, resolveEscapes } from './escapes.ts';
import { isNumber } from './numbers.ts';
import { negate } from './operators.ts';
import { PyDict, PySet, PyTuple, type Value } from './value.ts';

/** The value a text spells out, or undefined when it spells none. */
export function literalValue(text: string): Value | undefined {
  const reader = new Reader(text.replace(/^[ \t]+/, ''));
  try {
    const value = reader.expression();
    return reader.atEnd() ? value : undefined;
  } catch (error) {
    if (error instanceof NotALiteral) return undefined;
    throw error;
  }
}

class NotALiteral extends Error {}

const TOKEN =
  /\s*(?:((?:[rRuU]?)(?:'''[\s\S]*?'''|"""[\s\S]*?"""|'(?:[^'\\\n]|\\[\s\S])*'|"(?:[^"\\\n]|\\[\s\S])*"))|(0[xXoObB][\da-fA-F_]+|(?:\d[\d_]*)?\.?\d[\d_]*\.?(?:[eE][+-]?\d+)?)|(None|True|False)\b|(set\(\))|([-+()[\]{},:]))/y;

class Reader {
  readonly #text: string;
  #at = 0;
  constructor(text: string) {
    this.#text = text;
  }

  atEnd(): boolean {
    return this.#text.slice(this.#at).trim() === '';
  }

  /** One value, or several with commas between: a tuple. */
  expression(): Value {
    const first = this.#value();
    if (!this.#skip(',')) return first;
    const items = [first];
    while (!this.atEnd()) {
      items.push(this.#value());
      if (!this.#skip(',')) break;
    }
    return new PyTuple(items);
  }

  #token(): RegExpExecArray | null {
    TOKEN.lastIndex = this.#at;
    return TOKEN.exec(this.#text);
  }

  #skip(symbol: string): boolean {
    const match = this.#token();
    if (match?.[5] !== symbol) return false;
    this.#at += match[0].length;
    return true;
  }

  #value(): Value {
    const match = this.#token();
    if (!match) throw new NotALiteral();
    const [whole, text, number, word, empty, symbol] = match;
    this.#at += whole.length;
    if (text !== undefined) return this.#texts(text);
    if (number !== undefined) return numberOf(number);
    if (word !== undefined) return word === 'None' ? null : word === 'True';
    if (empty !== undefined) return new PySet();
    return this.#compound(symbol ?? '');
  }

  #texts(first: string): string {
    let out = textOf(first);
    for (let next = this.#token(); next?.[1] !== undefined; next = this.#token()) {
      this.#at += next[0].length;
      out += textOf(next[1]);
    }
    return out;
  }

  #compound(symbol: string): Value {
    if (symbol === '-' || symbol === '+') return signed(symbol, this.#value());
    if (symbol === '[') return this.#items(']').items;
    if (symbol === '{') return this.#braces();
    if (symbol !== '(') throw new NotALiteral();
    const { items, comma } = this.#items(')');
    const [only] = items;
    return items.length === 1 && !comma && only !== undefined ? only : new PyTuple(items);
  }

  #items(close: string): { items: Value[]; comma: boolean } {
    const items: Value[] = [];
    let comma = false;
    while (!this.#skip(close)) {
      if (items.length > 0 && !comma) throw new NotALiteral();
      items.push(this.#value());
      comma = this.#skip(',');
    }
    return { items, comma };
  }

  #braces(): Value {
    const pairs: [Value, Value][] = [];
    const items: Value[] = [];
    let comma = true;
    while (!this.#skip('}')) {
      if (!comma) throw new NotALiteral();
      const key = this.#value();
      if (this.#skip(':')) pairs.push([key, this.#value()]);
      else items.push(key);
      comma = this.#skip(',');
    }
    if (pairs.length > 0 && items.length > 0) throw new NotALiteral();
    return items.length > 0 ? new PySet(items) : new PyDict(pairs);
  }
}

function signed(sign: string, value: Value): Value {
  const negated = isNumber(value) && typeof value !== 'boolean' ? negate(value) : undefined;
  if (negated === undefined) throw new NotALiteral();
  return sign === '-' ? negated : value;
}

function textOf(literal: string): string {
  const raw = /^[rR]/.test(literal);
  const body = literal.replace(/^[rRuU]/, '');
  const quotes = /^('''|""")/.test(body) && body.length >= 6 ? 3 : 1;
  const inside = body.slice(quotes, -quotes);
  return raw ? inside : resolveEscapes(inside);
}

function numberOf(text: string): Value {
  const digits = text.replaceAll('_', '');
  if (/^0\d/.test(digits) && /^0+[1-9]\d*$/.test(digits)) throw new NotALiteral();
  return /^\d+$|^0[xob]/i.test(digits) ? intLiteral(digits) : floatLiteral(digits);
}
