/** A stream of tokens with what the grammars need to read from it, on nunjucks' Parser. */
import { Parser } from './nunjucks.ts';
import type { Source } from './places.ts';
import { syntaxError } from './syntax-error.ts';
import type { Token } from './tokens.ts';

const DESCRIBED: ReadonlyMap<string, string> = new Map([
  ['data', 'template data / text'],
  ['block-start', 'begin of statement block'],
  ['block-end', 'end of statement block'],
  ['variable-start', 'begin of print statement'],
  ['variable-end', 'end of print statement'],
  ['eof', 'end of template'],
]);

const WORDS: ReadonlyMap<string, string> = new Map([
  ['symbol', 'name'],
  ['comma', ','],
  ['colon', ':'],
  ['left-paren', '('],
  ['right-paren', ')'],
  ['right-bracket', ']'],
  ['right-curly', '}'],
]);

/** A token as errors show it. */
export const describe = (token: Token): string =>
  DESCRIBED.get(token.type) ??
  (token.type === 'int'
    ? 'integer'
    : token.type === 'string' || token.type === 'float'
      ? token.type
      : String(token.value));

/** Takes tokens one by one; errors are TD301 at the token that does not fit. */
export class TokenParser extends Parser {
  readonly source: Source;
  readonly #list: readonly Token[];
  #next = 0;

  constructor(source: Source, tokens: readonly Token[]) {
    super(tokens);
    this.source = source;
    this.#list = tokens;
  }

  override nextToken(): Token {
    const token = this.look();
    if (token.type !== 'eof') this.#next++;
    return token;
  }
  override peekToken(): Token {
    return this.look();
  }
  override pushToken(token: Token): void {
    if (token.type !== 'eof') this.#next--;
  }
  /** The token after so many others. */
  look(ahead = 0): Token {
    const token = this.#list[this.#next + ahead] ?? this.#list[this.#list.length - 1];
    if (!token) throw new Error('a list of tokens without an end');
    return token;
  }
  /** Where the last token taken ended. */
  lastEnd(): number {
    return this.#list[this.#next - 1]?.colno ?? 0;
  }
  override fail(message: string, start?: number, end?: number): never {
    const token = this.look();
    throw syntaxError(this.source, { lineno: start ?? token.lineno, colno: end ?? token.colno }, message);
  }
  /** Takes a token of a type (and value), or fails in Jinja2's words. */
  take(type: string, value?: string): Token {
    const token = this.nextToken();
    if (token.type === type && (value === undefined || token.value === value)) return token;
    const wanted = value ?? DESCRIBED.get(type) ?? WORDS.get(type) ?? type;
    if (token.type === 'eof')
      this.fail(`unexpected end of template, expected '${wanted}'.`, token.lineno, token.colno);
    this.fail(`expected token '${wanted}', got '${describe(token)}'`, token.lineno, token.colno);
  }
  is(type: string, value?: string, ahead = 0): boolean {
    const token = this.look(ahead);
    return token.type === type && (value === undefined || token.value === value);
  }
  name(): Token & { readonly value: string } {
    const token = this.take('symbol');
    return { ...token, value: String(token.value) };
  }
}
