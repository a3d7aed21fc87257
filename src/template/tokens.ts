/**
 * Template text → tokens, in one pass and without backtracking.
 * In: a source and the part of it to read. Out: tokens with offsets, white space control and raw blocks done.
 * Errors: TD301 and TD302 at the character or the opening tag.
 */

import type { Source } from './places.ts';
import { floatLiteral, intLiteral, resolveEscapes } from './python/escapes.ts';
import { PyError, type Value } from './python/value.ts';
import { syntaxError } from './syntax-error.ts';

/** What a token is, in nunjucks' words. */
export type TokenType =
  | 'data'
  | 'block-start'
  | 'block-end'
  | 'variable-start'
  | 'variable-end'
  | 'string'
  | 'int'
  | 'float'
  | 'symbol'
  | 'operator'
  | 'comma'
  | 'colon'
  | 'tilde'
  | 'pipe'
  | 'left-paren'
  | 'right-paren'
  | 'left-bracket'
  | 'right-bracket'
  | 'left-curly'
  | 'right-curly'
  | 'eof';

/** A token; `lineno` and `colno` are nunjucks' names for what holds its start and end offset here. */
export interface Token {
  readonly type: TokenType;
  readonly value: Value;
  readonly lineno: number;
  readonly colno: number;
}

/** Reads all tokens of a part of a source (all of it by default). */
export function tokenize(source: Source, start = 0, end = source.text.length): Token[] {
  return new Lexer(source, start, withoutLastNewline(source.text, start, end)).run();
}

function withoutLastNewline(text: string, start: number, end: number): number {
  const last = end > start ? text.charAt(end - 1) : '';
  if (last === '\n') return end - 1 > start && text.charAt(end - 2) === '\r' ? end - 2 : end - 1;
  return last === '\r' ? end - 1 : end;
}

const OPEN_RAW = /\{%[-+]?\s*raw\s*(?:-%\}\s*|%\})/y;
const CLOSE_RAW = /\{%([-+]?)\s*endraw\s*(?:\+%\}|-%\}\s*|%\})/y;
const SPACE = /\s*/y;
const FLOAT = /(?:\d+_)*\d+(?:(?:\.(?:\d+_)*\d+)?e[+-]?(?:\d+_)*\d+|\.(?:\d+_)*\d+)/iy;
const INT = /0b(?:_?[01])+|0o(?:_?[0-7])+|0x(?:_?[\da-f])+|[1-9](?:_?\d)*|0(?:_?0)*/iy;
const NAME = /[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Nd}\p{Mn}\p{Mc}\p{Pc}]*/uy;
const OPERATOR = /\/\/|\*\*|==|!=|>=|<=|[-+/*%~[\](){}><=.:|,;]/y;

const OPERATOR_TYPES: ReadonlyMap<string, TokenType> = new Map([
  [',', 'comma'],
  [':', 'colon'],
  ['~', 'tilde'],
  ['|', 'pipe'],
  ['(', 'left-paren'],
  [')', 'right-paren'],
  ['[', 'left-bracket'],
  [']', 'right-bracket'],
  ['{', 'left-curly'],
  ['}', 'right-curly'],
]);
const CLOSERS: ReadonlyMap<string, string> = new Map([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
]);

class Lexer {
  readonly #source: Source;
  readonly #text: string;
  readonly #end: number;
  readonly #tokens: Token[] = [];
  #at: number;

  constructor(source: Source, start: number, end: number) {
    this.#source = source;
    this.#text = end === source.text.length ? source.text : source.text.slice(0, end);
    this.#at = start;
    this.#end = end;
  }

  run(): Token[] {
    while (this.#at < this.#end) this.#data();
    this.#push('eof', '', this.#end, this.#end);
    return this.#tokens;
  }

  #push(type: TokenType, value: Value, start: number, end: number): void {
    this.#tokens.push({ type, value, lineno: start, colno: end });
  }

  /** Text up to the next tag, and that tag. */
  #data(): void {
    const start = this.#at;
    const open = this.#nextTag(start);
    const sign = this.#text.charAt(open + 2);
    this.#addData(start, open, sign === '-' && open < this.#end);
    if (open >= this.#end) {
      this.#at = this.#end;
      return;
    }
    this.#at = open + (sign === '-' || sign === '+' ? 3 : 2);
    const kind = this.#text.charAt(open + 1);
    if (kind === '#') this.#comment(open);
    else if (kind === '%' && this.#match(OPEN_RAW, open) !== '') this.#raw(open);
    else this.#code(open, kind === '%' ? 'block' : 'variable');
  }

  #addData(start: number, end: number, stripped: boolean): void {
    if (start === end) return;
    const raw = this.#text.slice(start, end);
    const data = stripped ? raw.trimEnd() : raw;
    if (data !== '')
      this.#push('data', data.includes('\r') ? data.replace(/\r\n?/g, '\n') : data, start, end);
  }

  #nextTag(from: number): number {
    for (let at = this.#text.indexOf('{', from); at >= 0; at = this.#text.indexOf('{', at + 1)) {
      const next = this.#text.charCodeAt(at + 1);
      if (next === 123 || next === 37 || next === 35) return at;
    }
    return this.#end;
  }

  #match(pattern: RegExp, at: number): string {
    pattern.lastIndex = at;
    return pattern.test(this.#text) ? this.#text.slice(at, pattern.lastIndex) : '';
  }

  #skipSpace(): void {
    const code = this.#text.charCodeAt(this.#at);
    if (code > 0x20 && code < 0x7f) return;
    SPACE.lastIndex = this.#at;
    SPACE.test(this.#text);
    this.#at = SPACE.lastIndex;
  }

  #comment(open: number): void {
    const close = this.#text.indexOf('#}', this.#at);
    if (close < 0) this.#unclosed(open, 'Missing end of comment tag', 'close the comment with #}');
    const strips = close > this.#at && this.#text.charAt(close - 1) === '-';
    this.#at = close + 2;
    if (strips) this.#skipSpace();
  }

  #raw(open: number): void {
    const start = open + this.#match(OPEN_RAW, open).length;
    for (let at = this.#text.indexOf('{%', start); at >= 0; at = this.#text.indexOf('{%', at + 2)) {
      const close = this.#match(CLOSE_RAW, at);
      if (close === '') continue;
      this.#addData(start, at, close.charAt(2) === '-');
      this.#at = at + close.length;
      return;
    }
    this.#unclosed(open, 'Missing end of raw directive', 'close it with {% endraw %}');
  }

  #unclosed(open: number, message: string, help: string): never {
    throw syntaxError(this.#source, { lineno: open, colno: open + 2 }, message, 'TD302', help);
  }

  /** What stands inside of `{{ }}` or `{% %}`, with both ends. */
  #code(open: number, kind: 'block' | 'variable'): void {
    this.#push(`${kind}-start`, '', open, this.#at);
    const closers: string[] = [];
    const close = kind === 'block' ? '%}' : '}}';
    for (;;) {
      this.#skipSpace();
      if (this.#at >= this.#end) {
        const what = kind === 'block' ? 'end of statement block' : 'end of print statement';
        this.#unclosed(open, `unexpected end of template, expected '${what}'.`, `close it with ${close}`);
      }
      if (closers.length === 0 && this.#tagEnd(kind, close)) return;
      this.#codeToken(closers);
    }
  }

  #tagEnd(kind: 'block' | 'variable', close: string): boolean {
    const sign = this.#text.charAt(this.#at);
    const signed = sign === '-' || (sign === '+' && kind === 'block');
    const at = signed ? this.#at + 1 : this.#at;
    if (!this.#text.startsWith(close, at)) return false;
    this.#push(`${kind}-end`, '', this.#at, at + 2);
    this.#at = at + 2;
    if (sign === '-') this.#skipSpace();
    return true;
  }

  #codeToken(closers: string[]): void {
    const start = this.#at;
    const letter = this.#text.charAt(start);
    if (letter === '"' || letter === "'") this.#string(letter, start);
    else if (letter >= '0' && letter <= '9') this.#number(start);
    else this.#word(start, closers);
  }

  #word(start: number, closers: string[]): void {
    const name = this.#match(NAME, start);
    const text = name || this.#match(OPERATOR, start);
    if (text === '') this.#unexpected(start);
    this.#at += text.length;
    if (name === '') this.#balance(text, closers, start);
    this.#push(name !== '' ? 'symbol' : (OPERATOR_TYPES.get(text) ?? 'operator'), text, start, this.#at);
  }

  #unexpected(at: number): never {
    const letter = String.fromCodePoint(this.#text.codePointAt(at) ?? 0);
    const shown = letter === "'" ? `"'"` : `'${letter}'`;
    throw syntaxError(
      this.#source,
      { lineno: at, colno: at + letter.length },
      `unexpected char ${shown} at ${at}`,
    );
  }

  #string(quote: string, start: number): void {
    let at = start + 1;
    while (at < this.#end && this.#text.charAt(at) !== quote) at += this.#text.charAt(at) === '\\' ? 2 : 1;
    if (at >= this.#end) this.#unexpected(start);
    const raw = this.#text.slice(start + 1, at);
    this.#at = at + 1;
    try {
      this.#push(
        'string',
        resolveEscapes(raw.includes('\r') ? raw.replace(/\r\n?/g, '\n') : raw),
        start,
        this.#at,
      );
    } catch (error) {
      if (!(error instanceof PyError)) throw error;
      throw syntaxError(this.#source, { lineno: start, colno: this.#at }, error.message);
    }
  }

  #number(start: number): void {
    const before = start > 0 ? this.#text.charAt(start - 1) : '';
    const real = before === '.' ? '' : this.#match(FLOAT, start);
    const digits = real || this.#match(INT, start);
    this.#at += digits.length;
    this.#push(real ? 'float' : 'int', real ? floatLiteral(digits) : intLiteral(digits), start, this.#at);
  }

  #balance(text: string, closers: string[], start: number): void {
    const closer = CLOSERS.get(text);
    if (closer !== undefined) closers.push(closer);
    if (text !== ')' && text !== ']' && text !== '}') return;
    const expected = closers.pop();
    if (expected === text) return;
    const more = expected === undefined ? '' : `, expected '${expected}'`;
    const help = text === '}' && expected === undefined ? 'an expression ends with }}' : undefined;
    const range = { lineno: start, colno: start + 1 };
    throw syntaxError(this.#source, range, `unexpected '${text}'${more}`, 'TD301', help);
  }
}
